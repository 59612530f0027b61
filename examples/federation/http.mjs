import { createServer } from "node:http";

/** Listens on loopback; the URL at which that is. `port` 0: any that is free. */
export async function listen(handler, port = 0) {
  const server = createServer(handler);
  await new Promise((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  return `http://127.0.0.1:${server.address().port}/graphql`;
}

/** Answers every POST with what `answer` makes of its JSON and its headers, or with what it throws. */
export function graphqlHandler(answer) {
  return async (request, response) => {
    let text = "";
    for await (const part of request) {
      text += part;
    }
    let body;
    try {
      body = await answer(JSON.parse(text), request.headers);
    } catch (error) {
      response.statusCode = 400;
      body = { errors: [{ message: error.message, extensions: error.extensions }] };
    }
    response.setHeader("Content-Type", "application/json").end(JSON.stringify(body));
  };
}

/** Asks a GraphQL server; throws what it refuses. */
export async function ask(url, query, headers = {}) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = await response.json();
  if (errors) {
    throw new Error(`${url}: ${errors[0].message}`);
  }
  return data;
}
