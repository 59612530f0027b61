import { readFileSync } from "node:fs";
import { GraphQLError, parse } from "graphql";
import { buildSubgraphSchema } from "@apollo/subgraph";

/** A model registry, as small as can be: it counts what is pulled, and forgets it when it ends. */
export const typeDefs = parse(readFileSync(new URL("registry.graphqls", import.meta.url), "utf8"));

const pulls = new Map();

function model(known) {
  return { __typename: "Model", ...known };
}

export const schema = buildSubgraphSchema([
  {
    typeDefs,
    resolvers: {
      Query: {
        pulled: () => [...pulls.keys()].sort((a, b) => pulls.get(b) - pulls.get(a)).map((id) => model({ id })),
      },
      Mutation: {
        pull: (_, { id }, { headers }) => {
          if (!headers.authorization) {
            throw new GraphQLError("pull: no token (expected: Authorization: Bearer …)", {
              extensions: { code: "UNAUTHENTICATED" },
            });
          }
          pulls.set(id, (pulls.get(id) ?? 0) + 1);
          return model({ id });
        },
      },
      Model: {
        __resolveReference: model,
        pulls: ({ id }) => pulls.get(id) ?? 0,
      },
    },
  },
]);
