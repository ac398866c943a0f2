/**
 * A machine on which kind and the engine are stand-ins, for what the real ones do not do on demand. Containers are files with their state, which
 * the stand-in for kind makes and the engine's API lists and removes.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import Dockerode from 'dockerode';
import { systemClock } from '../../../../clusters/clock.ts';
import type { ContainerEngine } from '../../../../clusters/containers/engine.ts';
import { createKindProvider, type KindProvider } from '../../../../clusters/kind/kind-provider.ts';
import { silentLog } from '../../../../clusters/log.ts';
import { type Answer, scriptedEngine } from '../../../helpers/scripted-engine.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';

export interface KindWorld extends AsyncDisposable {
  provider: KindProvider;
  folder: string;
  /** Names of those that are there. */
  containers(): string[];
  /** Names of files that are kept of a cluster. */
  kept(name: string): Promise<string[]>;
  remember(name: string, record: object): Promise<void>;
  /** Makes a container in that state, as the engine has it. */
  put(container: string, state?: string): Promise<void>;
  /** What the stand-in for kind wrote into $C/../asked. */
  asked(): Promise<string>;
}

export interface KindWorldOptions {
  /** Containers that are there again, once or always, after they were removed. */
  comesBack?: string[] | 'always';
  engine?: ContainerEngine['kind'];
  /** What the engine says when a container is to be started: that it cannot be. */
  refusesStart?: string;
}

/** `onKind`: what the stand-in for kind does, in sh, with the containers in $C, but for deletion, where it does nothing. */
export async function startKindWorld(onKind: string, options: KindWorldOptions = {}): Promise<KindWorld> {
  await using started = new AsyncDisposableStack();
  const { path } = started.use(await temporaryFolder());
  const [folder, there, kind] = [join(path, 'clusters'), join(path, 'containers'), join(path, 'kind')];
  await mkdir(there);
  await writeFile(kind, `#!/bin/sh\nC=${there}\nif [ "$1" != delete ]; then ${onKind}\nfi\n`);
  await chmod(kind, 0o755);
  const engine = started.use(await scriptedEngine(answering(there, options)));
  const found = { found: true, path: kind, version: '0.33.0', source: 'path' } as const;
  const provider = createKindProvider({
    folder,
    engine: async () =>
      ({
        kind: options.engine ?? 'docker',
        label: 'Engine',
        host: engine.host,
        client: new Dockerode({ socketPath: engine.path }),
      }) as ContainerEngine,
    tools: async () => ({ kind: { ...found, name: 'kind' }, kubectl: { ...found, name: 'kubectl' } }),
    clock: systemClock,
    log: silentLog,
    environment: { PATH: process.env['PATH'] },
  });
  const parts = started.move();
  return {
    provider,
    folder,
    containers: () => readdirSync(there).sort(),
    kept: (name) => readdir(join(folder, name)),
    async remember(name, record) {
      await mkdir(join(folder, name), { recursive: true });
      await writeFile(join(folder, name, 'record.json'), JSON.stringify(record));
    },
    put: (container, state = 'running') => writeFile(join(there, container), state),
    asked: () => readFile(join(path, 'asked'), 'utf8'),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

function answering(there: string, { comesBack = [], refusesStart = '' }: KindWorldOptions): Answer {
  const once = new Set(comesBack === 'always' ? [] : comesBack);
  return ({ method, url = '' }, response) => {
    const [, kind, name = ''] = /^\/(containers|images)\/([^/?]+)/.exec(decodeURIComponent(url)) ?? [];
    if (method === 'DELETE') {
      rmSync(join(there, name), { force: true });
      if (comesBack === 'always' || once.delete(name)) writeFileSync(join(there, name), '');
      response.writeHead(204).end();
    } else if (method === 'POST') answer(response, 500, { message: refusesStart });
    else if (kind === 'images') answerImage(name === 'present:1', response);
    else
      answer(
        response,
        200,
        readdirSync(there).map((container) => listed(there, container)),
      );
  };
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function answerImage(isThere: boolean, response: ServerResponse): void {
  if (isThere) response.end('archive');
  else answer(response, 404, { message: 'no such image' });
}

function listed(there: string, container: string): object {
  const Labels = { 'io.x-k8s.kind.cluster': 'dev', 'io.x-k8s.kind.role': container.replace('dev-', '') };
  return { Id: container, Names: [`/${container}`], State: readFileSync(join(there, container), 'utf8') || 'running', Labels };
}
