import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HttpBackend extends AsyncDisposable {
  port: number;
  /** How many requests came. */
  requests: number;
}

/** A real HTTP server on loopback that answers as the test says. */
export async function httpBackend(answer: RequestListener = answerOk): Promise<HttpBackend> {
  const server = createServer((request, response) => {
    backend.requests++;
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const backend: HttpBackend = {
    port: (server.address() as AddressInfo).port,
    requests: 0,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return backend;
}

/** Reads what was asked and answers with a small completion. */
export const answerOk: RequestListener = async (request, response) => {
  const { model } = JSON.parse(await bodyOf(request)) as { model: string };
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ object: 'chat.completion', model }));
};

/** The whole body as text. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** A port on which nothing listens. */
export async function closedPort(): Promise<number> {
  await using backend = await httpBackend();
  return backend.port;
}
