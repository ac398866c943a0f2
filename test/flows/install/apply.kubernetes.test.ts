import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Cluster } from '../../../clusters/cluster.ts';
import { configMaps, customResourceDefinitions, deployments } from '../../../clusters/kinds.ts';
import { kubernetesForTests } from '../../helpers/control-plane.ts';
import { type InstallationWorld, installationWorld, installerOn, options } from './installation-world.ts';

// A dozen control planes and uninstalls on two cores.
vi.setConfig({ testTimeout: 180_000 });

const here = kubernetesForTests !== undefined;
const system = { namespace: 'slipway-system' };

describe('an installation on a real API server', () => {
  test.skipIf(!here)('creates what its plan says, and a second plan finds everything as it should be', async () => {
    await using world = await installationWorld();
    const { installer, cluster } = world;
    const plan = await installer.plan(options());
    expect(plan.problems).toEqual([]);
    expect(new Set(plan.items.map(({ action }) => action))).toEqual(new Set(['create']));
    const said: string[] = [];
    await installer.apply(plan, options(), { onProgress: ({ message }) => said.push(message) });
    expect(said).toHaveLength(plan.items.length);
    expect(said[0]).toBe('Namespace slipway-system is created.');
    expect(await cluster.get(deployments, { ...system, name: 'slipway-gateway' })).toMatchObject({ spec: { replicas: 2 } });
    const again = await installer.plan(options());
    expect(again.items.filter(({ action }) => action !== 'keep')).toEqual([]);
    expect(again).toMatchObject({ from: '0.1.0', problems: [] });
    expect(await installer.installed()).toMatchObject({ version: '0.1.0', state: 'complete', options: options() });
  });

  test.skipIf(!here)('that is killed after any of its writes is completed by the next', async () => {
    await using world = await installationWorld();
    let runs = 0;
    for (let complete = false; !complete; runs++) {
      // Each run is a new process: it knows nothing of the one before, makes its own plan, and gets as far as one write.
      const installer = installerOn(world.cluster);
      const kill = new AbortController();
      const plan = await installer.plan(options());
      expect(plan).toMatchObject({ from: null, problems: [] });
      const killed = installer.apply(plan, options(), { onProgress: () => kill.abort(new Error('killed')), signal: kill.signal });
      complete = await killed.then(
        () => true,
        (error: Error) => {
          expect(error.message).toBe('killed');
          return false;
        },
      );
    }
    expect(runs).toBeGreaterThan(20);
    const plan = await installerOn(world.cluster).plan(options());
    expect(plan.items.filter(({ action }) => action !== 'keep')).toEqual([]);
    expect(await installerOn(world.cluster).installed()).toMatchObject({ state: 'complete', version: '0.1.0' });
  });

  test.skipIf(!here)('that is an upgrade removes what is no longer wanted, and changes the rest', async () => {
    await using world = await installationWorld();
    const { installer } = world;
    await installer.apply(await installer.plan(options()), options());
    const newer = { ...options(), version: '0.2.0', networkPolicy: false };
    const plan = await installer.plan(newer);
    const removed = plan.items.filter(({ action }) => action === 'remove');
    expect(plan.from).toBe('0.1.0');
    expect(removed.map(({ ref }) => `${ref.kind} ${ref.name}`).sort()).toEqual([
      'NetworkPolicy slipway-gateway',
      'NetworkPolicy slipway-operator',
    ]);
    await installer.apply(plan, newer);
    const after = await installer.plan(newer);
    expect(after.items.filter(({ action }) => action !== 'keep')).toEqual([]);
    expect(await installer.installed()).toMatchObject({ version: '0.2.0', state: 'complete' });
    const gateway = await world.cluster.get(deployments, { ...system, name: 'slipway-gateway' });
    expect(gateway.metadata.labels?.['app.kubernetes.io/version']).toBe('0.2.0');
  });
});

describe.skipIf(!here)('an installation that is there on a real API server', () => {
  let world: InstallationWorld;
  beforeAll(async () => {
    world = await installationWorld();
    await world.installer.apply(await world.installer.plan(options()), options());
  });
  afterAll(() => world[Symbol.asyncDispose]());

  test('does not take a field that somebody else has set, and names who', async () => {
    const { installer, cluster } = world;
    const gateway = { ...system, name: 'slipway-gateway' };
    await scale(cluster, 5);
    const stale = await installer.plan(options());
    expect(stale.problems[0]?.message).toContain('spec.replicas belongs to kubectl-scale');
    await expect(installer.apply(stale, options())).rejects.toMatchObject({ code: 'refused' });
    expect(await cluster.get(deployments, gateway)).toMatchObject({ spec: { replicas: 5 } });
    await scale(cluster, 2);
    expect((await installer.plan(options())).problems).toEqual([]);
  });

  test('refuses a second one in another namespace, and says where the first is', async () => {
    const { installer } = world;
    const plan = await installer.plan(options({ namespace: 'elsewhere' }));
    expect(plan.problems[0]).toMatchObject({
      message: "Slipway 0.1.0 is installed in the namespace slipway-system, and two installations would undo each other's work.",
    });
  });

  test('leaves a definition that somebody else made as it is, and says so', async () => {
    const { installer, cluster } = world;
    const name = 'aimendpoints.aim.engine.amd.com';
    const labels = { 'app.kubernetes.io/managed-by': 'Helm', 'app.kubernetes.io/part-of': null, 'app.kubernetes.io/version': null };
    await cluster.patch(customResourceDefinitions, { name }, { type: 'merge', body: { metadata: { labels } } });
    const foreign = await cluster.get(customResourceDefinitions, { name });
    const plan = await installer.plan({ ...options(), version: '0.2.0' });
    const item = plan.items.find(({ ref }) => ref.name === name);
    expect(item).toMatchObject({ action: 'leave', why: expect.stringContaining('it is used as it is') });
    await installer.apply(plan, { ...options(), version: '0.2.0' });
    expect((await cluster.get(customResourceDefinitions, { name })).metadata.resourceVersion).toBe(foreign.metadata.resourceVersion);
  });

  test('refuses to keep its record under a name that somebody else uses', async () => {
    const { installer, cluster } = world;
    const record = { ...system, name: 'slipway-installation' };
    await cluster.patch(configMaps, record, { type: 'merge', body: { metadata: { labels: { 'app.kubernetes.io/managed-by': 'me' } } } });
    await expect(installer.plan(options())).rejects.toMatchObject({
      code: 'conflict',
      message: "ConfigMap slipway-installation in slipway-system is not Slipway's, and Slipway keeps its record under that name.",
    });
  });
});

/** As `kubectl scale --field-manager kubectl-scale` does. */
async function scale(cluster: Cluster, replicas: number): Promise<void> {
  const gateway = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { ...system, name: 'slipway-gateway' }, spec: { replicas } };
  await cluster.apply(deployments, gateway as never, { fieldManager: 'kubectl-scale', force: true });
}
