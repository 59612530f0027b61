// Reads {url, caller, connections, seconds, requests: [{method, path, body}]} and tells, as JSON, how it went.
// In a body or a path, (id) stands for any of `ids`, and (new) for a digest that nobody has.
import autocannon from "autocannon";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";

const asked = JSON.parse(readFileSync(0, "utf8"));
const ids = asked.idsFile ? readFileSync(asked.idsFile, "utf8").trim().split("\n") : [];

const filled = (text) =>
  text
    ?.replaceAll("(id)", () => ids[Math.floor(Math.random() * ids.length)])
    .replaceAll("(new)", () => "sha256:" + randomBytes(32).toString("hex"));

const result = await autocannon({
  url: asked.url,
  connections: asked.connections,
  duration: asked.seconds,
  requests: asked.requests.map((request) => ({
    method: request.method,
    path: request.path,
    headers: { "content-type": "application/json", "x-pedigree-caller": asked.caller },
    setupRequest: (made) => ({ ...made, path: filled(request.path), body: filled(request.body) }),
  })),
});
console.log(
  JSON.stringify({
    perSecond: result.requests.total / result.duration,
    p50: result.latency.p50,
    p97: result.latency.p97_5,
    p99: result.latency.p99,
    max: result.latency.max,
    failed: result.errors + result.timeouts + result.non2xx,
  }),
);
