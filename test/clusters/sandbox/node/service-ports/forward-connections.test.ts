import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../../../../clusters/log.ts';
import type { Target } from '../../../../../clusters/sandbox/node/service-ports/decide-service-ports.ts';
import { forwardConnections } from '../../../../../clusters/sandbox/node/service-ports/forward-connections.ts';
import { eventually } from '../../../../helpers/eventually.ts';
import { freePort } from '../../../../helpers/free-port.ts';

describe('a forwarded connection', () => {
  it('may end its request and still gets the whole answer', async () => {
    await using upstream = await server(async (socket) => socket.end(await buffer(socket)));
    await using forwarder = await forwarding(() => [upstream.target]);
    const sent = randomBytes(3_000_000);
    const client = connect({ port: forwarder.port, host: '127.0.0.1', allowHalfOpen: true });
    client.end(sent);
    expect((await buffer(client)).equals(sent)).toBe(true);
  });

  it('holds its sender back while its receiver does not read', async () => {
    await using upstream = await server((socket) => socket.pause());
    await using forwarder = await forwarding(() => [upstream.target]);
    const client = connect({ port: forwarder.port, host: '127.0.0.1' });
    const chunk = Buffer.alloc(1_000_000);
    let accepted = 0;
    // Kernel buffers take some megabytes; a forwarder that buffered by itself would take all of it.
    const writeAll = () => {
      while (accepted < 200 && client.write(chunk)) accepted++;
    };
    client.on('drain', writeAll);
    writeAll();
    const before = await settledValue(() => client.bytesWritten - client.writableLength);
    expect(before).toBeLessThan(50_000_000);
    client.destroy();
  });

  it('goes to the next target when one does not accept', async () => {
    await using upstream = await server((socket) => socket.end('here'));
    const gone = { host: '127.0.0.1', port: await freePort() };
    await using forwarder = await forwarding(() => [gone, upstream.target]);
    expect(await answer(forwarder.port)).toBe('here');
  });

  it('is reset when there is nowhere to go', async () => {
    await using forwarder = await forwarding(() => []);
    expect(await failureOf(connect({ port: forwarder.port, host: '127.0.0.1' }))).toBe('ECONNRESET');
  });

  it('is broken off for its client when the target breaks it off, and the forwarder goes on', async () => {
    await using upstream = await server((socket) => socket.resetAndDestroy());
    await using forwarder = await forwarding(() => [upstream.target]);
    for (let round = 0; round < 3; round++) {
      expect(await failureOf(connect({ port: forwarder.port, host: '127.0.0.1' }).resume())).toBe('ECONNRESET');
    }
  });

  it('is broken off for the target when its client is gone', async () => {
    const sockets: Socket[] = [];
    await using upstream = await server((socket) => {
      sockets.push(socket.resume());
      socket.on('error', () => {});
    });
    await using forwarder = await forwarding(() => [upstream.target]);
    const client = connect({ port: forwarder.port, host: '127.0.0.1' });
    await eventually(() => sockets.length === 1);
    client.resetAndDestroy();
    await eventually(() => sockets[0]?.destroyed === true);
  });

  it('ends when its port is closed, which is free afterwards', async () => {
    await using upstream = await server((socket) => socket.resume());
    const forwarder = await forwarding(() => [upstream.target]);
    const client = connect({ port: forwarder.port, host: '127.0.0.1' }).resume();
    client.on('error', () => {});
    await once(client, 'connect');
    await Promise.all([once(client, 'close'), forwarder.close()]);
    await using _ = await forwarding(() => [], forwarder.port);
  });
});

it('a port that another program listens on is refused with the reason', async () => {
  await using taken = await server(() => {});
  await expect(forwardConnections({ port: taken.target.port, targets: () => [], log: silentLog })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});

async function forwarding(targets: () => Target[], wanted?: number) {
  const port = wanted ?? (await freePort());
  const forwarder = await forwardConnections({ port, targets, log: silentLog });
  return { ...forwarder, port, [Symbol.asyncDispose]: () => forwarder.close() };
}

async function server(serve: (socket: Socket) => unknown): Promise<AsyncDisposable & { target: Target }> {
  const open = new Set<Socket>();
  const listening = createServer({ allowHalfOpen: true }, (socket) => {
    open.add(socket);
    serve(socket);
  }).listen(0, '127.0.0.1');
  await once(listening, 'listening');
  return {
    target: { host: '127.0.0.1', port: (listening.address() as AddressInfo).port },
    async [Symbol.asyncDispose]() {
      const closed = once(listening, 'close');
      listening.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

function failureOf(socket: Socket): Promise<string | undefined> {
  return new Promise((resolve) => {
    socket.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code));
    socket.once('close', () => resolve(undefined));
  });
}

async function answer(port: number): Promise<string> {
  return (await buffer(connect({ port, host: '127.0.0.1' }))).toString();
}

/** The value once it has stopped changing. */
async function settledValue(read: () => number): Promise<number> {
  let last = -1;
  await eventually(
    () => {
      const now = read();
      const same = now > 0 && now === last;
      last = now;
      return same;
    },
    { intervalMs: 200 },
  );
  return last;
}
