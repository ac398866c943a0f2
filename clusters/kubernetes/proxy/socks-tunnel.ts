import { once } from 'node:events';
import { connect, isIPv4, isIPv6, type Socket } from 'node:net';
import { hostOf } from './choose-proxy.ts';
import { accountOf, ProxyFailure, proxyUnreachable } from './failure.ts';
import type { Target } from './target.ts';

const version = 5;
const methods = { none: 0, account: 2 } as const;
const addressTypes = { ipv4: 1, name: 3, ipv6: 4 } as const;

/**
 * A tunnel by SOCKS 5; see `openTunnel`. The proxy looks up the target's name, as with kubectl.
 * @see https://www.rfc-editor.org/rfc/rfc1928
 */
export async function openSocksTunnel(proxy: URL, target: Target, signal: AbortSignal): Promise<Socket> {
  const socket = connect({ host: hostOf(proxy), port: Number(proxy.port || 1080) });
  const abort = () => socket.destroy(signal.reason instanceof Error ? signal.reason : new Error('called off'));
  signal.addEventListener('abort', abort, { once: true });
  try {
    signal.throwIfAborted();
    await once(socket, 'connect');
    await greet(proxy, socket);
    await requestConnection(proxy, socket, target);
    return socket;
  } catch (error) {
    socket.destroy();
    if (signal.aborted) throw signal.reason;
    throw error instanceof ProxyFailure ? error : proxyUnreachable(proxy, error);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

async function greet(proxy: URL, socket: Socket): Promise<void> {
  const account = accountOf(proxy);
  socket.write(Buffer.from(account ? [version, 2, methods.none, methods.account] : [version, 1, methods.none]));
  const [spoken, method] = await read(socket, 2);
  if (spoken !== version) throw new ProxyFailure(proxy, 'does not speak SOCKS 5. Check its address');
  if (method === methods.none) return;
  if (method !== methods.account || !account) throw new ProxyFailure(proxy, 'asks for a user name and password. Put them into its address');
  const [user, password] = [Buffer.from(account.user), Buffer.from(account.password)];
  // https://www.rfc-editor.org/rfc/rfc1929
  socket.write(Buffer.concat([Buffer.from([1, user.length]), user, Buffer.from([password.length]), password]));
  const [, refused] = await read(socket, 2);
  if (refused !== 0) throw new ProxyFailure(proxy, 'does not accept the user name and password. Check them in its address');
}

async function requestConnection(proxy: URL, socket: Socket, { host, port }: Target): Promise<void> {
  const place = Buffer.alloc(2);
  place.writeUInt16BE(port);
  socket.write(Buffer.concat([Buffer.from([version, 1, 0]), addressOf(host), place]));
  const [, reply = 1, , type] = await read(socket, 4);
  if (reply !== 0)
    throw new ProxyFailure(proxy, `${replies[reply] ?? 'cannot reach'} ${host}:${port}. Check the address in the kubeconfig`);
  const length = type === addressTypes.name ? ((await read(socket, 1))[0] ?? 0) : type === addressTypes.ipv6 ? 16 : 4;
  await read(socket, length + 2);
}

const replies: Record<number, string> = {
  2: 'does not let anybody through to',
  3: 'has no network to',
  4: 'knows no way to',
  5: 'finds that nothing listens at',
  6: 'waited too long for',
};

function addressOf(host: string): Buffer {
  if (isIPv4(host)) return Buffer.from([addressTypes.ipv4, ...host.split('.').map(Number)]);
  if (isIPv6(host)) return Buffer.concat([Buffer.from([addressTypes.ipv6]), bytesOfIpv6(host)]);
  const name = Buffer.from(host);
  return Buffer.concat([Buffer.from([addressTypes.name, name.length]), name]);
}

function bytesOfIpv6(host: string): Buffer {
  const [head = '', tail] = host.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return Buffer.from([...before, ...zeros, ...after].map((group) => group.padStart(4, '0')).join(''), 'hex');
}

/** Exactly so many bytes; what comes after them stays for the next reader. */
async function read(socket: Socket, length: number): Promise<Buffer> {
  for (;;) {
    const bytes = socket.read(length) as Buffer | null;
    if (bytes?.length === length) return bytes;
    if (bytes || socket.readableEnded || socket.destroyed)
      throw Object.assign(new Error('it ended the connection'), { code: 'ECONNRESET' });
    await Promise.race([once(socket, 'readable'), once(socket, 'end')]);
  }
}
