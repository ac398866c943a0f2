import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';

export interface RawBackend extends AsyncDisposable {
  port: number;
  /** Each request's text, in the order they came. */
  requests: string[];
  /** How many connections were opened. */
  connections: number;
  /** How many of them are open now. */
  open: number;
}

/** A server whose answers are bytes that the test writes itself, called once per whole request. */
export async function rawBackend(answer: (socket: Socket, requestsOnIt: number) => void): Promise<RawBackend> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    backend.connections++;
    backend.open++;
    sockets.add(socket);
    let text = '';
    let requestsOnIt = 0;
    socket.setNoDelay(true).setEncoding('latin1');
    socket.on('data', (piece) => {
      text += piece;
      if (!isWhole(text)) return;
      backend.requests.push(text);
      text = '';
      answer(socket, ++requestsOnIt);
    });
    socket.on('close', () => {
      backend.open--;
      sockets.delete(socket);
    });
    // The gateway may cut it.
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const backend: RawBackend = {
    port: (server.address() as AddressInfo).port,
    requests: [],
    connections: 0,
    open: 0,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return backend;
}

function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  const length = Number(/content-length: (\d+)/.exec(text)?.[1] ?? 0);
  return end >= 0 && text.length >= end + 4 + length;
}
