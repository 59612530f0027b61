// Holds a gateway against the specification of GraphQL over HTTP: prints how many audits there are,
// and each that does not pass, notices included.

import { auditServer } from "graphql-http";

const [gateway] = process.argv.slice(2);
const results = await auditServer({ url: `${gateway}/graphql` });
for (const result of results) {
  if (result.status !== "ok") {
    console.log(`${result.status} ${result.id} ${result.name}: ${result.reason}`);
  }
}
console.log(`${results.length} audits`);
