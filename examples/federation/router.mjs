import { parse, validate } from "graphql";
import { ApolloGateway, RemoteGraphQLDataSource } from "@apollo/gateway";
import { createGatewayRuntime } from "@graphql-hive/gateway-runtime";
import { unifiedGraphHandler } from "@graphql-hive/router-runtime";
import http from "@graphql-mesh/transport-http";
import { graphqlHandler, listen } from "./http.mjs";
import { compose } from "./supergraph.mjs";

/** What a caller sends along to all subgraphs: they decide themselves who may do what. */
const PASSED_ON = ["authorization", "x-pedigree-caller"];

function passedOn(get) {
  return Object.fromEntries(PASSED_ON.map((name) => [name, get(name)]).filter(([, value]) => value));
}

const routers = {
  async apollo(supergraphSdl) {
    class Subgraph extends RemoteGraphQLDataSource {
      willSendRequest({ request, context }) {
        for (const [name, value] of Object.entries(passedOn((it) => context.headers?.[it]))) {
          request.http.headers.set(name, value);
        }
      }
    }
    const gateway = new ApolloGateway({ supergraphSdl, buildService: ({ url }) => new Subgraph({ url }) });
    const { executor, schema } = await gateway.load();
    return graphqlHandler(({ query, variables, operationName }, headers) => {
      const document = parse(query);
      const errors = validate(schema, document);
      return errors.length
        ? { errors }
        : executor({
            document,
            source: query,
            queryHash: query,
            operationName,
            schema,
            request: { query, variables, operationName },
            context: { headers },
            metrics: {},
            cache: undefined,
          });
    });
  },
  async hive(supergraphSdl) {
    return createGatewayRuntime({
      supergraph: supergraphSdl,
      // Hive's other one, the default, leaves the fields of an @interfaceObject null.
      unifiedGraphHandler,
      transports: { http },
      logging: false,
      maskedErrors: false,
      propagateHeaders: { fromClientToSubgraphs: ({ request }) => passedOn((it) => request.headers.get(it)) },
    });
  },
};

const [pedigree, which, port = "4000"] = process.argv.slice(2);
if (!pedigree || !(which in routers)) {
  console.error(`usage: router.mjs PEDIGREE ${Object.keys(routers).join("|")} [PORT]`);
  process.exit(2);
}
const router = await routers[which](await compose(pedigree));
console.log(await listen(router, Number(port)));
