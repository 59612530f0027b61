// Computes the ids of all examples in a file of test vectors, and says which differ.
// usage: node dist/check-ids.js ../../docs/identity-vectors.json

import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as ids from "./ids.js";

interface Vectors {
  content: { text: string; id: string }[];
  folders: { files: Record<string, string>; id: string }[];
  gitCommits: { commit: string; id: string }[];
  tableSnapshots: { table: string; snapshot: string; id: string }[];
  names: { kind: string; namespace: string; name: string; version?: string; id: string }[];
  edges: { type: string; child: string; parent: string; id: string }[];
}

async function ofFolder(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "pedigree-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    return await ids.ofPath(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const vectors = JSON.parse(await readFile(process.argv[2] ?? "", "utf8")) as Vectors;
const results: [computed: string, expected: string][] = [
  ...vectors.content.map((it): [string, string] => [ids.ofText(it.text), it.id]),
  ...vectors.gitCommits.map((it): [string, string] => [ids.ofGitCommit(it.commit), it.id]),
  ...vectors.tableSnapshots.map((it): [string, string] => [ids.ofTableSnapshot(it.table, it.snapshot), it.id]),
  ...vectors.names.map((it): [string, string] => [ids.ofName(it.kind, it.namespace, it.name, it.version), it.id]),
  ...vectors.edges.map((it): [string, string] => [ids.ofEdge(it.type, it.child, it.parent), it.id]),
];
for (const example of vectors.folders) {
  results.push([await ofFolder(example.files), example.id]);
}
for (const [computed, expected] of results) {
  if (computed !== expected) {
    throw new Error(`${computed} (expected: ${expected})`);
  }
}
console.log(results.length, "ids are as expected");
