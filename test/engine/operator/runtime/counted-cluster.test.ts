import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { systemClock } from '../../../../clusters/clock.ts';
import { configMaps, namespaces } from '../../../../clusters/kinds.ts';
import { silentLog } from '../../../../clusters/log.ts';
import { createApiServer } from '../../../../clusters/sandbox/api/server.ts';
import { countedCluster } from '../../../../engine/operator/runtime/counted-cluster.ts';
import { noPods } from '../../../helpers/no-pods.ts';

it('counts requests by verb and by what the server answered', async () => {
  const api = createApiServer({ storage: ':memory:', clock: systemClock, log: silentLog, podRuntime: noPods });
  const registry = new Registry();
  const cluster = countedCluster(api.cluster(), registry);
  await cluster.create(namespaces, { metadata: { name: 'here' } });
  await cluster.list(configMaps, { namespace: 'here' });
  await cluster.list(configMaps, { namespace: 'here' });
  await expect(cluster.get(configMaps, { namespace: 'here', name: 'none' })).rejects.toThrow('not found');
  cluster.watch(configMaps, { namespace: 'here', resourceVersion: '0' });
  const text = await registry.metrics();
  expect(
    text
      .split('\n')
      .filter((line) => line.startsWith('rest_client_requests_total'))
      .toSorted(),
  ).toEqual([
    'rest_client_requests_total{verb="create",code="200"} 1',
    'rest_client_requests_total{verb="get",code="404"} 1',
    'rest_client_requests_total{verb="list",code="200"} 2',
    'rest_client_requests_total{verb="watch",code="200"} 1',
  ]);
  await api.close();
});
