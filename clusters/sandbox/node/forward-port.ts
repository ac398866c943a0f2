import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { ApiError } from '../../api-error.ts';
import type { Stored } from '../../objects.ts';
import { podAddress, reachablePort } from './port-annotation.ts';

/** A connection to a container's port, which is somewhere on loopback. Rejects with ApiError 500 when nothing accepts there. */
export async function forwardPort(pod: Stored<Pod>, port: number, signal: AbortSignal | undefined): Promise<Duplex> {
  signal?.throwIfAborted();
  const socket = connect({ host: podAddress, port: reachablePort(pod, port), allowHalfOpen: true, noDelay: true });
  // It may fail before its owner listens; reading and writing it say so all the same.
  socket.on('error', () => {});
  const abort = () => void socket.destroy(signal?.reason instanceof Error ? signal.reason : undefined);
  signal?.addEventListener('abort', abort, { once: true });
  socket.once('close', () => signal?.removeEventListener('abort', abort));
  return untilConnected(socket, pod, port);
}

async function untilConnected(socket: Socket, { metadata }: Stored<Pod>, port: number): Promise<Duplex> {
  try {
    await once(socket, 'connect');
    return socket;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    const why = `error forwarding port ${port} to pod ${metadata.name}, uid ${metadata.uid}: ${(error as Error).message}`;
    throw new ApiError(500, 'InternalError', why);
  }
}
