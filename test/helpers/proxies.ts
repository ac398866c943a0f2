/** Real proxies on loopback, of a few lines each. */
import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

export interface Proxy extends AsyncDisposable {
  readonly port: number;
  /** Where clients wanted to go: `127.0.0.1:6443`. */
  readonly targets: string[];
}

export interface ProxyOptions {
  /** `user:password` that clients must show. */
  account?: string;
  /** Answers every CONNECT with this code instead. */
  refuseWith?: number;
  /** Leads to this port of loopback whatever the client asks for: names are this proxy's business. */
  alwaysTo?: number;
}

/** A proxy for CONNECT. */
export async function httpProxy({ account, refuseWith, alwaysTo }: ProxyOptions = {}): Promise<Proxy> {
  const targets: string[] = [];
  const server = createHttpServer();
  server.on('connect', (request: IncomingMessage, client: Duplex) => {
    targets.push(request.url ?? '');
    const expected = account && `Basic ${Buffer.from(account).toString('base64')}`;
    const code = expected && request.headers['proxy-authorization'] !== expected ? 407 : refuseWith;
    if (code) return void client.end(`HTTP/1.1 ${code} No\r\n\r\n`);
    const { hostname, port } = new URL(`http://${request.url}`);
    const remote = connect(alwaysTo ?? Number(port), alwaysTo ? '127.0.0.1' : hostname, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      join(client, remote);
    });
    remote.on('error', () => client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
  });
  return listening(server, targets);
}

/** A SOCKS 5 proxy for names and IPv4 addresses. @see https://www.rfc-editor.org/rfc/rfc1928 */
export async function socksProxy({ account, refuseWith, alwaysTo }: ProxyOptions = {}): Promise<Proxy> {
  const targets: string[] = [];
  const server = createServer((client) => {
    client.on('error', () => client.destroy());
    serveSocks(client).catch(() => client.destroy());
  });
  return listening(server, targets);

  async function serveSocks(client: Socket): Promise<void> {
    if (!(await isAccepted(client, account))) return;
    const { host, port } = await socksTarget(client);
    targets.push(`${host}:${port}`);
    const reply = (code: number) => client.write(Buffer.from([5, code, 0, 1, 0, 0, 0, 0, 0, 0]));
    if (refuseWith) return void reply(refuseWith);
    const remote = connect(alwaysTo ?? port, alwaysTo ? '127.0.0.1' : host, () => {
      reply(0);
      join(client, remote);
    });
    remote.on('error', () => reply(5));
  }
}

async function isAccepted(client: Socket, account: string | undefined): Promise<boolean> {
  const [, count = 0] = await bytes(client, 2);
  const offered = await bytes(client, count);
  const method = account ? 2 : 0;
  if (!offered.includes(method)) {
    client.end(Buffer.from([5, 255]));
    return false;
  }
  client.write(Buffer.from([5, method]));
  if (!account) return true;
  const isRight = [await shortText(client, 1), await shortText(client)].join(':') === account;
  client.write(Buffer.from([1, isRight ? 0 : 1]));
  return isRight;
}

async function socksTarget(client: Socket): Promise<{ host: string; port: number }> {
  const [, , , type] = await bytes(client, 4);
  const host = type === 3 ? await shortText(client) : (await bytes(client, 4)).join('.');
  return { host, port: (await bytes(client, 2)).readUInt16BE() };
}

async function listening(server: ReturnType<typeof createServer>, targets: string[]): Promise<Proxy> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    targets,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function join(client: Duplex, remote: Socket): void {
  for (const [from, to] of [
    [client, remote],
    [remote, client],
  ] as const) {
    from.on('error', () => to.destroy());
    from.once('close', () => to.destroy());
    from.pipe(to);
  }
}

/** Text of at most 255 bytes after its length, and before that perhaps a version. */
async function shortText(socket: Socket, skipped = 0): Promise<string> {
  if (skipped > 0) await bytes(socket, skipped);
  const [length = 0] = await bytes(socket, 1);
  return (await bytes(socket, length)).toString();
}

async function bytes(socket: Socket, length: number): Promise<Buffer> {
  for (;;) {
    const read = socket.read(length) as Buffer | null;
    if (read) return read;
    await once(socket, 'readable');
  }
}
