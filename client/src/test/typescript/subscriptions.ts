// Follows the journal with the clients that people use: prints what each of them was told.

import { createHash } from "node:crypto";
import { createClient as createEventClient } from "graphql-sse";
import { createClient as createSocketClient } from "graphql-ws";
import { WebSocket } from "ws";

interface Told {
  journal: { revision: number; facts: { type: string; artifact: { name: string } | null }[] };
}

const [gateway = "", namespace = ""] = process.argv.slice(2);
const query = `subscription Follow($after: Revision) {
  journal(after: $after) { revision facts { type artifact { name } } }
}`;

async function ask(query: string, variables: object): Promise<Record<string, { revision: number }>> {
  const response = await fetch(`${gateway}/graphql`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  return ((await response.json()) as { data: Record<string, { revision: number }> }).data;
}

async function record(name: string) {
  const digest = "sha256:" + createHash("sha256").update(namespace + name).digest("hex");
  await ask("mutation ($input: RecordInput!) { record(input: $input) { revision } }", {
    input: { artifacts: [{ dataset: { namespace, name, digest } }] },
  });
}

const sockets = createSocketClient({
  url: gateway.replace("http", "ws") + "/graphql/ws",
  webSocketImpl: WebSocket,
  retryAttempts: 0,
});
const events = createEventClient({ url: `${gateway}/graphql`, retryAttempts: 0 });

type Answers = AsyncIterable<{ data?: Told | null | undefined; errors?: unknown }>;

function follow(client: typeof sockets | typeof events, after: number): Answers {
  return client.iterate<Told & Record<string, unknown>>({ query, variables: { after } });
}

/** The names in so many changes, which follow each other without a gap. */
async function names(answers: Answers, after: number, count: number): Promise<string> {
  const found: string[] = [];
  for await (const { data, errors } of answers) {
    if (!data) {
      throw new Error(JSON.stringify(errors));
    }
    const { revision, facts } = data.journal;
    if (revision !== after + found.length + 1) {
      throw new Error(`${revision} after ${after + found.length}`);
    }
    found.push(facts.map((fact) => fact.artifact?.name ?? fact.type).join("+"));
    if (found.length === count) {
      break;
    }
  }
  return found.join(" ");
}

const start = (await ask("{ head { revision } }", {}))["head"]!.revision;
await record("before");
const told = [sockets, events].map((client) => names(follow(client, start), start, 3));
await record("while");
await record("meanwhile");
console.log((await Promise.all(told)).join("\n"));
console.log(await names(follow(events, start + 1), start + 1, 2));

const wrong = events.iterate({ query: "subscription { journal { nothing } }" });
for await (const { errors } of wrong) {
  console.log(errors?.[0]?.extensions?.["code"]);
}
const head = sockets.iterate({ query: "{ head { revision } }" });
for await (const { data } of head) {
  console.log((data?.["head"] as { revision: number }).revision - start);
}
await sockets.dispose();
events.dispose();
