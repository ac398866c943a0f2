import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { Clock } from '../clock.ts';
import { readText, toApiError } from './answer.ts';
import type { Connection, ConnectionSource } from './connection.ts';
import { explainRefusal } from './explain-refusal.ts';
import { keepAlive } from './keep-alive.ts';
import { toUnreachable } from './unreachable.ts';

export interface WebSocketRequest {
  /** With its query. */
  path: string;
  /** The server takes the first that it knows. */
  protocols: readonly string[];
  clock: Clock;
  signal?: AbortSignal | undefined;
}

/** An open WebSocket, and the server it leads to. It is paused, so that nothing comes before someone listens. */
export interface OpenWebSocket {
  socket: WebSocket;
  server: string;
  /** Whether it was cut because the other side had gone silent. */
  isDead(): boolean;
}

/** How long a server may take to accept. */
const handshakeMs = 30_000;

/**
 * Opens a WebSocket to an API server, once more with fresh credentials after 401. Rejects with `ApiError`,
 * `ClusterUnreachable` or the signal's reason; afterwards the signal cuts the connection.
 */
export async function openWebSocket(source: ConnectionSource, request: WebSocketRequest): Promise<OpenWebSocket> {
  for (let attempt = 0; ; attempt++) {
    const connection = await source.current(request.signal);
    request.signal?.throwIfAborted();
    const socket = await connect(connection, request);
    const refusal = await refusalOf(socket, connection, request.signal);
    if (!refusal) return keptAlive(socket, connection.server.origin, request.clock);
    if (refusal.statusCode !== 401 || attempt > 0) throw await explained(refusal, connection);
    refusal.destroy();
    source.forget(connection);
  }
}

function keptAlive(socket: WebSocket, server: string, clock: Clock): OpenWebSocket {
  let isDead = false;
  keepAlive(socket, clock, () => {
    isDead = true;
  });
  return { socket, server, isDead: () => isDead };
}

async function explained(refusal: IncomingMessage, { server }: Connection): Promise<Error> {
  return explainRefusal(server.origin, toApiError(refusal.statusCode ?? 500, await readText(refusal)));
}

async function connect({ server, options }: Connection, { path, protocols, signal }: WebSocketRequest): Promise<WebSocket> {
  // Loaded late: most uses of a cluster need none.
  const { WebSocket: Socket } = await import('ws');
  const url = `${server.protocol === 'http:' ? 'ws:' : 'wss:'}//${server.host}${server.pathname.replace(/\/$/, '')}${path}`;
  const { headers, ...connecting } = options;
  const socket = new Socket(url, [...protocols], {
    ...connecting,
    headers: { ...(headers as Record<string, string> | undefined), 'User-Agent': 'slipway' },
    handshakeTimeout: handshakeMs,
    perMessageDeflate: false,
  });
  const abort = () => socket.terminate();
  signal?.addEventListener('abort', abort, { once: true });
  socket.once('close', () => signal?.removeEventListener('abort', abort));
  return socket;
}

/** The answer of a server that does not accept; undefined when it does. */
async function refusalOf(socket: WebSocket, { server }: Connection, signal: AbortSignal | undefined): Promise<IncomingMessage | undefined> {
  // Whatever fails after the opening is seen by its closing.
  socket.on('error', () => {});
  socket.once('open', () => socket.pause());
  const refused = new Promise<IncomingMessage>((resolve) =>
    socket.once('unexpected-response', (outgoing, answer) => {
      // A server that refuses to upgrade closes the connection, whatever its headers say: no other request may take it.
      outgoing.shouldKeepAlive = false;
      resolve(answer);
    }),
  );
  try {
    return await Promise.race([once(socket, 'open').then(() => undefined), refused]);
  } catch (error) {
    throw signal?.aborted ? signal.reason : toUnreachable(server.origin, error);
  }
}
