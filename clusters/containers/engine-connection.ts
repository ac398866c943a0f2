import { readFile } from 'node:fs/promises';
import type { RequestOptions } from 'node:http';
import { join } from 'node:path';
import type { Environment } from './engine.ts';
import type { EngineAddress } from './engine-address.ts';

/** How to reach an engine, in words that node:http and dockerode both know. */
export type EngineConnection =
  | { protocol: 'http'; socketPath: string }
  | { protocol: 'http' | 'https'; host: string; port: number; ca?: Buffer; cert?: Buffer; key?: Buffer };

/** Reads the client's certificates where the engine wants TLS (DOCKER_TLS_VERIFY, DOCKER_CERT_PATH). Rejects with the file's error. */
export async function connectionTo(
  address: Exclude<EngineAddress, { via: 'ssh' }>,
  environment: Environment,
  home: string,
): Promise<EngineConnection> {
  if (address.via === 'socket') return { protocol: 'http', socketPath: address.path };
  const { hostname: host, port } = address;
  if (!address.encrypted && !environment['DOCKER_TLS_VERIFY']) return { protocol: 'http', host, port };
  const folder = environment['DOCKER_CERT_PATH'] ?? join(home, '.docker');
  const [ca, cert, key] = await Promise.all(['ca.pem', 'cert.pem', 'key.pem'].map((name) => readFile(join(folder, name))));
  return { protocol: 'https', host, port, ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}

export function requestOptions(connection: EngineConnection): RequestOptions {
  const { protocol, ...options } = connection;
  return { ...options, protocol: `${protocol}:` };
}
