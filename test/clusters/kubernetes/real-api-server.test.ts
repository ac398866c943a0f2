import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../clusters/clock.ts';
import type { Cluster } from '../../../clusters/cluster.ts';
import { createInformers } from '../../../clusters/informer/informers.ts';
import { configMaps, deployments, events, leases, pods } from '../../../clusters/kinds.ts';
import { createKubernetesCluster } from '../../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../../clusters/log.ts';
import { createLeaseElector } from '../../../engine/operator/runtime/election/lease-elector.ts';
import { createApplier } from '../../../engine/operator/runtime/objects/applier.ts';
import { setConditions } from '../../../engine/operator/runtime/objects/conditions.ts';
import { createEventRecorder } from '../../../engine/operator/runtime/objects/event-recorder.ts';
import { addFinalizer, removeFinalizer } from '../../../engine/operator/runtime/objects/finalizers.ts';
import { controllerReference } from '../../../engine/operator/runtime/objects/owner-references.ts';
import { writeStatus } from '../../../engine/operator/runtime/objects/write-status.ts';
import { type ControlPlane, kubernetesForTests, startControlPlane } from '../../helpers/control-plane.ts';
import { eventually } from '../../helpers/eventually.ts';

const skipped = kubernetesForTests ? '' : ' (skipped: SLIPWAY_TEST_KUBERNETES is not set)';

describe.skipIf(!kubernetesForTests)(`the client, informers and helpers on a real API server${skipped}`, () => {
  let controlPlane: ControlPlane;
  let cluster: Cluster;

  beforeAll(async () => {
    controlPlane = await startControlPlane();
    cluster = createKubernetesCluster({ kubeconfigPath: controlPlane.kubeconfigPath, log: silentLog, clock: systemClock });
  });
  afterAll(() => controlPlane?.[Symbol.asyncDispose]());

  it('discovers kinds with their scope', async () => {
    const kinds = await cluster.discover();
    expect(kinds).toContainEqual({ group: 'apps', version: 'v1', kind: 'Deployment', plural: 'deployments', namespaced: true });
    expect(kinds).toContainEqual({ group: '', version: 'v1', kind: 'Node', plural: 'nodes', namespaced: false });
  });

  it('creates, reads, replaces, patches, applies and deletes', async () => {
    const key = { namespace: 'default', name: 'crud' };
    const created = await cluster.create(configMaps, { metadata: key, data: { a: '1' } });
    await cluster.update(configMaps, { ...created, data: { a: '2' } });
    await expect(cluster.update(configMaps, { ...created, data: { a: '3' } })).rejects.toMatchObject({ code: 409, reason: 'Conflict' });
    await cluster.patch(configMaps, key, { type: 'merge', body: { data: { b: '1' } } });
    await cluster.patch(configMaps, key, { type: 'json', body: [{ op: 'remove', path: '/data/a' }] });
    await cluster.apply(configMaps, { metadata: key, data: { c: '1' } }, { fieldManager: 'test' });
    await expect(cluster.apply(configMaps, { metadata: key, data: { b: 'mine' } }, { fieldManager: 'test' })).rejects.toMatchObject({
      code: 409,
    });
    expect((await cluster.get(configMaps, key)).data).toEqual({ b: '1', c: '1' });
    await cluster.delete(configMaps, key, { preconditions: { uid: created.metadata.uid } });
    await expect(cluster.get(configMaps, key)).rejects.toMatchObject({ code: 404, reason: 'NotFound' });
  });

  it('says which field the server refuses', async () => {
    const broken = { metadata: { namespace: 'default', name: 'Not_A_Name' } };
    await expect(cluster.create(configMaps, broken, { dryRun: true })).rejects.toMatchObject({
      code: 422,
      details: { causes: [{ field: 'metadata.name' }] },
    });
  });

  it('keeps a cache that follows the server', async () => {
    const end = new AbortController();
    const informers = createInformers({ cluster, clock: systemClock, random: Math.random, log: silentLog, signal: end.signal });
    const informer = informers.for(configMaps, { namespace: 'default', indices: { colour: (map) => [map.data?.['colour'] ?? ''] } });
    await informers.whenSynced();
    const key = { namespace: 'default', name: 'followed' };
    await cluster.create(configMaps, { metadata: key, data: { colour: 'red' } });
    await eventually(() => informer.byIndex('colour', 'red').length === 1);
    await cluster.patch(configMaps, key, { type: 'merge', body: { data: { colour: 'blue' } } });
    await eventually(() => informer.byIndex('colour', 'blue').length === 1);
    expect(informer.byIndex('colour', 'red')).toEqual([]);
    expect(informer.get(key)?.metadata.managedFields).toBeUndefined();
    await cluster.delete(configMaps, key);
    await eventually(() => informer.get(key) === undefined);
    end.abort();
  });

  it('applies only what would change something, and takes back what others changed', async () => {
    const owner = await cluster.create(configMaps, { metadata: { namespace: 'default', name: 'owner' } });
    const key = { namespace: 'default', name: 'web' };
    const applier = createApplier(cluster);
    const desired = {
      metadata: { ...key, ownerReferences: [controllerReference(owner)] },
      spec: {
        replicas: 0,
        selector: { matchLabels: { app: 'web' } },
        template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
      },
    };
    expect(await applier.apply(deployments, desired, undefined)).toBe('applied');
    expect(await applier.apply(deployments, desired, await cluster.get(deployments, key))).toBe('unchanged');
    await cluster.patch(deployments, key, { type: 'merge', body: { spec: { replicas: 3 } } }, { fieldManager: 'someone' });
    expect(await applier.apply(deployments, desired, await cluster.get(deployments, key))).toBe('applied');
    expect((await cluster.get(deployments, key)).spec?.replicas).toBe(0);
    const foreign = await cluster.create(configMaps, { metadata: { namespace: 'default', name: 'foreign' } });
    await expect(applier.apply(configMaps, { metadata: { namespace: 'default', name: 'foreign' } }, foreign)).rejects.toThrow(
      'was not made for this object',
    );
    await cluster.delete(configMaps, { namespace: 'default', name: 'owner' });
    await eventually(async () => (await cluster.list(deployments, { namespace: 'default' })).items.length === 0);
  });

  it('writes a status once, and none for an object that was replaced', async () => {
    const key = { namespace: 'default', name: 'status' };
    const pod = { metadata: key, spec: { containers: [{ name: 'a', image: 'a:1' }] } };
    const live = await cluster.create(pods, pod);
    const conditions = setConditions(undefined, [{ type: 'example.com/Ready', status: 'True', reason: 'Fine', message: '' }], { now: 0 });
    const status = { conditions: conditions.map(({ observedGeneration: _, ...condition }) => condition) };
    expect(await writeStatus(cluster, pods, live, { status })).toBe('written');
    const same = await cluster.get(pods, key);
    expect(await writeStatus(cluster, pods, same, { status: same.status ?? {} })).toBe('unchanged');
    await cluster.delete(pods, key, { gracePeriodSeconds: 0 });
    expect(await writeStatus(cluster, pods, live, { status })).toBe('gone');
    await cluster.create(pods, pod);
    expect(await writeStatus(cluster, pods, live, { status })).toBe('gone');
  });

  it('keeps an object until its finalizer is removed', async () => {
    const key = { namespace: 'default', name: 'kept' };
    await addFinalizer(cluster, configMaps, await cluster.create(configMaps, { metadata: key }), 'slipway.dev/test');
    await cluster.delete(configMaps, key);
    const dying = await cluster.get(configMaps, key);
    expect(dying.metadata.deletionTimestamp).toBeDefined();
    await removeFinalizer(cluster, configMaps, dying, 'slipway.dev/test');
    await removeFinalizer(cluster, configMaps, dying, 'slipway.dev/test');
    await expect(cluster.get(configMaps, key)).rejects.toMatchObject({ code: 404 });
  });

  it('counts an event that is told again', async () => {
    const about = await cluster.create(configMaps, { metadata: { namespace: 'default', name: 'told' } });
    const recorder = createEventRecorder({ cluster, clock: systemClock, log: silentLog, component: 'slipway-operator' });
    for (let time = 0; time < 3; time++) recorder.record(about, { type: 'Warning', reason: 'NoFit', message: 'does not fit' });
    await recorder.flush();
    const { items } = await cluster.list(events, {
      namespace: 'default',
      fieldSelector: 'involvedObject.name=told',
    });
    expect(items.map(({ reason, count }) => ({ reason, count }))).toEqual([{ reason: 'NoFit', count: 3 }]);
  });

  it('gives the Lease to one of two candidates, and to the other once released', async () => {
    const lease = { namespace: 'default', name: 'election' };
    const candidate = (identity: string) =>
      createLeaseElector({ cluster, lease, identity, clock: systemClock, random: Math.random, log: silentLog, retryPeriodMs: 50 });
    const [first, second] = [candidate('first'), candidate('second')];
    const end = new AbortController();
    await first.acquire(end.signal);
    const holding = first.hold(end.signal);
    const waiting = second.acquire(AbortSignal.timeout(10_000));
    await eventually(async () => (await cluster.get(leases, lease)).spec?.holderIdentity === 'first');
    end.abort();
    expect(await holding).toBe('released');
    await waiting;
    expect((await cluster.get(leases, lease)).spec?.holderIdentity).toBe('second');
  });
});
