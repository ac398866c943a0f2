import { describe, expect, it } from 'vitest';
import { ApiError, ClusterUnreachable } from '../../../clusters/api-error.ts';
import type { WatchOptions } from '../../../clusters/cluster.ts';
import type { Change } from '../../../clusters/informer/informer.ts';
import { createInformers } from '../../../clusters/informer/informers.ts';
import { configMaps } from '../../../clusters/kinds.ts';
import { silentLog } from '../../../clusters/log.ts';
import type { KubernetesObject } from '../../../clusters/objects.ts';
import { type ClusterScript, type ManualWatch, manualWatch, scriptedCluster, storedConfigMap } from '../../helpers/scripted-cluster.ts';
import { SimulatedClock } from '../../helpers/simulated-clock.ts';

/** An informer on a cluster whose list is `items` and whose watches the test feeds. */
function start(script: Partial<ClusterScript> = {}, clock = new SimulatedClock()) {
  const end = new AbortController();
  const state = { items: [storedConfigMap('a', 1)], version: '10', lists: 0 };
  const watches: (ManualWatch & { options: WatchOptions })[] = [];
  const cluster = scriptedCluster({
    list: () => {
      state.lists += 1;
      return { items: structuredClone(state.items), resourceVersion: state.version };
    },
    watch: (options) => {
      const opened = Object.assign(manualWatch(options.signal), { options });
      watches.push(opened);
      options.onOpen?.();
      return opened;
    },
    ...script,
  });
  const informers = createInformers({ cluster, clock, random: () => 0.5, log: silentLog, signal: end.signal });
  const informer = informers.for(configMaps);
  const changes: string[] = [];
  informer.onChange(({ type, object, initial }: Change<KubernetesObject>) => {
    changes.push(`${type} ${object.metadata.name}@${object.metadata.resourceVersion}${initial ? ' initial' : ''}`);
  });
  return { clock, end, state, watches, informers, informer, changes, last: () => watches.at(-1) as (typeof watches)[number] };
}

describe('an informer', () => {
  it('lists, then watches from there, with bookmarks moving the place to resume', async () => {
    const { clock, watches, changes, last } = start();
    await clock.advance(0);
    expect(last().options).toMatchObject({ resourceVersion: '10', timeoutSeconds: 450 });
    last().push({ type: 'ADDED', object: storedConfigMap('b', 11) }, { type: 'BOOKMARK', resourceVersion: '40' });
    await clock.advance(60_000);
    last().end();
    await clock.advance(0);
    expect(watches.map(({ options }) => options.resourceVersion)).toEqual(['10', '40']);
    expect(changes).toEqual(['added a@1 initial', 'added b@11']);
  });

  it.each([
    ['410 in the stream or at the opening', new ApiError(410, 'Expired', 'too old')],
    [
      'a version that the server has not reached',
      new ApiError(504, 'Timeout', 'Too large resource version', { causes: [{ reason: 'ResourceVersionTooLarge' }] }),
    ],
  ])('lists again after %s and tells the differences', async (_, error) => {
    const { clock, state, changes, last } = start();
    await clock.advance(60_000);
    state.items = [storedConfigMap('a', 12), storedConfigMap('c', 13)];
    last().push({ type: 'ADDED', object: storedConfigMap('b', 11) });
    await clock.advance(0);
    last().fail(error);
    await clock.advance(0);
    expect(state.lists).toBe(2);
    expect(changes.slice(1)).toEqual(['added b@11', 'deleted b@11 initial', 'modified a@12 initial', 'added c@13 initial']);
  });

  it('takes a watch that ends at once without a word for an expired version', async () => {
    const { clock, state, last } = start();
    await clock.advance(100);
    last().end();
    await clock.advance(900);
    expect(state.lists).toBe(2);
  });

  it('lists again when a restored server goes back in versions', async () => {
    const { clock, state, last, informer } = start();
    await clock.advance(0);
    Object.assign(state, { items: [storedConfigMap('a', 2)], version: '4' });
    last().push({ type: 'BOOKMARK', resourceVersion: '3' });
    await clock.advance(1_000);
    expect(state.lists).toBe(2);
    expect(informer.get({ namespace: 'default', name: 'a' })?.metadata.resourceVersion).toBe('2');
  });

  it('backs off from 0.8 s to 30 s while the server fails, and says that it is stale and why', async () => {
    const attempts: number[] = [];
    const clock = new SimulatedClock();
    const list = () => {
      attempts.push(clock.now());
      throw new ClusterUnreachable('server', 'nothing listens there');
    };
    const { informer } = start({ list }, clock);
    await clock.advance(120_000);
    const waits = attempts.slice(1).map((at, index) => at - (attempts[index] ?? 0));
    expect(waits.slice(0, 7)).toEqual([800, 1600, 3200, 6400, 12_800, 25_600, 30_000]);
    expect(informer.freshness).toMatchObject({ state: 'stale', reason: 'nothing listens there' });
    expect(informer.hasSynced).toBe(false);
  });

  it('finds a kind that is installed after the start', async () => {
    let isInstalled = false;
    const { clock, informer } = start({
      list: () => {
        if (!isInstalled) throw new ApiError(404, 'NotFound', 'the server could not find the requested resource');
        return { items: [storedConfigMap('a', 1)], resourceVersion: '1' };
      },
    });
    await clock.advance(10_000);
    isInstalled = true;
    await clock.advance(30_000);
    expect(informer.list()).toHaveLength(1);
  });

  it('opens a silent watch again after three minutes, without listing', async () => {
    const { clock, state, watches, informer } = start();
    await clock.advance(181_000);
    expect(watches).toHaveLength(2);
    expect(state.lists).toBe(1);
    expect(informer.freshness.state).toBe('live');
  });

  it('ignores repeated and overtaken events', async () => {
    const { clock, changes, last } = start();
    await clock.advance(0);
    const [newer, older] = [storedConfigMap('a', 21), storedConfigMap('a', 20)];
    last().push(
      { type: 'MODIFIED', object: newer },
      { type: 'MODIFIED', object: structuredClone(newer) },
      { type: 'MODIFIED', object: older },
    );
    last().push({ type: 'DELETED', object: storedConfigMap('a', 22, { uid: 'an earlier one' }) });
    await clock.advance(0);
    expect(changes.slice(1)).toEqual(['modified a@21']);
  });

  it('tells of an object that was deleted and made anew as both', async () => {
    const { clock, changes, last } = start();
    await clock.advance(0);
    last().push({ type: 'ADDED', object: storedConfigMap('a', 30, { uid: 'another' }) });
    await clock.advance(0);
    expect(changes.slice(1)).toEqual(['deleted a@1', 'added a@30']);
  });

  it('gives frozen objects without managedFields', async () => {
    const { clock, state, informer } = start();
    state.items = [storedConfigMap('a', 1, { managedFields: [{ manager: 'someone' }] })];
    await clock.advance(0);
    const [object] = informer.list();
    expect(object?.metadata.managedFields).toBeUndefined();
    expect(() => Object.assign(object?.metadata ?? {}, { name: 'changed' })).toThrow(TypeError);
  });

  it('goes on when a listener throws', async () => {
    const { clock, changes, informer, last } = start();
    informer.onChange(() => {
      throw new Error('a bug');
    });
    await clock.advance(0);
    last().push({ type: 'ADDED', object: storedConfigMap('b', 11) });
    await clock.advance(0);
    expect(changes).toContain('added b@11');
  });

  it('is shared by all who ask for the same scope, and takes more indices while it runs', async () => {
    const { clock, informers, informer, state } = start();
    await clock.advance(0);
    const again = informers.for(configMaps, { indices: { initial: (object) => [object.metadata.name.slice(0, 1)] } });
    expect(again).toBe(informer);
    expect(again.byIndex('initial', 'a')).toHaveLength(1);
    expect(state.lists).toBe(1);
  });

  it('asks for long lists in pages and starts anew when a page has expired', async () => {
    const tokens: (string | undefined)[] = [];
    let hasExpired = false;
    const { clock, informer } = start({
      list: ({ continueToken, limit }) => {
        expect(limit).toBe(500);
        tokens.push(continueToken);
        if (!continueToken) return { items: [storedConfigMap('a', 1)], resourceVersion: '9', continueToken: 'more' };
        if (!hasExpired) {
          hasExpired = true;
          throw new ApiError(410, 'Expired', 'the continue token is too old');
        }
        return { items: [storedConfigMap('b', 2)], resourceVersion: '9' };
      },
    });
    await clock.advance(1_000);
    expect(tokens).toEqual([undefined, 'more', undefined, 'more']);
    expect(informer.list()).toHaveLength(2);
  });

  it('ends with its signal, and tells those who wait for the first list', async () => {
    const { clock, end, informer, watches } = start({ list: () => new Promise(() => {}) });
    end.abort(new Error('the end'));
    await expect(informer.synced).rejects.toThrow('the end');
    await clock.advance(600_000);
    expect(watches).toEqual([]);
  });
});
