import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { WantedPort } from '../config/validate-ports.ts';
import type { PortState } from './machine-facts.ts';

/** How far the next free port is looked for. */
const nextTries = 100;

/** Whether a program could listen there now, found out by listening; and the next free port where it could not. */
export async function probePort(wanted: Omit<WantedPort, 'path'>): Promise<PortState> {
  const state = await tryPort(wanted);
  if (state !== 'taken') return { state };
  for (let port = wanted.port + 1; port <= Math.min(wanted.port + nextTries, 65_535); port++) {
    if ((await tryPort({ ...wanted, port })) === 'free') return { state, next: port };
  }
  return { state, next: undefined };
}

async function tryPort({ address, port, protocol }: Omit<WantedPort, 'path'>): Promise<PortState['state']> {
  if (protocol === 'SCTP') return 'unknown';
  const isWide = address === '0.0.0.0' || address === '::';
  // On macOS a listener on every address does not collide with one on loopback, which people then reach instead.
  const addresses = isWide && protocol === 'TCP' ? [address, address === '::' ? '::1' : '127.0.0.1'] : [address];
  for (const one of addresses) {
    const failure = await (protocol === 'TCP' ? listenOnce(one, port) : bindOnce(one, port));
    if (failure) return stateOf(failure);
  }
  return 'free';
}

/** The error's code, or undefined where listening went well. */
async function listenOnce(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  try {
    server.listen({ host, port, exclusive: true });
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown';
  }
}

async function bindOnce(address: string, port: number): Promise<string | undefined> {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  try {
    socket.bind({ address, port, exclusive: true });
    await once(socket, 'listening');
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown';
  } finally {
    socket.close();
  }
}

function stateOf(code: string): Exclude<PortState['state'], 'free'> {
  if (code === 'EADDRINUSE') return 'taken';
  if (code === 'EACCES' || code === 'EPERM') return 'denied';
  if (code === 'EADDRNOTAVAIL' || code === 'EINVAL' || code === 'ENOTFOUND') return 'no such address';
  return 'unknown';
}
