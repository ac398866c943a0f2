import { describe, expect, it } from 'vitest';
import type { Cluster, WatchEvent } from '../../../clusters/cluster.ts';
import { createInformer } from '../../../clusters/informer/create-informer.ts';
import { configMaps, nodes, pods } from '../../../clusters/kinds.ts';
import { silentLog } from '../../../clusters/log.ts';
import type { ResourceKind } from '../../../clusters/objects.ts';
import { namespacedCluster } from '../../../clusters/remote/namespaced-cluster.ts';
import { readOnlyCluster } from '../../../clusters/remote/read-only-cluster.ts';
import { SimulatedClock } from '../../helpers/simulated-clock.ts';
import { serve } from '../sandbox/api/serving.ts';

const existing = { namespace: 'default', name: 'there' };
const fieldManager = 'test';

/** A cluster with one config map, and the same cluster read-only. */
async function withReadOnly(use: (parts: { direct: Cluster; readOnly: Cluster }) => Promise<void>): Promise<void> {
  await using server = await serve();
  await server.cluster.create(configMaps, { metadata: existing, data: { a: '1' } });
  await use({ direct: server.cluster, readOnly: readOnlyCluster(server.cluster) });
}

const writes: Record<string, (cluster: Cluster, dryRun: boolean) => Promise<unknown>> = {
  create: (cluster, dryRun) => cluster.create(configMaps, { metadata: { ...existing, name: 'new' } }, { dryRun }),
  update: (cluster, dryRun) => cluster.update(configMaps, { metadata: existing, data: { a: '2' } }, { dryRun }),
  patch: (cluster, dryRun) => cluster.patch(configMaps, existing, { type: 'merge', body: { data: { a: '2' } } }, { dryRun }),
  apply: (cluster, dryRun) => cluster.apply(configMaps, { metadata: existing, data: { a: '2' } }, { dryRun, fieldManager, force: true }),
  delete: (cluster, dryRun) => cluster.delete(configMaps, existing, { dryRun }),
};

describe('a read-only cluster', () => {
  it.each(Object.keys(writes))('refuses to %s, and lets it be tried', (write) =>
    withReadOnly(async ({ direct, readOnly }) => {
      const before = (await direct.list(configMaps)).items;
      await expect(writes[write]?.(readOnly, false)).rejects.toMatchObject({
        name: 'ProviderError',
        refusal: 'ReadOnly',
        message: expect.stringMatching(/^The cluster "sandbox" is attached read-only: ConfigMap (there|new) is not \w+\.$/),
        fix: expect.stringContaining('attach it again without read-only'),
      });
      await writes[write]?.(readOnly, true);
      expect((await direct.list(configMaps)).items).toEqual(before);
    }),
  );

  it('can be read, and refuses commands in containers', () =>
    withReadOnly(async ({ readOnly }) => {
      expect((await readOnly.get(configMaps, existing)).data).toEqual({ a: '1' });
      expect(await readOnly.version()).toMatch(/^v1\.36/);
      await expect(readOnly.exec({ namespace: 'default', name: 'web' }, { command: ['sh'] })).rejects.toThrow(
        'The cluster "sandbox" is attached read-only: no command is run in the pod web.',
      );
    }));

  it('lets questions be asked that are created, and keys that only sound like them not', () =>
    withReadOnly(async ({ direct }) => {
      const created: string[] = [];
      const counting = { ...direct, create: async (kind: ResourceKind) => void created.push(kind.kind) as never };
      const readOnly = readOnlyCluster(counting);
      const kind = (group: string, name: string) => ({ group, version: 'v1', kind: name, plural: '', namespaced: false });
      await readOnly.create(kind('authorization.k8s.io', 'SelfSubjectAccessReview'), {});
      await readOnly.create(kind('authentication.k8s.io', 'TokenReview'), {});
      await expect(readOnly.create(kind('shop.example.com', 'ProductReview'), {})).rejects.toMatchObject({ refusal: 'ReadOnly' });
      expect(created).toEqual(['SelfSubjectAccessReview', 'TokenReview']);
    }));
});

describe('a cluster of one namespace', () => {
  const only = (cluster: Cluster, mayRead: (kind: ResourceKind) => boolean, clock = new SimulatedClock()) =>
    namespacedCluster(cluster, { namespace: 'mine', mayRead, clock });

  it('looks at that namespace where none is named', async () => {
    await using server = await serve();
    for (const name of ['mine', 'theirs']) {
      await server.cluster.create({ ...nodes, kind: 'Namespace', plural: 'namespaces' }, { metadata: { name } });
      await server.cluster.create(configMaps, { metadata: { namespace: name, name: 'a' } });
    }
    const cluster = only(server.cluster, () => true);
    const { items, resourceVersion } = await cluster.list(configMaps);
    expect(items.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toEqual(['mine/a']);
    expect((await cluster.list(configMaps, { namespace: 'theirs' })).items).toHaveLength(1);

    const end = new AbortController();
    const seen: string[] = [];
    const watching = (async () => {
      for await (const event of cluster.watch(configMaps, { resourceVersion, signal: end.signal })) {
        if (event.type === 'ADDED') seen.push(`${event.object.metadata.namespace}/${event.object.metadata.name}`);
        end.abort();
      }
    })();
    await server.cluster.create(configMaps, { metadata: { namespace: 'theirs', name: 'b' } });
    await server.cluster.create(configMaps, { metadata: { namespace: 'mine', name: 'b' } });
    await watching;
    expect(seen).toEqual(['mine/b']);
  });

  it('has nothing of a kind that may not be read, and says so for hours without asking', async () => {
    const clock = new SimulatedClock();
    // Any question would throw.
    const cluster = only({ name: 'remote' } as Cluster, () => false, clock);
    const end = new AbortController();
    const informer = createInformer({ cluster, kind: nodes, clock, random: () => 0.5, log: silentLog, signal: end.signal });
    await informer.synced;
    const states: string[] = [];
    informer.onFreshness(({ state }) => states.push(state));
    for (let hour = 0; hour < 5; hour++) await clock.advance(3_600_000);
    expect([informer.list(), informer.freshness.state, states.includes('stale')]).toEqual([[], 'live', false]);
    end.abort();
    await clock.advance(0);
    expect(clock.waiting).toBe(0);
  });

  it('watches nothing until the time of the watch is over, with a sign of life each minute', async () => {
    const clock = new SimulatedClock();
    const cluster = only({ name: 'remote' } as Cluster, () => false, clock);
    const events: WatchEvent[] = [];
    let isOpen = false;
    const onOpen = () => {
      isOpen = true;
    };
    const watching = (async () => {
      const options = { resourceVersion: '1', timeoutSeconds: 150, onOpen };
      for await (const event of cluster.watch(nodes, options)) events.push(event);
    })();
    await clock.advance(149_000);
    expect([isOpen, events.length]).toEqual([true, 2]);
    await clock.advance(1_000);
    await watching;
    expect(events).toEqual(Array(3).fill({ type: 'BOOKMARK', resourceVersion: '1' }));
  });

  it('leaves what is in other namespaces to the server, whatever may be read in its own', async () => {
    const asked: string[] = [];
    const list = async (kind: ResourceKind, { namespace }: { namespace?: string } = {}) => {
      asked.push(`${namespace}/${kind.plural}`);
      return { items: [], resourceVersion: '7' } as never;
    };
    const cluster = only({ name: 'remote', list } as unknown as Cluster, () => false);
    expect((await cluster.list(pods, { namespace: 'theirs' })).resourceVersion).toBe('7');
    expect((await cluster.list(pods)).items).toEqual([]);
    expect(asked).toEqual(['theirs/pods']);
  });
});
