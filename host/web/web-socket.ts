import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { TRPCError } from '@trpc/server';
import { applyWSSHandler } from '@trpc/server/adapters/ws';
import { WebSocketServer } from 'ws';
import type { Log } from '../../clusters/log.ts';
import { errorCodes, type SlipwayError, toWire } from '../../engine/contract/errors.ts';
import { fromUnknown } from '../../engine/contract/rpc/from-unknown.ts';
import { appRouter } from '../../engine/contract/rpc/router.ts';
import type { Services } from '../../engine/contract/services.ts';
import { logProcedureFailures } from '../procedure-failures.ts';
import type { Guard } from './guard.ts';

/** Serves the procedures over WebSocket at /trpc. The token comes as tRPC's connection parameter `token`: browsers cannot set headers here. */
export function serveWebSocket(
  server: Server,
  { services, guard, log }: { services: Services; guard: Guard; log: Log },
): { close(): void } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 2 * 1024 * 1024 });
  applyWSSHandler({
    wss: sockets,
    router: appRouter,
    keepAlive: { enabled: true },
    createContext({ info }) {
      checkToken(guard, info.connectionParams?.['token']);
      return { services };
    },
    onError: logProcedureFailures(log),
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    try {
      checkUpgrade(guard, request);
    } catch (error) {
      refuse(socket, fromUnknown(error));
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
  });
  return { close: () => closeSockets(sockets) };
}

function checkUpgrade(guard: Guard, request: IncomingMessage): void {
  guard.checkHost(request.headers.host);
  guard.checkOrigin(request.headers.origin);
}

// tRPC passes a TRPCError on as it is; the cause carries our code and sentence.
function checkToken(guard: Guard, token: string | undefined): void {
  try {
    guard.checkToken(token);
  } catch (error) {
    throw new TRPCError({ code: 'UNAUTHORIZED', cause: error });
  }
}

/** Answers an upgrade with the error in plain HTTP, and ends the connection. */
function refuse(socket: Duplex, error: SlipwayError): void {
  const body = JSON.stringify({ error: toWire(error) });
  const status = errorCodes[error.code].http;
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` +
      `connection: close\r\n\r\n${body}`,
  );
}

function closeSockets(sockets: WebSocketServer): void {
  for (const client of sockets.clients) client.terminate();
  sockets.close();
}
