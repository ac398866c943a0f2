import { expect, it } from 'vitest';
import { systemClock } from '../../../../clusters/clock.ts';
import { customResourceDefinitions } from '../../../../clusters/kinds.ts';
import { addonNames, isAddonName, kindOf, readAddon } from '../../../../clusters/sandbox/addons/addon.ts';
import { listAddons } from '../../../../clusters/sandbox/addons/addon-states.ts';
import { AddonInUse, disableAddon } from '../../../../clusters/sandbox/addons/disable-addon.ts';
import { enableAddon } from '../../../../clusters/sandbox/addons/enable-addon.ts';
import { eventually } from '../../../helpers/eventually.ts';
import { serve } from '../api/serving.ts';

const route = { metadata: { namespace: 'default', name: 'main' }, spec: { parentRefs: [{ name: 'gateway' }] } };

it.each(addonNames)('installs %s, says so, and takes it back', async (name) => {
  await using serving = await serve();
  const { cluster } = serving;
  const addon = await readAddon(name);
  const stateOf = async () => (await listAddons(cluster)).find((state) => state.name === name)?.enabled;
  expect(await stateOf()).toBe('no');
  await enableAddon(cluster, addon, systemClock);
  await enableAddon(cluster, addon, systemClock);
  expect(await stateOf()).toBe('yes');
  for (const definition of addon.definitions) {
    const { metadata } = await cluster.get(customResourceDefinitions, { name: definition.metadata.name });
    expect(metadata.labels).toMatchObject({ 'app.kubernetes.io/managed-by': 'slipway' });
    expect(metadata.managedFields?.map(({ manager, operation }) => ({ manager, operation }))).toEqual([
      { manager: 'slipway', operation: 'Apply' },
    ]);
    expect(await cluster.list(kindOf(definition))).toMatchObject({ items: [] });
  }
  await disableAddon(cluster, addon, { force: false });
  await eventually(async () => (await stateOf()) === 'no');
});

it('does not take kinds away from objects, unless it is told to', async () => {
  await using serving = await serve();
  const { cluster } = serving;
  const addon = await readAddon('gateway-api');
  const [first] = addon.definitions;
  if (!first) throw new Error('the add-on has no kinds');
  await enableAddon(cluster, addon, systemClock);
  const routes = kindOf(addon.definitions.find(({ metadata }) => metadata.name.startsWith('httproutes')) ?? first);
  await cluster.create(routes, route);
  const refused = await disableAddon(cluster, addon, { force: false }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(AddonInUse);
  expect((refused as AddonInUse).uses).toEqual(['httproutes.gateway.networking.k8s.io: default/main']);
  expect((await cluster.list(routes)).items).toHaveLength(1);
  await disableAddon(cluster, addon, { force: true });
  await eventually(async () => (await listAddons(cluster)).find(({ name }) => name === 'gateway-api')?.enabled === 'no');
});

it('tells of an add-on that is there in part', async () => {
  await using serving = await serve();
  const addon = await readAddon('flux');
  const [first] = addon.definitions;
  if (first) await serving.cluster.create(customResourceDefinitions, first);
  expect((await listAddons(serving.cluster)).find(({ name }) => name === 'flux')?.enabled).toBe('partly');
});

it('knows its names', () => {
  expect(isAddonName('keda')).toBe(true);
  expect(isAddonName('toString')).toBe(false);
});
