import { join } from 'node:path';
import { expect, it } from 'vitest';
import { configMaps, namespaces, pods, services } from '../../../../clusters/kinds.ts';
import { silentLog } from '../../../../clusters/log.ts';
import { createApiServer } from '../../../../clusters/sandbox/api/server.ts';
import { noPods } from '../../../helpers/no-pods.ts';
import { SimulatedClock } from '../../../helpers/simulated-clock.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';

function open(storage: string) {
  return createApiServer({ storage, clock: new SimulatedClock(), log: silentLog, podRuntime: noPods });
}

it('has the first objects of every cluster, and makes them once', async () => {
  await using folder = await temporaryFolder();
  const storage = join(folder.path, 'sandbox.db');
  const first = open(storage);
  const before = await first.cluster().list(namespaces);
  await first.close();
  const second = open(storage);
  const after = await second.cluster().list(namespaces);
  expect(after.items.map(({ metadata }) => metadata.name)).toEqual(['default', 'kube-node-lease', 'kube-public', 'kube-system']);
  expect(after).toEqual(before);
  const kubernetes = await second.cluster().get(services, { namespace: 'default', name: 'kubernetes' });
  expect(kubernetes.spec?.clusterIP).toBe('10.96.0.1');
  await second.close();
});

it('answers 410 to a watch from before a restart', async () => {
  await using folder = await temporaryFolder();
  const storage = join(folder.path, 'sandbox.db');
  const first = open(storage);
  const { resourceVersion } = await first.cluster().list(configMaps);
  await first.cluster().create(configMaps, { metadata: { name: 'later', namespace: 'default' } });
  await first.close();
  const second = open(storage);
  const watch = second.cluster().watch(configMaps, { resourceVersion })[Symbol.asyncIterator]();
  await expect(watch.next()).rejects.toMatchObject({ code: 410, reason: 'Expired' });
  await second.close();
});

it('names and numbers objects the same every time with the same randomness', async () => {
  const named = async () => {
    let state = 1;
    const random = () => {
      state = (state * 48271) % 2147483647;
      return state / 2147483647;
    };
    const server = createApiServer({ storage: ':memory:', clock: new SimulatedClock(), random, log: silentLog, podRuntime: noPods });
    const { metadata } = await server.cluster().create(configMaps, { metadata: { generateName: 'x-', namespace: 'default' } });
    await server.close();
    return [metadata.name, metadata.uid];
  };
  expect(await named()).toEqual(await named());
});

it('refuses creations in a namespace that is being deleted (403)', async () => {
  const server = open(':memory:');
  const cluster = server.cluster();
  await cluster.create(namespaces, { metadata: { name: 'leaving' } });
  await cluster.delete(namespaces, { name: 'leaving' });
  expect((await cluster.get(namespaces, { name: 'leaving' })).status?.phase).toBe('Terminating');
  const attempt = cluster.create(configMaps, { metadata: { name: 'late', namespace: 'leaving' } });
  await expect(attempt).rejects.toMatchObject({ code: 403, reason: 'Forbidden' });
  await server.close();
});

it('keeps quantities as text, and requests of a pod as its limits', async () => {
  const server = open(':memory:');
  const cluster = server.cluster();
  const resources = { limits: { 'amd.com/gpu': 1 as never } };
  const pod = await cluster.create(pods, {
    metadata: { name: 'gpu', namespace: 'default' },
    spec: { containers: [{ name: 'main', image: 'example:1', resources }] },
  });
  expect(pod.spec?.containers[0]?.resources).toEqual({ limits: { 'amd.com/gpu': '1' }, requests: { 'amd.com/gpu': '1' } });
  await server.close();
});

it('ends watches when it closes', async () => {
  const clock = new SimulatedClock();
  const server = createApiServer({ storage: ':memory:', clock, log: silentLog, podRuntime: noPods });
  const watch = server.cluster().watch(configMaps, { resourceVersion: '0' })[Symbol.asyncIterator]();
  const next = watch.next();
  await server.close();
  expect(await next).toEqual({ done: true, value: undefined });
  expect(clock.waiting).toBe(0);
});
