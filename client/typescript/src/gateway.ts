// Asks a gateway, in types: what comes back is what the document selects.

import { randomUUID } from "node:crypto";
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { print } from "graphql";
import { graphql } from "./generated/gql.js";
import type { RecordInput } from "./generated/graphql.js";

interface Answer<Result> {
  data?: Result | null;
  errors?: { message: string; extensions?: { code?: string; path?: string } }[];
}

/** The gateway answered no: the same will be refused again. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** The part of the input that is meant. */
    readonly path: string | undefined,
  ) {
    super(`${code}: ${message}`);
  }
}

/** There was no answer in time. */
export class Unavailable extends Error {}

const Record = graphql(`
  mutation Record($input: RecordInput!) {
    record(input: $input) {
      revision
      changed
      artifacts { id kind namespace name version }
      warnings { code message path }
    }
  }
`);

export class Pedigree {
  private readonly url: string;

  constructor(
    gateway: string,
    private readonly patienceMillis = 60_000,
  ) {
    this.url = gateway.replace(/\/$/, "") + "/graphql";
  }

  /** Records all or nothing, and once: the request id stays the same however often it is sent. */
  async record(input: RecordInput) {
    return (await this.ask(Record, { input: { requestId: randomUUID(), ...input } })).record;
  }

  /** The data that a document answers. Sends it again where the gateway is not available. */
  async ask<Result, Variables>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
  ): Promise<Result> {
    const body = JSON.stringify({ query: print(document), variables });
    const end = Date.now() + this.patienceMillis;
    for (let pause = 50; ; pause = Math.min(2 * pause, 5_000)) {
      try {
        return await this.send<Result>(body);
      } catch (error) {
        if (!(error instanceof Unavailable) || Date.now() + pause > end) {
          throw error;
        }
      }
      await new Promise((resume) => setTimeout(resume, pause * (0.5 + Math.random() / 2)));
    }
  }

  private async send<Result>(body: string): Promise<Result> {
    const headers = { "Content-Type": "application/json" };
    let response: Response;
    let text: string;
    try {
      response = await fetch(this.url, { method: "POST", headers, body });
      text = await response.text();
    } catch (cause) {
      throw new Unavailable(`${this.url}: no answer`, { cause });
    }
    if ([429, 502, 503, 504].includes(response.status)) {
      throw new Unavailable(`${this.url}: status ${response.status}`);
    }
    const { data, errors = [] } = JSON.parse(text) as Answer<Result>;
    if (errors.some((error) => error.extensions?.code === "UNAVAILABLE")) {
      throw new Unavailable(`${this.url}: UNAVAILABLE`);
    }
    const [first] = errors;
    if (first !== undefined) {
      throw new Refused(first.extensions?.code ?? "INTERNAL", first.message, first.extensions?.path);
    }
    if (data === null || data === undefined) {
      throw new Error(`${this.url}: status ${response.status} (expected: an answer to GraphQL)`);
    }
    return data;
  }
}
