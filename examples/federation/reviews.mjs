import { readFileSync } from "node:fs";
import { parse } from "graphql";
import { buildSubgraphSchema } from "@apollo/subgraph";

/** What people say about artifacts, of whichever kind: kept until the process ends. */
export const typeDefs = parse(readFileSync(new URL("reviews.graphqls", import.meta.url), "utf8"));

const reviews = [];

export const schema = buildSubgraphSchema([
  {
    typeDefs,
    resolvers: {
      Query: { reviews: () => reviews },
      Mutation: {
        review: (_, { artifact, text }) => {
          const review = { text, artifact: { __typename: "Artifact", id: artifact } };
          reviews.push(review);
          return review;
        },
      },
      Artifact: {
        __resolveReference: ({ id }) => ({ id }),
        reviews: ({ id }) => reviews.filter((it) => it.artifact.id === id),
      },
    },
  },
]);
