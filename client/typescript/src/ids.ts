// How the id of content, or of a named thing, is computed. docs/identity.md has the recipes.

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";

export type CanonicalValue = string | number | { readonly [name: string]: CanonicalValue };

/** The id of a text, such as a prompt: of its UTF-8 bytes, exactly as they are. */
export function ofText(content: string): string {
  return "sha256:" + createHash("sha256").update(content, "utf8").digest("hex");
}

/** The id of a file, or of all files in a folder. */
export async function ofPath(path: string): Promise<string> {
  return (await stat(path)).isDirectory()
    ? ofText(await manifest(path))
    : "sha256:" + (await hash(path)).sha256;
}

/** The id of what a repository holds at a commit: the whole hash, in lower case. */
export function ofGitCommit(commit: string): string {
  return ofText(canonical({ gitCommit: commit }));
}

/** The id of what a table holds at a snapshot. */
export function ofTableSnapshot(table: string, snapshot: string): string {
  return ofText(canonical({ table, snapshot }));
}

/** The id of something that is recorded without a digest. */
export function ofName(kind: string, namespace: string, name: string, version?: string): string {
  return ofText(canonical({ kind, namespace, name, ...(version === undefined ? {} : { version }) }));
}

/** The id of an edge between two ids. */
export function ofEdge(type: string, child: string, parent: string): string {
  return ofText(canonical({ type, child, parent }));
}

/** What a folder's id is the SHA-256 of. Links count as what they lead to. */
export async function manifest(folder: string): Promise<string> {
  const files: Record<string, CanonicalValue> = {};
  for (const name of await filesIn(folder, "", [])) {
    files[name] = await hash(join(folder, name));
  }
  if (Object.keys(files).length === 0) {
    throw new Error(`${folder}: a folder without files`);
  }
  return canonical({ files });
}

/** JSON in the form of RFC 8785, for objects of texts, objects and whole numbers. */
export function canonical(value: CanonicalValue): string {
  if (typeof value !== "object") {
    return JSON.stringify(value);
  }
  // JavaScript sorts texts by UTF-16 unit, as RFC 8785 does.
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, it]) => JSON.stringify(name) + ":" + canonical(it)).join(",")}}`;
}

async function filesIn(root: string, under: string, above: string[]): Promise<string[]> {
  const here = await realpath(join(root, under));
  if (above.includes(here)) {
    throw new Error(`${under}: a link to a folder that it lies in`);
  }
  const found: string[] = [];
  for (const entry of await readdir(here)) {
    const name = under === "" ? entry : `${under}/${entry}`;
    const inner = (await stat(join(root, name))).isDirectory();
    found.push(...(inner ? await filesIn(root, name, [...above, here]) : [name]));
  }
  return found;
}

async function hash(file: string): Promise<{ sha256: string; size: number }> {
  const sha256 = createHash("sha256");
  let size = 0;
  for await (const piece of createReadStream(file)) {
    sha256.update(piece as Buffer);
    size += (piece as Buffer).length;
  }
  return { sha256: sha256.digest("hex"), size };
}
