import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse, print, printSchema } from "graphql";
import { composeServices as apollo } from "@apollo/composition";
import { composeServices as guild, transformSupergraphToPublicSchema } from "@theguild/federation-composition";
import { federateSubgraphs, LATEST_ROUTER_COMPATIBILITY_VERSION } from "@wundergraph/composition";
import { typeDefs as registry } from "./registry.mjs";
import { typeDefs as reviews } from "./reviews.mjs";
import { pedigree } from "./supergraph.mjs";

/** Each makes one graph of subgraphs: the SDL that its clients see. Throws what does not fit. */
const composers = {
  apollo: (subgraphs) => published(apollo(subgraphs)),
  guild: (subgraphs) => published(guild(subgraphs)),
  wundergraph(subgraphs) {
    const { errors, federatedGraphClientSchema } = federateSubgraphs({
      subgraphs: subgraphs.map(({ name, url, typeDefs }) => ({ name, url, definitions: typeDefs })),
      version: LATEST_ROUTER_COMPATIBILITY_VERSION,
    });
    throwAny(errors);
    return printSchema(federatedGraphClientSchema);
  },
};

function published({ errors, supergraphSdl }) {
  throwAny(errors);
  return print(transformSupergraphToPublicSchema(parse(supergraphSdl)));
}

function throwAny(errors) {
  if (errors?.length) {
    throw new Error(errors.map((it) => it.message).join("\n"));
  }
}

function described(file) {
  const name = basename(file, ".graphqls");
  return { name, url: `http://127.0.0.1/${name}`, typeDefs: parse(readFileSync(file, "utf8")) };
}

const [at, folder, ...files] = process.argv.slice(2);
if (!folder) {
  console.error("usage: compose.mjs PEDIGREE FOLDER [SUBGRAPH.graphqls ...]");
  process.exit(2);
}
const subgraphs = [
  await pedigree(at),
  { name: "registry", url: "http://127.0.0.1/registry", typeDefs: registry },
  { name: "reviews", url: "http://127.0.0.1/reviews", typeDefs: reviews },
  ...files.map(described),
];
for (const [name, compose] of Object.entries(composers)) {
  try {
    writeFileSync(join(folder, `${name}.graphqls`), compose(subgraphs));
    console.log(`${name}: composed`);
  } catch (refused) {
    process.exitCode = 1;
    console.log(`${name}: ${refused.message}`);
  }
}
