import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface ScriptedEngine extends AsyncDisposable {
  /** As DOCKER_HOST has it. */
  host: string;
  path: string;
  /** Path and query of each request. */
  requests: string[];
}

/**
 * A stand-in for a container engine's socket: a real engine cannot be made silent, broken or of another sort at will. The answers are
 * those of real engines, cut down to what is read.
 */
export async function scriptedEngine(answer: Answer): Promise<ScriptedEngine> {
  await using made = new AsyncDisposableStack();
  const folder = made.use(await temporaryFolder());
  const path = join(folder.path, 'engine.sock');
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    answer(request, response);
  });
  server.listen(path);
  await once(server, 'listening');
  made.defer(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const parts = made.move();
  return { host: `unix://${path}`, path, requests, [Symbol.asyncDispose]: () => parts.disposeAsync() };
}

/** Answers GET /version and /info with those bodies. */
export function answers(version: object, info: object): Answer {
  return (request, response) => {
    const body = request.url?.endsWith('/version') ? version : request.url?.endsWith('/info') ? info : undefined;
    response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body ?? { message: 'page not found' }));
  };
}

export const dockerVersion = {
  Version: '29.1.2',
  ApiVersion: '1.52',
  Os: 'linux',
  Components: [{ Name: 'Engine', Version: '29.1.2' }],
};

export const dockerInfo = {
  Name: 'docker-desktop',
  SecurityOptions: ['name=seccomp,profile=builtin', 'name=cgroupns'],
  CgroupVersion: '2',
  MemoryLimit: true,
  PidsLimit: true,
  CPUShares: true,
  MemTotal: 8_000_000_000,
  NCPU: 4,
  DockerRootDir: '/var/lib/docker',
  Runtimes: { runc: {}, nvidia: {} },
  DefaultRuntime: 'runc',
  OperatingSystem: 'Docker Desktop',
};

export const podmanVersion = {
  Version: '5.6.0',
  ApiVersion: '1.41',
  Components: [{ Name: 'Podman Engine', Version: '5.6.0' }],
};

export const podmanInfo = { ...dockerInfo, Name: 'laptop', SecurityOptions: ['name=seccomp', 'name=rootless'], OperatingSystem: 'fedora' };
