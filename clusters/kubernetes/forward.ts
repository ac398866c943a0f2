/** A connection to a port of a pod, over a WebSocket of its own: channel 0 has the bytes, channel 1 what went wrong. */
import { Duplex } from 'node:stream';
import { ApiError } from '../api-error.ts';
import type { CallOptions } from '../cluster.ts';
import { pods } from '../kinds.ts';
import type { ObjectKey } from '../objects.ts';
import { resourcePath } from './resource-path.ts';
import type { StreamContext } from './stream-context.ts';
import { toUnreachable } from './unreachable.ts';
import { type OpenWebSocket, openWebSocket } from './web-socket.ts';

const channels = { data: 0, error: 1 } as const;

/** Each channel begins with the port's number. */
const prefixLength = 2;

/** Opens it; see `Cluster.forward`. Whether something accepts there is known only once bytes, or an error, come back. */
export async function forwardToPod(
  { source, clock }: StreamContext,
  pod: ObjectKey,
  port: number,
  { signal }: CallOptions = {},
): Promise<Duplex> {
  const path = `${resourcePath(pods, { ...pod, subresource: 'portforward' })}?ports=${port}`;
  const opened = await openWebSocket(source, { path, protocols: ['v4.channel.k8s.io'], clock, signal });
  return connectionOver(opened, signal);
}

function connectionOver({ socket, server, isDead }: OpenWebSocket, signal: AbortSignal | undefined): Duplex {
  const connection = new Duplex({
    // The other side cannot be told that nothing more will be written; it may still answer.
    allowHalfOpen: true,
    read: () => socket.resume(),
    write: (chunk: Buffer, _encoding, done) => socket.send(Buffer.concat([Buffer.from([channels.data]), chunk]), done),
    destroy(error, done) {
      socket.terminate();
      done(error);
    },
  });
  // It may fail before its owner listens; reading and writing it say so all the same.
  connection.on('error', () => {});
  const begun = new Set<number>();
  socket.on('message', (message: Buffer) => {
    const channel = message[0] ?? channels.data;
    const data = message.subarray(begun.has(channel) ? 1 : 1 + prefixLength);
    begun.add(channel);
    if (data.length === 0) return;
    if (channel === channels.error) connection.destroy(new ApiError(500, 'InternalError', data.toString('utf8')));
    else if (!connection.push(data)) socket.pause();
  });
  socket.once('close', () => {
    if (signal?.aborted) connection.destroy(signal.reason instanceof Error ? signal.reason : undefined);
    if (isDead()) connection.destroy(toUnreachable(server, Object.assign(new Error('the connection went silent'), { code: 'ETIMEDOUT' })));
    connection.push(null);
    connection.end();
  });
  socket.resume();
  return connection;
}
