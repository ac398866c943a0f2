import { describe, expect, test } from 'vitest';
import { customResourceDefinitions, deployments, namespaces } from '../../../../clusters/kinds.ts';
import type { ResourceKind } from '../../../../clusters/objects.ts';
import { partSelector } from '../../../../engine/operator/install/objects/metadata.ts';
import { installationWorld, installerOn } from '../../../flows/install/installation-world.ts';
import { kubernetesForTests } from '../../../helpers/control-plane.ts';
import { eventually } from '../../../helpers/eventually.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';
import { helperProgram } from '../flows/running-program.ts';

const here = kubernetesForTests !== undefined;

describe.skipIf(!here)('an installation whose process was killed while it applied', () => {
  test('is completed by the next process', async () => {
    await using world = await installationWorld();
    await using folder = await temporaryFolder();
    const run = (action: string) => helperProgram('installation-program.ts', [folder.path, world.kubeconfigPath, action, 'local']);
    await using killed = run('start');
    await killed.said(/^apply: .* is created\.$/);
    await killed.kill();
    expect(killed.lines()).not.toContain('done');

    await using next = run('resume');
    await next.said('done');
    expect(await next.exited).toBe(0);
    expect(next.lines()).toContain('the operator of this machine starts');
    expect(await installerOn(world.cluster).installed()).toMatchObject({ version: '0.1.0', state: 'complete' });
  });

  test('is cleaned up by the next process, with nothing of it left', async () => {
    await using world = await installationWorld();
    await using folder = await temporaryFolder();
    const run = (action: string) => helperProgram('installation-program.ts', [folder.path, world.kubeconfigPath, action, 'pods']);
    await using killed = run('start');
    await killed.said(/^apply: Deployment .* is created\.$/);
    await killed.kill();
    expect((await world.cluster.list(deployments, { labelSelector: partSelector })).items).not.toEqual([]);

    await using next = run('cleanUp');
    await next.said('cancelled');
    expect(await next.exited).toBe(0);
    expect(await installerOn(world.cluster).installed()).toBeNull();
    const kinds: ResourceKind[] = [deployments, customResourceDefinitions, namespaces];
    for (const kind of kinds) {
      await eventually(async () => (await world.cluster.list(kind, { labelSelector: partSelector })).items.length === 0);
    }
  });
});
