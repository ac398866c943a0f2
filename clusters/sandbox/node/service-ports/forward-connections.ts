import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { Log } from '../../../log.ts';
import type { Target } from './decide-service-ports.ts';

export interface ConnectionForwarder {
  /** Cuts its connections; resolves when the port is free. */
  close(): Promise<void>;
}

export interface ForwardOptions {
  port: number;
  /** Asked for each connection: tried in this order until one accepts. */
  targets(): readonly Target[];
  log: Log;
}

/** Listens on 127.0.0.1:`port` and carries each connection to a target. Rejects with the system's error when it cannot listen. */
export async function forwardConnections({ port, targets, log }: ForwardOptions): Promise<ConnectionForwarder> {
  const open = new Set<Socket>();
  // Each direction ends by itself: a client may finish its request and still wait for the answer.
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true });
  server.on('connection', (client) => {
    open.add(client);
    client.once('close', () => open.delete(client));
    void carry(client, targets());
  });
  server.listen({ host: '127.0.0.1', port });
  await once(server, 'listening');
  // Such as no file descriptor left for one more connection.
  server.on('error', (error) => log.warn({ port, error: error.message }, 'a connection to a service could not be accepted'));
  return { close: () => close(server, open) };
}

async function carry(client: Socket, targets: readonly Target[]): Promise<void> {
  const upstream = await firstThatAccepts(targets, client);
  if (!upstream) return;
  // What broke on one side breaks on the other: a clean end would pass half an answer off as a whole one.
  client.once('error', () => upstream.resetAndDestroy());
  upstream.once('error', () => client.resetAndDestroy());
  // Their failures have been passed on by then.
  await Promise.allSettled([pipeline(client, upstream), pipeline(upstream, client)]);
  client.destroy();
  upstream.destroy();
}

/** Undefined when none does; the client is then refused, as a service without endpoints refuses. */
async function firstThatAccepts(targets: readonly Target[], client: Socket): Promise<Socket | undefined> {
  // Without a listener a client that resets while it waits would be an uncaught error.
  const ignore = () => {};
  client.on('error', ignore);
  for (const target of targets) {
    const socket = connect({ ...target, allowHalfOpen: true, noDelay: true });
    const connected = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    if (client.destroyed) socket.destroy();
    else if (connected) return socket;
    if (client.destroyed) return undefined;
  }
  client.resetAndDestroy();
  return undefined;
}

async function close(server: Server, open: ReadonlySet<Socket>): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  for (const client of open) client.destroy();
  await closed;
}
