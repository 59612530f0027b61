// Records a prompt under the id of its words, and a deployment that uses it; asks where that comes from.
// usage: node dist/lineage.js GATEWAY NAMESPACE

import { graphql } from "./generated/gql.js";
import { Pedigree, Refused } from "./gateway.js";
import { ofName, ofText } from "./ids.js";

const WhereFrom = graphql(`
  query WhereFrom($id: ID!) {
    artifact(id: $id) {
      id
      ancestors {
        totalCount
        edges { depth node { __typename kind name ... on Prompt { role } } via { type } }
      }
    }
  }
`);

const [gateway = "http://127.0.0.1:8080", namespace = "default"] = process.argv.slice(2);
const pedigree = new Pedigree(gateway);
const text = `You are the assistant of ${namespace}.`;

await pedigree.record({
  artifacts: [
    { prompt: { namespace, name: "system", version: "1", digest: ofText(text), template: text, role: "system" } },
    { deployment: { namespace, name: "chat", version: "1", parents: [{ type: "PROMPTED_BY", id: ofText(text) }] } },
  ],
});

const id = ofName("DEPLOYMENT", namespace, "chat", "1");
const { artifact } = await pedigree.ask(WhereFrom, { id });
for (const { depth, node, via } of artifact?.ancestors.edges ?? []) {
  const role = node.__typename === "Prompt" ? node.role : undefined;
  console.log(depth, node.kind, node.name, role, via.map((edge) => edge.type).join());
}

try {
  await pedigree.record({ edges: [{ type: "SERVES", child: ofText(text), parent: id }] });
} catch (error) {
  if (!(error instanceof Refused)) {
    throw error;
  }
  console.log("refused", error.code, error.path);
}
