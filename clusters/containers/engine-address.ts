import { isIP } from 'node:net';

/** Where an engine listens, read from text such as DOCKER_HOST's. */
export type EngineAddress =
  | { via: 'socket'; path: string }
  | { via: 'tcp'; hostname: string; port: number; encrypted: boolean }
  | { via: 'ssh'; hostname: string };

/** Undefined where the text is no address of an engine. Facts: https://docs.docker.com/reference/cli/docker/#host */
export function parseEngineAddress(host: string): EngineAddress | undefined {
  const scheme = /^([a-z]+):\/\//.exec(host)?.[1];
  switch (scheme) {
    case 'unix':
    case 'npipe':
      return socketAddress(host.slice(`${scheme}://`.length));
    case 'tcp':
    case 'http':
    case 'https':
      return networkAddress(host, scheme === 'https');
    case 'ssh':
      return sshAddress(host);
    case undefined:
      return socketAddress(host);
    default:
      return undefined;
  }
}

/** Whether that address is of this machine. */
export function isOfThisMachine(address: EngineAddress): boolean {
  if (address.via === 'socket') return true;
  const { hostname } = address;
  return hostname === 'localhost' || hostname === '::1' || (isIP(hostname) === 4 && hostname.startsWith('127.'));
}

function socketAddress(path: string): EngineAddress | undefined {
  // `//./pipe/docker_engine` and `\\.\pipe\docker_engine` are Windows' named pipes.
  return /^(?:\/|\\\\)./.test(path) ? { via: 'socket', path } : undefined;
}

/** Docker's registered ports: 2375 without and 2376 with TLS. */
function networkAddress(host: string, encrypted: boolean): EngineAddress | undefined {
  const url = urlOf(host.replace(/^[a-z]+:/, 'http:'));
  if (!url) return undefined;
  const port = url.port === '' ? (encrypted ? 2376 : 2375) : Number(url.port);
  return { via: 'tcp', hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'), port, encrypted: encrypted || port === 2376 };
}

function sshAddress(host: string): EngineAddress | undefined {
  const url = urlOf(host);
  return url && { via: 'ssh', hostname: url.hostname };
}

function urlOf(text: string): URL | undefined {
  const url = URL.parse(text);
  return url && url.hostname !== '' ? url : undefined;
}
