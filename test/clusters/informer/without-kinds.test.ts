import { expect, it } from 'vitest';
import { systemClock } from '../../../clusters/clock.ts';
import { createInformer } from '../../../clusters/informer/create-informer.ts';
import { withoutKinds } from '../../../clusters/informer/without-kinds.ts';
import { configMaps, namespaces } from '../../../clusters/kinds.ts';
import { silentLog } from '../../../clusters/log.ts';
import type { KubernetesObject, ResourceKind } from '../../../clusters/objects.ts';
import { createApiServer } from '../../../clusters/sandbox/api/server.ts';
import { noPods } from '../../helpers/no-pods.ts';

const unknown: ResourceKind<KubernetesObject> = {
  group: 'none.example.com',
  version: 'v1',
  kind: 'None',
  plural: 'nones',
  namespaced: true,
};

it('a kind that the server does not serve is empty and current for informers; all others are as they are', async () => {
  const api = createApiServer({ storage: ':memory:', clock: systemClock, log: silentLog, podRuntime: noPods });
  const end = new AbortController();
  const cluster = withoutKinds(api.cluster(), ({ group }) => group === unknown.group, systemClock);
  const common = { cluster, clock: systemClock, random: Math.random, log: silentLog, signal: end.signal };
  const none = createInformer({ ...common, kind: unknown });
  await none.synced;
  expect(none.list()).toEqual([]);
  expect(none.freshness.state).toBe('live');
  await cluster.create(namespaces, { metadata: { name: 'here' } });
  await cluster.create(configMaps, { metadata: { name: 'one', namespace: 'here' } });
  const some = createInformer({ ...common, kind: configMaps });
  await some.synced;
  expect(some.list().map(({ metadata }) => metadata.name)).toContain('one');
  end.abort();
  await api.close();
});
