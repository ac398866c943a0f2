import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Clock } from '../clock.ts';
import type { Connection } from './connection.ts';
import { toUnreachable } from './unreachable.ts';

/** One HTTP request to an API server. */
export interface ApiRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With its query. */
  path: string;
  body?: unknown;
  /** Default: `application/json`. */
  contentType?: string | undefined;
  /** Default: `application/json`. */
  accept?: string | undefined;
  signal?: AbortSignal | undefined;
}

/** How long an answer may take: API servers end ordinary requests after 60 s by themselves. */
export const answerMs = 65_000;

/** Sends, and gives the answer once its head is there. Rejects with `ClusterUnreachable`, or the signal's reason. */
export function exchange(connection: Connection, request: ApiRequest, clock: Clock): Promise<IncomingMessage> {
  const { server } = connection;
  const { signal } = request;
  if (signal?.aborted) return Promise.reject(signal.reason);
  const body = request.body === undefined ? undefined : Buffer.from(JSON.stringify(request.body));
  const send = server.protocol === 'http:' ? httpRequest : httpsRequest;
  return new Promise((resolve, reject) => {
    const outgoing = send(optionsFor(connection, request, body));
    const timer = clock.setTimeout(() => outgoing.destroy(timedOut()), answerMs);
    let incoming: IncomingMessage | undefined;
    const abort = () => (incoming ?? outgoing).destroy();
    signal?.addEventListener('abort', abort, { once: true });
    outgoing.once('close', () => signal?.removeEventListener('abort', abort));
    outgoing.once('response', (answer) => {
      clock.clearTimeout(timer);
      incoming = answer;
      resolve(answer);
    });
    outgoing.on('error', (error) => {
      clock.clearTimeout(timer);
      reject(signal?.aborted ? signal.reason : toUnreachable(server.origin, error));
    });
    outgoing.end(body);
  });
}

function optionsFor({ server, options }: Connection, request: ApiRequest, body: Buffer | undefined): RequestOptions {
  const contentHeaders = body && { 'Content-Type': request.contentType ?? 'application/json', 'Content-Length': body.length };
  return {
    ...options,
    protocol: server.protocol,
    hostname: server.hostname.replace(/^\[|\]$/g, ''),
    port: server.port,
    path: server.pathname.replace(/\/$/, '') + request.path,
    method: request.method,
    headers: { ...options.headers, Accept: request.accept ?? 'application/json', 'User-Agent': 'slipway', ...contentHeaders },
  };
}

/** The error of an answer that did not come within `answerMs`. */
export function timedOut(): Error {
  return Object.assign(new Error(`no answer within ${answerMs / 1000} s`), { code: 'ETIMEDOUT' });
}
