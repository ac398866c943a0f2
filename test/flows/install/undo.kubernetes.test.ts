import { expect, test, vi } from 'vitest';
import { configMaps } from '../../../clusters/kinds.ts';
import { kubernetesForTests } from '../../helpers/control-plane.ts';
import {
  aimEndpoints,
  everythingOfOurs,
  type InstallationWorld,
  install,
  installationWorld,
  makeEndpoint,
  options,
} from './installation-world.ts';

// A dozen control planes and uninstalls on two cores.
vi.setConfig({ testTimeout: 180_000 });

const here = kubernetesForTests !== undefined;
const programsOnly = { deleteKinds: false, deleteModels: false };

test.skipIf(!here)('a first installation that is called off removes what it made, wherever it was', async () => {
  await using world = await installationWorld();
  for (const writes of [1, 2, 7, 20, Number.POSITIVE_INFINITY]) {
    await installUntil(world, writes);
    await world.installer.undo(options());
    expect(await everythingOfOurs(world.cluster)).toEqual([]);
  }
});

test.skipIf(!here)('a first installation that is called off leaves definitions that were there before, with their models', async () => {
  await using world = await installationWorld();
  await install(world);
  await makeEndpoint(world.cluster);
  await world.installer.remove(programsOnly);
  await installUntil(world, 12);
  await world.installer.undo(options());
  expect(await world.cluster.get(aimEndpoints, { namespace: 'default', name: 'kept' })).toMatchObject({ spec: { model: { id: 'm' } } });
  expect((await everythingOfOurs(world.cluster)).filter((name) => !name.startsWith('CustomResourceDefinition '))).toEqual([]);
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
  const before = await everythingOfOurs(world.cluster);
  await world.installer.undo(newer);
  expect(await everythingOfOurs(world.cluster)).toEqual(before);
  expect(await world.installer.plan(newer)).toMatchObject({ from: '0.1.0', problems: [] });
});

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
