import { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { OpenPort } from '../../../pod-runtime.ts';
import { badRequest } from '../../refusals.ts';
import { carry } from './carry.ts';

/** The older protocol, of client libraries: one connection for each port of the request, on channels of one WebSocket. */
export const forwardProtocol = 'v4.channel.k8s.io';

/** The ports that such a request names. Throws 400. */
export function requestedPorts(query: URLSearchParams): number[] {
  const texts = query.getAll('ports').flatMap((text) => text.split(','));
  if (texts.length === 0) throw badRequest('query parameter "port" is required');
  return texts.map((text) => {
    const port = Number(text);
    if (!Number.isInteger(port) || port > 65_535) throw badRequest(`unable to parse "${text}" as a port`);
    if (port < 1) throw badRequest(`port "${text}" must be > 0`);
    return port;
  });
}

/** Serves it until all connections have ended or the client is gone. Channel 2n has the bytes of port n, channel 2n+1 what went wrong. */
export async function forwardOverWebSocket(socket: WebSocket, ports: readonly number[], openPort: OpenPort): Promise<void> {
  const send = (channel: number, data: Buffer, done?: (error?: Error) => void) =>
    socket.send(Buffer.concat([Buffer.from([channel]), data]), done);
  // Its closing follows.
  socket.on('error', () => {});
  const connections = ports.map((port, index) => {
    for (const channel of [2 * index, 2 * index + 1]) send(channel, portPrefix(port));
    return channelOf(socket, (chunk, done) => send(2 * index, chunk, done));
  });
  socket.on('message', (message: Buffer) => {
    const channel = message[0] ?? 0;
    const data = message.subarray(1);
    if (channel % 2 === 0 && data.length > 0 && connections[channel / 2]?.push(data) === false) socket.pause();
  });
  socket.once('close', () => {
    for (const connection of connections) connection.destroy();
  });
  socket.resume();
  await Promise.all(
    ports.map(async (port, index) => {
      const connection = connections[index];
      try {
        if (connection) await carry(connection, await openPort(port));
      } catch (error) {
        send(2 * index + 1, Buffer.from(error instanceof Error ? error.message : String(error)));
      }
    }),
  );
  socket.close(1000);
}

function channelOf(socket: WebSocket, write: (chunk: Buffer, done: (error?: Error) => void) => void): Duplex {
  return new Duplex({
    read: () => socket.resume(),
    write: (chunk: Buffer, _encoding, done) => write(chunk, done),
  });
}

function portPrefix(port: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(port);
  return bytes;
}
