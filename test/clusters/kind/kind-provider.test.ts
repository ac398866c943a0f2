/** The engine is a stand-in here, because what is tested is that none answers, or that it refuses. With a real one: provider/kind-provider.kind.test.ts. */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import Dockerode from 'dockerode';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../clusters/clock.ts';
import type { ContainerEngine } from '../../../clusters/containers/engine.ts';
import { createKindProvider, type KindProvider, type KindProviderOptions } from '../../../clusters/kind/kind-provider.ts';
import { silentLog } from '../../../clusters/log.ts';
import { ProviderError } from '../../../clusters/provider.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const missing = { found: false, message: 'There is no program "kind".', fix: 'Install it.' } as const;

function providerIn(folder: string, options: Partial<KindProviderOptions> = {}): KindProvider {
  return createKindProvider({
    folder,
    engine: async () => {
      throw new ProviderError('Unusable', 'There is no container engine.', { fix: 'Install Docker or Podman.' });
    },
    tools: async () => ({ kind: { ...missing, name: 'kind' }, kubectl: { ...missing, name: 'kubectl' } }),
    clock: systemClock,
    log: silentLog,
    environment: {},
    ...options,
  });
}

/** Of an engine that listens at that socket, or does not. */
function engineAt(socketPath: string): ContainerEngine {
  return { kind: 'docker', label: 'Docker 1.2', host: `unix://${socketPath}`, client: new Dockerode({ socketPath }) } as ContainerEngine;
}

async function remember(folder: string, name: string, state: 'made' | 'making'): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'record.json'), JSON.stringify({ name, state, config: '', startedAt: '', step: '' }));
}

describe('the kind provider without an engine', () => {
  it('says why it cannot be used, and what to do', async () => {
    await using folder = await temporaryFolder();
    expect(await providerIn(folder.path).detect()).toEqual({
      usable: false,
      reason: 'There is no container engine.',
      nextStep: 'Install Docker or Podman.',
    });
  });

  it('says that kind is missing where only the engine is there', async () => {
    await using folder = await temporaryFolder();
    const provider = providerIn(folder.path, { engine: async () => engineAt(join(folder.path, 'none.sock')) });
    expect(await provider.detect()).toEqual({ usable: false, reason: 'There is no program "kind".', nextStep: 'Install it.' });
  });

  it('still lists what it remembers', async () => {
    await using folder = await temporaryFolder();
    await remember(folder.path, 'whole', 'made');
    await remember(folder.path, 'half', 'making');
    const listed = [
      { name: 'half', state: 'partial' },
      { name: 'whole', state: 'unknown' },
    ];
    expect(await providerIn(folder.path).list()).toEqual(listed);
    const gone = providerIn(folder.path, { engine: async () => engineAt(join(folder.path, 'none.sock')) });
    expect(await gone.list()).toEqual(listed);
  });

  it('refuses every action with the reason and a fix, and writes nothing', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'none.sock');
    const provider = providerIn(folder.path, { engine: async () => engineAt(path) });
    for (const action of ['create', 'open', 'start', 'stop', 'destroy'] as const) {
      await expect(provider[action]('dev')).rejects.toMatchObject({
        refusal: 'Unusable',
        message: expect.stringContaining(`Docker 1.2 does not answer at unix://${path}`),
        fix: 'Start it, and try again.',
      });
    }
    expect(await readdir(folder.path)).toEqual([]);
  });

  it('tells what an engine says that refuses', async () => {
    await using folder = await temporaryFolder();
    const socket = join(folder.path, 'engine.sock');
    const server = createServer((_, response) =>
      response.writeHead(500, { 'content-type': 'application/json' }).end('{"message": "database is locked"}'),
    );
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    await using _ = { [Symbol.asyncDispose]: async () => void server.close() };
    const opening = providerIn(folder.path, { engine: async () => engineAt(socket) }).open('dev');
    await expect(opening).rejects.toMatchObject({
      refusal: 'Failed',
      message: expect.stringMatching(/^Docker 1\.2 refuses: .*database is locked/),
    });
  });
});

describe('the kind provider', () => {
  it('lets no name become a path', async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'kept'), '');
    const provider = providerIn(join(folder.path, 'clusters'));
    for (const name of ['..', '.', '', '../..', 'a/b']) {
      await expect(provider.create(name)).rejects.toMatchObject({ refusal: 'InvalidName' });
      await expect(provider.open(name)).rejects.toMatchObject({ refusal: 'NotFound' });
      await provider.destroy(name);
      expect(await provider.lastLog(name)).toBeUndefined();
    }
    expect(await readdir(folder.path)).toEqual(['kept']);
  });

  it('refuses a configuration before anything is begun', async () => {
    await using folder = await temporaryFolder();
    const creation = providerIn(folder.path).create('dev', { options: { config: 'kind: Pod' } });
    await expect(creation).rejects.toMatchObject({ refusal: 'InvalidOptions', fix: expect.stringMatching(/\S/) });
    expect(await readdir(folder.path)).toEqual([]);
  });

  it('does not attach', async () => {
    await using folder = await temporaryFolder();
    await expect(providerIn(folder.path).attach('dev')).rejects.toMatchObject({ refusal: 'Unsupported', fix: expect.stringMatching(/\S/) });
  });
});
