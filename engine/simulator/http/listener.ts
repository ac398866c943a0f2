/** The model server's HTTP: raw node:http, because many of them share a process and streams must be cheap. */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiError } from '../api/errors.ts';
import type { ModelServer } from '../model-server.ts';
import { routes } from './routes.ts';
import { sendError, sendJson } from './send.ts';

export interface HttpListener {
  readonly port: number;
  /** From now on requests are answered; until then all get 503. */
  ready(): void;
  /** No new connections; resolves when those with an answer under way are finished. */
  drain(): Promise<void>;
  /** Cuts all connections. */
  destroy(): void;
}

export interface HttpOptions {
  /** All interfaces when undefined. */
  readonly host: string | undefined;
  /** 0: any free one. */
  readonly port: number;
  readonly server: ModelServer;
  /** What clients must send as `Authorization: Bearer`, any of them; none when empty. */
  readonly apiKeys: readonly string[];
}

/** Rejects with Node's error when it cannot listen. */
export async function listen({ host, port, server, apiKeys }: HttpOptions): Promise<HttpListener> {
  const state = { ready: false, draining: false };
  const http = createServer(answering(server, apiKeys, state));
  // A connection whose answer ends while the server drains would stay open for its next request.
  http.on('request', (_request, response: ServerResponse) => {
    response.once('close', () => state.draining && setImmediate(() => http.closeIdleConnections()));
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen({ port, ...(host === undefined ? {} : { host }) }, resolve);
  });
  return {
    port: (http.address() as AddressInfo).port,
    ready() {
      state.ready = true;
    },
    drain() {
      state.draining = true;
      return new Promise((resolve) => {
        http.close(() => resolve());
        http.closeIdleConnections();
      });
    },
    destroy() {
      http.close();
      http.closeAllConnections();
    },
  };
}

function answering(server: ModelServer, apiKeys: readonly string[], state: { ready: boolean; draining: boolean }): RequestListener {
  return (request, response) => {
    if (state.draining) response.setHeader('connection', 'close');
    if (!state.ready || state.draining) return sendError(response, unavailable(state.draining));
    const [path = ''] = (request.url ?? '').split('?');
    if (path.startsWith('/v1') && !isAllowed(request, apiKeys)) return sendJson(response, 401, '{"error":"Unauthorized"}');
    void dispatch(path, { request, response, server });
  };
}

async function dispatch(
  path: string,
  exchange: { request: IncomingMessage; response: ServerResponse; server: ModelServer },
): Promise<void> {
  const { request, response } = exchange;
  const methods = routes[path];
  const route = methods?.[request.method ?? ''];
  // The words of FastAPI, which vLLM's server is written with.
  if (!methods) return sendJson(response, 404, '{"detail":"Not Found"}');
  if (!route) return sendJson(response, 405, '{"detail":"Method Not Allowed"}');
  try {
    await route(exchange);
  } catch (error) {
    sendError(response, error);
  }
}

function isAllowed({ headers }: IncomingMessage, apiKeys: readonly string[]): boolean {
  return apiKeys.length === 0 || apiKeys.some((key) => headers.authorization === `Bearer ${key}`);
}

function unavailable(draining: boolean): ApiError {
  const message = draining
    ? 'The server is shutting down: it finishes what it began and takes nothing new.'
    : 'The model is still being loaded.';
  return new ApiError(503, message, { type: 'ServiceUnavailableError' });
}
