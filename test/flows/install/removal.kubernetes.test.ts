import { expect, test } from 'vitest';
import type { Cluster } from '../../../clusters/cluster.ts';
import { configMaps, namespaces, services } from '../../../clusters/kinds.ts';
import { apiVersionOf } from '../../../clusters/objects.ts';
import { aimEndpointKind } from '../../../engine/dialects/aim/group.ts';
import { kubernetesForTests } from '../../helpers/control-plane.ts';
import { eventually } from '../../helpers/eventually.ts';
import { hurried, type InstallationWorld, installationWorld, options } from './installation-world.ts';

const here = kubernetesForTests !== undefined;
const everything = { deleteKinds: true, deleteModels: true };
const programsOnly = { deleteKinds: false, deleteModels: false };
const endpoints = { ...aimEndpointKind, namespaced: true };

test.skipIf(!here)('an uninstall that may take everything leaves nothing that is labelled as ours, and can be repeated', async () => {
  await using world = await installationWorld();
  await install(world);
  await makeEndpoint(world.cluster);
  expect(await ours(world.cluster)).not.toEqual([]);
  await world.installer.remove(everything);
  await world.installer.verifyRemoved(everything);
  expect(await ours(world.cluster)).toEqual([]);
  await world.installer.remove(everything);
  expect(await world.installer.installed()).toBeNull();
});

test.skipIf(!here)('an uninstall keeps definitions and models unless asked, and installing again takes them up', async () => {
  await using world = await installationWorld();
  await install(world);
  await makeEndpoint(world.cluster);
  await world.installer.remove(programsOnly);
  await world.installer.verifyRemoved(programsOnly);
  const left = await ours(world.cluster);
  expect(left.every((name) => name.startsWith('CustomResourceDefinition '))).toBe(true);
  expect(left).toHaveLength(4);
  expect(await world.cluster.get(endpoints, { namespace: 'default', name: 'kept' })).toMatchObject({ spec: { model: { id: 'm' } } });
  await install(world);
  expect(await world.cluster.get(endpoints, { namespace: 'default', name: 'kept' })).toMatchObject({ spec: { model: { id: 'm' } } });
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
  expect(await ours(world.cluster)).toEqual(['Namespace slipway-system']);
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
  expect(await ours(world.cluster)).toEqual([]);
});

test.skipIf(!here)('a first installation that is called off removes what it made, wherever it was', async () => {
  await using world = await installationWorld();
  for (const writes of [1, 2, 7, 20, Number.POSITIVE_INFINITY]) {
    await installUntil(world, writes);
    await world.installer.undo(options());
    expect(await ours(world.cluster)).toEqual([]);
  }
});

test.skipIf(!here)('a first installation that is called off leaves definitions that were there before, with their models', async () => {
  await using world = await installationWorld();
  await install(world);
  await makeEndpoint(world.cluster);
  await world.installer.remove(programsOnly);
  await installUntil(world, 12);
  await world.installer.undo(options());
  expect(await world.cluster.get(endpoints, { namespace: 'default', name: 'kept' })).toMatchObject({ spec: { model: { id: 'm' } } });
  expect((await ours(world.cluster)).filter((name) => !name.startsWith('CustomResourceDefinition '))).toEqual([]);
});

test.skipIf(!here)('an upgrade that is called off is left as it is', async () => {
  await using world = await installationWorld();
  await install(world);
  // As when it was seen to work.
  const record = { namespace: 'slipway-system', name: 'slipway-installation' };
  await world.cluster.patch(configMaps, record, { type: 'merge', body: { data: { created: '[]' } } });
  const newer = { ...options(), version: '0.2.0' };
  const kill = new AbortController();
  const plan = await world.installer.plan(newer);
  const run = world.installer.apply(plan, newer, { onProgress: () => kill.abort(new Error('killed')), signal: kill.signal });
  await expect(run).rejects.toThrow('killed');
  const before = await ours(world.cluster);
  await world.installer.undo(newer);
  expect(await ours(world.cluster)).toEqual(before);
  expect(await world.installer.plan(newer)).toMatchObject({ from: '0.1.0', problems: [] });
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
  expect(await ours(world.cluster)).toEqual([]);
});

async function install({ installer }: InstallationWorld): Promise<void> {
  await installer.apply(await installer.plan(options()), options());
}

/** Stops after so many writes. */
async function installUntil({ installer }: InstallationWorld, writes: number): Promise<void> {
  const kill = new AbortController();
  let done = 0;
  const onProgress = () => {
    if (++done === writes) kill.abort(new Error('killed'));
  };
  const run = installer.apply(await installer.plan(options()), options(), { onProgress, signal: kill.signal });
  await run.catch((error: Error) => expect(error.message).toBe('killed'));
}

async function makeEndpoint(cluster: Cluster): Promise<void> {
  const object = { apiVersion: apiVersionOf(endpoints), kind: 'AIMEndpoint', metadata: { namespace: 'default', name: 'kept' } };
  await eventually(() => cluster.create(endpoints, { ...object, spec: { model: { id: 'm' } } } as never));
}

/** Everything in the cluster that carries our label, of every kind. */
async function ours(cluster: Cluster): Promise<string[]> {
  const found: string[] = [];
  for (const kind of await cluster.discover()) {
    const { items } = await cluster.list(kind, { labelSelector: 'app.kubernetes.io/managed-by=slipway' });
    found.push(...items.map(({ metadata }) => `${kind.kind} ${metadata.name}`));
  }
  const { items } = await cluster.list(namespaces);
  expect(items.filter(({ metadata }) => metadata.deletionTimestamp)).toEqual([]);
  return [...new Set(found)].sort();
}
