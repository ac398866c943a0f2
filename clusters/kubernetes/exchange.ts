import { type ClientRequest, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { TLSSocket } from 'node:tls';
import type { Clock } from '../clock.ts';
import type { Connection } from './connection.ts';
import { hostOf } from './proxy/choose-proxy.ts';
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
  /** How long the answer may take; absent: as its client waits for any. */
  timeoutMs?: number | undefined;
  /** Called for each warning of the server. */
  onWarning?: ((message: string) => void) | undefined;
}

export interface ExchangeOptions {
  clock: Clock;
  /** How long the answer's head may take. */
  timeoutMs: number;
  /** Whether the answer may come packed. */
  compressed: boolean;
}

/** How long a connection may take, TLS included. */
const connectMs = 30_000;

/** Sends, and gives the answer once its head is there. Rejects with `ClusterUnreachable`, or the signal's reason. */
export function exchange(connection: Connection, request: ApiRequest, options: ExchangeOptions): Promise<IncomingMessage> {
  const { server } = connection;
  const { signal } = request;
  const { clock, timeoutMs } = options;
  if (signal?.aborted) return Promise.reject(signal.reason);
  const body = request.body === undefined ? undefined : Buffer.from(JSON.stringify(request.body));
  const send = server.protocol === 'http:' ? httpRequest : httpsRequest;
  return new Promise((resolve, reject) => {
    const outgoing = begin(() => send(optionsFor(connection, request, body, options.compressed)), server.origin);
    const timer = clock.setTimeout(() => outgoing.destroy(timedOut(timeoutMs)), timeoutMs);
    const opening = watchOpening(outgoing, clock, Math.min(connectMs, timeoutMs));
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
      opening.stop();
      reject(signal?.aborted ? signal.reason : toUnreachable(server.origin, error, { notSent: !opening.isOpen() }));
    });
    outgoing.end(body);
  });
}

/** Node refuses some kubeconfigs at once: a name that no header can have, say. */
function begin(send: () => ClientRequest, server: string): ClientRequest {
  try {
    return send();
  } catch (error) {
    throw toUnreachable(server, error, { notSent: true });
  }
}

/** Gives up a connection that does not come about, and knows whether one did: before that nothing was sent. */
function watchOpening(outgoing: ClientRequest, clock: Clock, longestMs: number): { isOpen(): boolean; stop(): void } {
  let isOpen = false;
  const timer = clock.setTimeout(() => outgoing.destroy(timedOut(longestMs)), longestMs);
  const stop = () => clock.clearTimeout(timer);
  const open = () => {
    isOpen = true;
    stop();
  };
  outgoing.once('socket', (socket) => {
    const { connecting, secureConnecting = false } = socket as TLSSocket & { secureConnecting?: boolean };
    if (secureConnecting) socket.once('secureConnect', open);
    else if (connecting) socket.once('connect', open);
    else open();
  });
  return { isOpen: () => isOpen, stop };
}

function optionsFor({ server, options }: Connection, request: ApiRequest, body: Buffer | undefined, compressed: boolean): RequestOptions {
  const contentHeaders = body && { 'Content-Type': request.contentType ?? 'application/json', 'Content-Length': body.length };
  return {
    ...options,
    protocol: server.protocol,
    hostname: hostOf(server),
    port: server.port,
    path: server.pathname.replace(/\/$/, '') + request.path,
    method: request.method,
    headers: {
      ...options.headers,
      Accept: request.accept ?? 'application/json',
      'User-Agent': 'slipway',
      ...(compressed && { 'Accept-Encoding': 'gzip' }),
      ...contentHeaders,
    },
  };
}

/** The error of an answer that did not come in time. */
export function timedOut(milliseconds: number): Error {
  return Object.assign(new Error(`no answer within ${milliseconds / 1000} s`), { code: 'ETIMEDOUT' });
}
