import { expect, it } from 'vitest';
import { systemClock } from '../../../clusters/clock.ts';
import { createInformers } from '../../../clusters/informer/informers.ts';
import { configMaps, deployments, leases } from '../../../clusters/kinds.ts';
import { silentLog } from '../../../clusters/log.ts';
import { createApiServer } from '../../../clusters/sandbox/api/server.ts';
import { createLeaseElector } from '../../../engine/operator/runtime/election/lease-elector.ts';
import { createApplier } from '../../../engine/operator/runtime/objects/applier.ts';
import { createEventRecorder } from '../../../engine/operator/runtime/objects/event-recorder.ts';
import { controllerReference } from '../../../engine/operator/runtime/objects/owner-references.ts';
import { eventually } from '../../helpers/eventually.ts';
import { noPods } from '../../helpers/no-pods.ts';

/** A sandbox's API server of its own, in this process. */
function sandbox() {
  const server = createApiServer({ storage: ':memory:', clock: systemClock, log: silentLog, podRuntime: noPods });
  return { cluster: server.cluster('test'), [Symbol.asyncDispose]: () => server.close() };
}

it('a cache follows the sandbox', async () => {
  await using api = sandbox();
  const end = new AbortController();
  const informers = createInformers({ cluster: api.cluster, clock: systemClock, random: Math.random, log: silentLog, signal: end.signal });
  const informer = informers.for(configMaps, { namespace: 'default' });
  await informers.whenSynced();
  const key = { namespace: 'default', name: 'followed' };
  await api.cluster.create(configMaps, { metadata: key, data: { colour: 'red' } });
  await eventually(() => informer.get(key)?.data?.['colour'] === 'red');
  await api.cluster.delete(configMaps, key);
  await eventually(() => informer.get(key) === undefined);
  expect(informer.freshness.state).toBe('live');
  end.abort();
});

it('the operator applies to the sandbox only what would change something', async () => {
  await using api = sandbox();
  const owner = await api.cluster.create(configMaps, { metadata: { namespace: 'default', name: 'owner' } });
  const key = { namespace: 'default', name: 'web' };
  const applier = createApplier(api.cluster);
  const desired = {
    metadata: { ...key, ownerReferences: [controllerReference(owner)] },
    spec: {
      replicas: 0,
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
    },
  };
  expect(await applier.apply(deployments, desired, undefined)).toBe('applied');
  expect(await applier.apply(deployments, desired, await api.cluster.get(deployments, key))).toBe('unchanged');
});

it('events and elections work on the sandbox', async () => {
  await using api = sandbox();
  const { cluster } = api;
  const about = await cluster.create(configMaps, { metadata: { namespace: 'default', name: 'told' } });
  const warnings: object[] = [];
  const log = { ...silentLog, warn: (facts: object) => void warnings.push(facts) };
  const recorder = createEventRecorder({ cluster, clock: systemClock, log, component: 'slipway-operator' });
  for (let time = 0; time < 2; time++) recorder.record(about, { type: 'Warning', reason: 'NoFit', message: 'does not fit' });
  await recorder.flush();
  expect(warnings).toEqual([]);

  const lease = { namespace: 'default', name: 'operator' };
  const elector = createLeaseElector({ cluster, lease, identity: 'a', clock: systemClock, random: Math.random, log: silentLog });
  const end = new AbortController();
  await elector.acquire(end.signal);
  const held = elector.hold(end.signal);
  end.abort();
  expect(await held).toBe('released');
  expect((await cluster.get(leases, lease)).spec?.holderIdentity).toBe('');
});

it('a watch of the sandbox says that it is open before anything has changed', async () => {
  await using api = sandbox();
  const { resourceVersion } = await api.cluster.list(configMaps);
  const end = new AbortController();
  const opened = Promise.withResolvers<void>();
  const events: object[] = [];
  const watching = (async () => {
    const options = { resourceVersion, onOpen: opened.resolve, signal: end.signal };
    for await (const event of api.cluster.watch(configMaps, options)) events.push(event);
  })();
  await opened.promise;
  expect(events).toEqual([]);
  end.abort();
  await watching;
});
