import { readFileSync } from "node:fs";
import { GraphQLError, parse } from "graphql";
import { buildSubgraphSchema } from "@apollo/subgraph";

/** A model registry, as small as can be: it counts what is pulled, and forgets it when it ends. */
export const typeDefs = parse(readFileSync(new URL("registry.graphqls", import.meta.url), "utf8"));

const models = new Map();

/** The registry's own, if it has been pulled. */
function model({ namespace, name, version = null }) {
  const key = JSON.stringify([namespace, name, version]);
  return models.get(key) ?? { __typename: "Model", key, namespace, name, version, pulls: 0 };
}

export const schema = buildSubgraphSchema([
  {
    typeDefs,
    resolvers: {
      Query: { pulled: () => [...models.values()].sort((a, b) => b.pulls - a.pulls) },
      Mutation: {
        pull: (_, named, { headers }) => {
          if (!headers.authorization) {
            throw new GraphQLError("pull: no token (expected: Authorization: Bearer …)", {
              extensions: { code: "UNAUTHENTICATED" },
            });
          }
          const pulled = model(named);
          pulled.pulls++;
          models.set(pulled.key, pulled);
          return pulled;
        },
      },
      Model: { __resolveReference: model },
    },
  },
]);
