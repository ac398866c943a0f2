import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat, truncate, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { systemClock } from '../../../clusters/clock.ts';
import { deployments, nodes } from '../../../clusters/kinds.ts';
import { silentLog } from '../../../clusters/log.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../clusters/sandbox/sandbox.ts';
import { StorageError } from '../../../clusters/sandbox/storage-error.ts';
import { eventually } from '../../helpers/eventually.ts';
import { isAlive } from '../../helpers/is-alive.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { testImages } from './running-machinery.ts';
import { allPods, inDefault, webDeployment } from './workloads.ts';

describe('the sandbox', () => {
  it('is on loopback, with a kubeconfig for its owner only, and its default fleet', async () => {
    await using folder = await temporaryFolder();
    await using sandbox = await aSandbox(folder.path);
    expect(sandbox.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect((await stat(sandbox.kubeconfigPath)).mode & 0o077).toBe(0);
    const kubeconfig = parse(await readFile(sandbox.kubeconfigPath, 'utf8')) as { clusters: { cluster: { server: string } }[] };
    expect(kubeconfig.clusters[0]?.cluster.server).toBe(sandbox.url);
    expect(await sandbox.nodes.list()).toEqual([
      { name: 'cpu-1' },
      { name: 'h100-1', gpu: 'H100', count: 8 },
      { name: 'mi300x-1', gpu: 'MI300X', count: 8 },
    ]);
  });

  it('keeps its port and its nodes over a restart', async () => {
    await using folder = await temporaryFolder();
    const before = await usingSandbox(folder.path, async (sandbox) => {
      await sandbox.nodes.add({ gpu: 'MI325X', count: 8 });
      await sandbox.nodes.remove('cpu-1');
      return sandbox.url;
    });
    await usingSandbox(folder.path, async (sandbox) => {
      expect(sandbox.url).toBe(before);
      expect((await sandbox.nodes.list()).map(({ name }) => name)).toEqual(['h100-1', 'mi300x-1', 'mi325x-1']);
    });
  });

  it('takes another port when its own was taken meanwhile', async () => {
    await using folder = await temporaryFolder();
    const before = await usingSandbox(folder.path, async ({ url }) => url);
    await using _ = await listener(Number(new URL(before).port));
    await usingSandbox(folder.path, async ({ url }) => expect(url).not.toBe(before));
  });

  it('says what to do when the port that was asked for is taken', async () => {
    await using folder = await temporaryFolder();
    await using taken = await listener(0);
    await expect(startSandbox({ ...options(folder.path), port: taken.port })).rejects.toThrow(
      /127\.0\.0\.1:\d+: another program does\. Stop it, or choose another port\./,
    );
  });

  it.each([
    ['cut short', (file: string) => truncate(file, 5000)],
    ['overwritten', (file: string) => writeFile(file, 'not a database at all')],
  ])('says which file cannot be read, and what to do, when its storage is %s', async (_, spoil) => {
    await using folder = await temporaryFolder();
    await usingSandbox(folder.path, async () => {});
    const file = join(folder.path, 'sandbox.db');
    await spoil(file);
    const failure = await startSandbox(options(folder.path)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StorageError);
    expect(String(failure)).toContain(file);
    expect(String(failure)).toMatch(/move it away and start again/);
  });

  it('makes new certificates and a new kubeconfig when those it kept are spoilt', async () => {
    await using folder = await temporaryFolder();
    await usingSandbox(folder.path, async () => {});
    for (const file of ['kubeconfig', 'port', 'certificates/certificates.json']) await writeFile(join(folder.path, file), '{{{');
    await usingSandbox(folder.path, async ({ cluster, kubeconfigPath }) => {
      expect(parse(await readFile(kubeconfigPath, 'utf8'))).toMatchObject({ kind: 'Config' });
      expect((await cluster.list(nodes)).items).toHaveLength(3);
    });
  });

  it('names the GPUs that it knows when asked for another', async () => {
    await using folder = await temporaryFolder();
    await using sandbox = await aSandbox(folder.path);
    await expect(sandbox.nodes.add({ gpu: 'MI999X', count: 8 })).rejects.toThrow(/MI300X/);
    await expect(sandbox.nodes.remove('nowhere')).rejects.toThrow(/no node "nowhere".*mi300x-1/);
  });

  it('goes on after kill -9: the same pods, running, and no process left behind', async () => {
    await using folder = await temporaryFolder();
    const child = spawn(process.execPath, [fileURLToPath(new URL('./fixtures/serve-sandbox.ts', import.meta.url)), folder.path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    const { pods, processes } = JSON.parse(line) as { pods: string[]; processes: number[] };
    child.kill('SIGKILL');
    await once(child, 'exit');
    await eventually(() => processes.every((pid) => !isAlive(pid)));

    await using sandbox = await aSandbox(folder.path);
    await eventually(async () =>
      (await allPods(sandbox.cluster)).every(
        ({ status }) => status?.containerStatuses?.[0]?.restartCount === 1 && status.containerStatuses[0].ready,
      ),
    );
    expect((await allPods(sandbox.cluster)).map(({ metadata }) => metadata.uid).sort()).toEqual(pods);
    expect((await sandbox.cluster.get(deployments, inDefault('web'))).metadata.name).toBe('web');
    expect((await sandbox.cluster.list(nodes)).items).toHaveLength(3);
  });

  it('has everything running when a pod needs it', async () => {
    await using folder = await temporaryFolder();
    await using sandbox = await aSandbox(folder.path);
    await sandbox.cluster.create(deployments, webDeployment(1));
    await eventually(async () => (await sandbox.cluster.get(deployments, inDefault('web'))).status?.availableReplicas === 1);
    expect(sandbox.processes()).toHaveLength(1);
  });
});

function options(dataDirectory: string): SandboxOptions {
  return { dataDirectory, images: testImages, clock: systemClock, random: Math.random, log: silentLog };
}

async function aSandbox(dataDirectory: string): Promise<Sandbox & AsyncDisposable> {
  const sandbox = await startSandbox(options(dataDirectory));
  return { ...sandbox, [Symbol.asyncDispose]: () => sandbox.stop() };
}

async function usingSandbox<T>(dataDirectory: string, use: (sandbox: Sandbox) => Promise<T>): Promise<T> {
  await using sandbox = await aSandbox(dataDirectory);
  return await use(sandbox);
}

async function listener(port: number): Promise<AsyncDisposable & { port: number }> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, 'close');
    },
  };
}
