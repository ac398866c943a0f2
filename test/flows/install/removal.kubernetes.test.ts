import { expect, test, vi } from 'vitest';
import { configMaps, services } from '../../../clusters/kinds.ts';
import { kubernetesForTests } from '../../helpers/control-plane.ts';
import { aimEndpoints, everythingOfOurs, hurried, install, installationWorld, makeEndpoint } from './installation-world.ts';

// A dozen control planes and uninstalls on two cores.
vi.setConfig({ testTimeout: 180_000 });

const here = kubernetesForTests !== undefined;
const everything = { deleteKinds: true, deleteModels: true };
const programsOnly = { deleteKinds: false, deleteModels: false };

test.skipIf(!here)('an uninstall that may take everything leaves nothing that is labelled as ours, and can be repeated', async () => {
  await using world = await installationWorld();
  await install(world);
  await makeEndpoint(world.cluster);
  expect(await everythingOfOurs(world.cluster)).not.toEqual([]);
  await world.installer.remove(everything);
  await world.installer.verifyRemoved(everything);
  expect(await everythingOfOurs(world.cluster)).toEqual([]);
  await world.installer.remove(everything);
  expect(await world.installer.installed()).toBeNull();
});

test.skipIf(!here)('an uninstall keeps definitions and models unless asked, and installing again takes them up', async () => {
  await using world = await installationWorld();
  await install(world);
  await makeEndpoint(world.cluster);
  await world.installer.remove(programsOnly);
  await world.installer.verifyRemoved(programsOnly);
  const left = await everythingOfOurs(world.cluster);
  expect(left.every((name) => name.startsWith('CustomResourceDefinition '))).toBe(true);
  expect(left).toHaveLength(4);
  expect(await world.cluster.get(aimEndpoints, { namespace: 'default', name: 'kept' })).toMatchObject({ spec: { model: { id: 'm' } } });
  await install(world);
  expect(await world.cluster.get(aimEndpoints, { namespace: 'default', name: 'kept' })).toMatchObject({ spec: { model: { id: 'm' } } });
});

test.skipIf(!here)('an uninstall leaves the namespace in which somebody else keeps something', async () => {
  await using world = await installationWorld();
  await install(world);
  const mine = { namespace: 'slipway-system', name: 'mine' };
  await world.cluster.create(configMaps, { apiVersion: 'v1', kind: 'ConfigMap', metadata: mine });
  const plan = await world.installer.planRemoval(everything);
  expect(plan.items.find(({ ref }) => ref.kind === 'Namespace')).toMatchObject({
    action: 'keep',
    why: expect.stringContaining('ConfigMap mine'),
  });
  await world.installer.remove(everything);
  await world.installer.verifyRemoved(everything);
  expect(await world.cluster.get(configMaps, mine)).toMatchObject({ metadata: { name: 'mine' } });
  expect(await everythingOfOurs(world.cluster)).toEqual(['Namespace slipway-system']);
});

test.skipIf(!here)('an uninstall that is killed on its way is completed by the next', async () => {
  await using world = await installationWorld();
  await install(world);
  for (let removed = false; !removed; ) {
    const kill = new AbortController();
    let steps = 0;
    const onProgress = () => {
      if (++steps === 3) kill.abort(new Error('killed'));
    };
    const run = world.installer.remove(everything, { onProgress, signal: kill.signal });
    removed = await run.then(
      () => true,
      (error: Error) => {
        expect(error.message).toBe('killed');
        return false;
      },
    );
  }
  await world.installer.verifyRemoved(everything);
  expect(await everythingOfOurs(world.cluster)).toEqual([]);
});

test.skipIf(!here)('an uninstall that something holds says what, and is completed once it lets go', async () => {
  await using world = await installationWorld();
  await install(world);
  const held = { namespace: 'slipway-system', name: 'slipway-gateway' };
  const finalizers = (names: string[]) => ({ type: 'merge', body: { metadata: { finalizers: names } } }) as const;
  await world.cluster.patch(services, held, finalizers(['example.com/hold']));
  await expect(hurried(world.cluster).remove(everything)).rejects.toMatchObject({
    code: 'timeout',
    message:
      'Service slipway-system/slipway-gateway is still there 180 s after it was deleted: it waits for the finalizer example.com/hold.',
    fix: 'Whoever set a finalizer must take it away. Then run the same again: it goes on where it stopped.',
  });
  await world.cluster.patch(services, held, finalizers([]));
  await world.installer.remove(everything);
  expect(await everythingOfOurs(world.cluster)).toEqual([]);
});
