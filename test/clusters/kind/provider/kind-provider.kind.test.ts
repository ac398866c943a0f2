import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import type { Progress } from '../../../../clusters/provider.ts';
import { eventually } from '../../../helpers/eventually.ts';
import { noKindCluster } from '../../../helpers/kind-cluster.ts';
import { containersOf, kindProviderIn, nodeImageOptions, removeContainersOf } from '../../../helpers/kind-provider.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';
import { fleet, gpusOf, idsOf, killedAt, printing, startLabWorld } from './lab-world.ts';

describe.skipIf(noKindCluster)('the kind provider', () => {
  it('makes a cluster with a simulated fleet, loads an image, exports logs, and deletes it', async () => {
    await using world = await startLabWorld();
    const { provider, name, folder, timed } = world;
    const told: Progress[] = [];
    const onProgress = printing(told);
    const options = { ...nodeImageOptions, config: fleet };
    const created = await timed('create', provider.create(name, { options, onProgress }));
    expect(created).toEqual({ name, state: 'running' });
    const steps = [...new Set(told.map(({ step }) => step))].filter((step) => step !== 'kind');
    expect(steps).toEqual(['image', 'nodes', 'configuration', 'control-plane', 'network', 'storage', 'ready', 'fleet', 'done']);
    const logged = await provider.lastLog(name);
    expect(logged).toContain('Starting control-plane');
    expect((await stat(join(folder, name, 'kubeconfig'))).mode & 0o777).toBe(0o600);

    await using opened = await provider.open(name);
    expect(opened.facts).toMatchObject({
      provider: 'kind',
      simulated: true,
      server: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/),
    });
    expect(await gpusOf(opened)).toEqual(['8']);

    const image = process.env['SLIPWAY_BASE_IMAGE'] ?? '';
    await timed('load an image', provider.loadImages(name, [image]));
    const { stdout: images } = await execa('docker', [
      'exec',
      `${name}-control-plane`,
      'ctr',
      '--namespace',
      'k8s.io',
      'images',
      'list',
      '-q',
    ]);
    expect(images).toContain(image);
    await expect(provider.loadImages(name, ['local/absent:1'])).rejects.toMatchObject({
      refusal: 'Failed',
      message: expect.stringContaining('no image "local/absent:1"'),
    });

    await timed('export logs', provider.exportLogs(name, join(folder, 'logs')));
    expect(await readdir(join(folder, 'logs', `${name}-control-plane`))).toContain('kubelet.log');

    await timed('delete', provider.destroy(name));
    expect([await provider.list(), await containersOf(name), await provider.lastLog(name)]).toEqual([[], [], undefined]);
  });

  it('leaves nothing of a creation that is called off while nodes are prepared', async () => {
    await using world = await startLabWorld();
    const { provider, name, folder, timed } = world;
    const end = new AbortController();
    const onProgress = async ({ step }: Progress) => {
      if (step !== 'nodes') return;
      await eventually(async () => (await containersOf(name)).length > 0);
      end.abort(new Error('enough'));
    };
    const creation = provider.create(name, { options: nodeImageOptions, signal: end.signal, onProgress });
    await expect(timed('create, called off', creation)).rejects.toThrow('enough');
    expect([await provider.list(), await containersOf(name), await readdir(folder)]).toEqual([[], [], []]);
  });

  it('removes what a killed creation left', async () => {
    await using world = await startLabWorld();
    const { provider, name, folder, timed } = world;
    await killedAt('control-plane', folder, name);
    expect(await provider.list()).toEqual([{ name, state: 'partial' }]);
    expect(await containersOf(name)).not.toEqual([]);
    await expect(provider.open(name)).rejects.toMatchObject({ refusal: 'NotRunning', message: expect.stringContaining('half made') });
    await timed('delete a half made one', provider.destroy(name));
    expect([await provider.list(), await containersOf(name), await readdir(folder)]).toEqual([[], [], []]);
  });

  it('completes a killed creation: anew where kind was not done, as it is where it was; and notices its deletion elsewhere', async () => {
    await using world = await startLabWorld();
    const { provider, name, folder, timed } = world;
    await killedAt('configuration', folder, name);
    await timed('create anew, until killed once more', killedAt('ready', folder, name));
    const [before] = await idsOf(name);
    const told: Progress[] = [];
    const completed = provider.create(name, { onProgress: printing(told) });
    expect(await timed('complete what kind had finished', completed)).toEqual({ name, state: 'running' });
    expect(told.map(({ message }) => message)).toContain('kind had finished, and all nodes are ready: the cluster stays.');
    expect(await idsOf(name)).toEqual([before]);
    await expect(provider.create(name, { options: nodeImageOptions })).rejects.toMatchObject({ refusal: 'AlreadyThere' });
    await usedFromOutside(name);

    await removeContainersOf(name);
    expect(await provider.list()).toEqual([{ name, state: 'unknown' }]);
    await expect(provider.open(name)).rejects.toMatchObject({
      refusal: 'NotFound',
      message: expect.stringContaining('was deleted outside Slipway'),
      fix: expect.stringContaining('forgotten'),
    });
    await provider.destroy(name);
    expect(await provider.list()).toEqual([]);
  });
});

/** What a Slipway can do with a cluster that it did not make. */
async function usedFromOutside(name: string): Promise<void> {
  await using folder = await temporaryFolder();
  const other = kindProviderIn(folder.path);
  expect(await other.list()).toEqual([{ name, state: 'running' }]);
  const creation = other.create(name, { options: nodeImageOptions });
  await expect(creation).rejects.toMatchObject({ refusal: 'AlreadyThere', message: expect.stringContaining('made outside Slipway') });
  await using opened = await other.open(name);
  expect(opened.facts).toMatchObject({ provider: 'kind', simulated: true, kubeconfigPath: join(folder.path, name, 'kubeconfig') });
  expect(await gpusOf(opened)).toEqual([undefined]);
}
