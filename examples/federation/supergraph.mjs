import { readFileSync } from "node:fs";
import { graphql, parse } from "graphql";
import { composeServices } from "@apollo/composition";
import { ask, graphqlHandler, listen } from "./http.mjs";
import * as registry from "./registry.mjs";
import * as reviews from "./reviews.mjs";

/** Serves a subgraph of this folder on a port of its own; how a composer names it. */
export async function subgraph(name, { schema, typeDefs }) {
  const url = await listen(
    graphqlHandler(({ query, variables, operationName }, headers) =>
      graphql({ schema, source: query, variableValues: variables, operationName, contextValue: { headers } }),
    ),
  );
  return { name, url, typeDefs };
}

/** Pedigree, as it describes itself: `at` is its URL, or a file with its SDL. */
export async function pedigree(at, token = process.env.PEDIGREE_TOKEN) {
  if (!at.startsWith("http")) {
    return { name: "pedigree", url: "http://127.0.0.1:8080/graphql", typeDefs: parse(readFileSync(at, "utf8")) };
  }
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  const data = await ask(at, "{ _service { sdl } }", headers);
  return { name: "pedigree", url: at, typeDefs: parse(data._service.sdl) };
}

/** The SDL of Pedigree, the registry and the reviews together. */
export async function compose(url) {
  const services = [await pedigree(url), await subgraph("registry", registry), await subgraph("reviews", reviews)];
  const { supergraphSdl, errors } = composeServices(services);
  if (errors?.length) {
    throw new Error(errors.map((it) => it.message).join("\n"));
  }
  return supergraphSdl;
}
