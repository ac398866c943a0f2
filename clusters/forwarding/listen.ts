import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { ProviderError } from '../provider.ts';

/** A port of this machine's loopback, and nowhere else. */
export interface LoopbackListener extends AsyncDisposable {
  port: number;
}

/** Listens on the port, or on any free one for 0. Rejects with `ProviderError` `Unusable` when it is taken. Closing cuts all connections. */
export async function listenOnLoopback(port: number, onConnection: (socket: Socket) => void): Promise<LoopbackListener> {
  const sockets = new Set<Socket>();
  // A client that has sent all it wants still waits for the answer. Tokens are sent one by one: none waits for the next.
  const server = createServer({ allowHalfOpen: true, noDelay: true, keepAlive: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // Its closing says all that is of interest.
    socket.on('error', () => {});
    onConnection(socket);
  });
  await listening(server, port);
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

async function listening(server: Server, port: number): Promise<void> {
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    throw refusal(port, error as NodeJS.ErrnoException);
  }
}

function refusal(port: number, error: NodeJS.ErrnoException): ProviderError {
  const fix = 'Choose another port, or 0 for any that is free.';
  if (error.code === 'ERR_SOCKET_BAD_PORT')
    return new ProviderError('InvalidOptions', `${port} is no port: they end at 65535.`, { cause: error, fix });
  if (error.code === 'EADDRINUSE')
    return new ProviderError('Unusable', `Port ${port} of this machine is taken by another program.`, { cause: error, fix });
  if (error.code === 'EACCES') {
    return new ProviderError('Unusable', `Port ${port} of this machine may only be used by an administrator.`, { cause: error, fix });
  }
  return new ProviderError('Unusable', `Port ${port} of this machine cannot be used: ${error.message}.`, { cause: error, fix });
}
