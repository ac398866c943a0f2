/**
 * Stand-ins for kind and the engine: the real ones do not fail on demand in these ways. That kind leaves nodes behind when the
 * image of its load balancer cannot be pulled was seen with kind 0.33.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { identityOf } from '../../../../clusters/kind/provider/processes.ts';
import { startKindWorld } from './kind-world.ts';

describe('a creation that fails', () => {
  it('leaves no container, not even one that kind forgot or that comes back once', async () => {
    await using world = await startKindWorld(
      'touch $C/dev-control-plane $C/dev-worker; echo "ERROR: failed to create cluster: no luck" >&2; exit 1',
      {
        comesBack: ['dev-worker'],
      },
    );
    await expect(world.provider.create('dev')).rejects.toMatchObject({
      refusal: 'Failed',
      message: 'The kind cluster "dev" could not be made. kind says: failed to create cluster: no luck',
      fix: expect.stringMatching(/Look into what kind printed\. All .* is in .*create\.log\.$/),
    });
    expect([world.containers(), await world.kept('dev'), await world.provider.list()]).toEqual([[], ['create.log'], []]);
    expect(await world.provider.lastLog('dev')).toMatch(
      /^# .* kind create cluster --name dev .*\nERROR: failed to create cluster: no luck\n$/,
    );
  });

  it('leaves what somebody else made meanwhile under the name', async () => {
    await using world = await startKindWorld(
      `touch $C/dev-control-plane; echo 'ERROR: node(s) already exist for a cluster with the name "dev"' >&2; exit 1`,
    );
    await expect(world.provider.create('dev')).rejects.toMatchObject({ refusal: 'AlreadyThere' });
    expect(world.containers()).toEqual(['dev-control-plane']);
    expect(await world.provider.list()).toEqual([{ name: 'dev', state: 'running' }]);
  });

  it('stays half made, with both reasons, where it cannot be removed', async () => {
    await using world = await startKindWorld('touch $C/dev-control-plane; echo "ERROR: no luck" >&2; exit 1', { comesBack: 'always' });
    await expect(world.provider.create('dev')).rejects.toMatchObject({
      refusal: 'Failed',
      message: expect.stringMatching(/no luck What was there of it could not be removed: .*cannot be removed: dev-control-plane/),
      fix: expect.stringMatching(/^Delete "dev" before you try again/),
    });
    expect(await world.provider.list()).toEqual([{ name: 'dev', state: 'partial' }]);
  }, 30_000);

  it('stays half made, with the reason, where it was called off and cannot be removed', async () => {
    await using world = await startKindWorld('touch $C/dev-control-plane; echo " • Preparing nodes 📦  ..."; sleep 60', {
      comesBack: 'always',
    });
    const end = new AbortController();
    const onProgress = ({ step }: { step: string }) => void (step === 'nodes' && end.abort(new Error('enough')));
    await expect(world.provider.create('dev', { signal: end.signal, onProgress })).rejects.toMatchObject({
      refusal: 'Failed',
      message: expect.stringMatching(/"dev" was called off, and not all of it could be removed/),
    });
    expect(await world.provider.list()).toEqual([{ name: 'dev', state: 'partial' }]);
  }, 30_000);
});

describe('a creation that another one came before', () => {
  it('is refused while the process that makes the cluster runs, and so is its deletion', async () => {
    await using world = await startKindWorld('exit 1');
    await world.remember('dev', { state: 'making', maker: await identityOf(process.ppid), startedAt: '2026-01-01T00:00:00Z' });
    for (const action of ['create', 'destroy'] as const) {
      await expect(world.provider[action]('dev')).rejects.toMatchObject({
        refusal: 'AlreadyThere',
        message: `The kind cluster "dev" is being made since 2026-01-01T00:00:00Z, by process ${process.ppid}.`,
        fix: expect.stringMatching(/call its creation off/),
      });
    }
  });

  it('does not take the kubeconfig of an earlier cluster for its own', async () => {
    await using world = await startKindWorld('ls "$8" >&2; echo "ERROR: no luck" >&2; exit 1');
    await world.remember('dev', { state: 'made' });
    await writeFile(join(world.folder, 'dev', 'kubeconfig'), 'of the earlier one');
    await expect(world.provider.create('dev')).rejects.toMatchObject({ message: expect.stringContaining('no luck') });
    expect(await world.provider.lastLog('dev')).toMatch(/--kubeconfig \S+\/dev\/kubeconfig\n.*No such file/);
  });
});
