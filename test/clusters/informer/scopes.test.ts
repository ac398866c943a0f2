import { expect, test } from 'vitest';
import { systemClock } from '../../../clusters/clock.ts';
import { createInformers } from '../../../clusters/informer/informers.ts';
import { configMaps, namespaces } from '../../../clusters/kinds.ts';
import { silentLog } from '../../../clusters/log.ts';
import { createApiServer } from '../../../clusters/sandbox/api/server.ts';
import { eventually } from '../../helpers/eventually.ts';
import { noPods } from '../../helpers/no-pods.ts';

test('informers of one namespace see what is in it, kinds without namespaces whole, and a single object where its name is asked for', async () => {
  const server = createApiServer({ storage: ':memory:', clock: systemClock, log: silentLog, podRuntime: noPods });
  await using _server = { [Symbol.asyncDispose]: () => server.close() };
  const cluster = server.cluster();
  for (const namespace of ['team-a', 'team-b']) {
    await cluster.create(namespaces, { metadata: { name: namespace } });
    for (const name of ['one', 'two']) await cluster.create(configMaps, { metadata: { namespace, name } });
  }
  const end = new AbortController();
  const common = { cluster, clock: systemClock, random: Math.random, log: silentLog, signal: end.signal };
  const informers = createInformers({ ...common, namespace: 'team-a' });
  const here = informers.for(configMaps);
  const single = informers.for(configMaps, { namespace: 'team-b', fieldSelector: 'metadata.name=two' });
  const all = informers.for(namespaces);
  await informers.whenSynced();
  const keys = (informer: typeof here) => informer.list().map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
  expect(keys(here).sort()).toEqual(['team-a/one', 'team-a/two']);
  expect(keys(single)).toEqual(['team-b/two']);
  expect(all.list().map(({ metadata }) => metadata.name)).toEqual(expect.arrayContaining(['team-a', 'team-b']));
  expect(informers.for(configMaps, { namespace: 'team-a' })).toBe(here);

  await cluster.create(configMaps, { metadata: { namespace: 'team-b', name: 'three' } });
  await cluster.create(configMaps, { metadata: { namespace: 'team-a', name: 'three' } });
  await eventually(() => keys(here).length === 3);
  expect(keys(single)).toEqual(['team-b/two']);
  end.abort();
});
