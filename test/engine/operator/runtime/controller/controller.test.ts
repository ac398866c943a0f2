import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../../../clusters/api-error.ts';
import { createInformers } from '../../../../../clusters/informer/informers.ts';
import { configMaps } from '../../../../../clusters/kinds.ts';
import { silentLog } from '../../../../../clusters/log.ts';
import { keyText } from '../../../../../clusters/objects.ts';
import { type ControllerOptions, createController } from '../../../../../engine/operator/runtime/controller/controller.ts';
import { generationChanged } from '../../../../../engine/operator/runtime/controller/predicates.ts';
import { TerminalError } from '../../../../../engine/operator/runtime/controller/reconciler.ts';
import { forKind, owns } from '../../../../../engine/operator/runtime/controller/sources.ts';
import { createRuntimeMetrics } from '../../../../../engine/operator/runtime/metrics.ts';
import { manualWatch, scriptedCluster, storedConfigMap } from '../../../../helpers/scripted-cluster.ts';
import { SimulatedClock } from '../../../../helpers/simulated-clock.ts';

/** A controller of config maps on a cluster that has those named. */
async function start(names: string[], options: Partial<ControllerOptions> & Pick<ControllerOptions, 'reconcile'>) {
  const clock = new SimulatedClock();
  const end = new AbortController();
  const watch = manualWatch(end.signal);
  const cluster = scriptedCluster({
    list: () => ({ items: names.map((name, index) => storedConfigMap(name, index + 1)), resourceVersion: '1000' }),
    watch: () => watch,
  });
  const informers = createInformers({ cluster, clock, random: () => 0.5, log: silentLog, signal: end.signal });
  const registry = new Registry();
  const metrics = createRuntimeMetrics(registry);
  const sources = [forKind(configMaps)];
  const controller = createController({ name: 'test', sources, informers, clock, log: silentLog, metrics, ...options });
  await controller.warmUp();
  controller.start();
  await clock.advance(0);
  return { clock, watch, controller, registry };
}

describe('a controller', () => {
  it('tries a key that threw again with back-off, while others go on', async () => {
    const seen: string[] = [];
    const { clock } = await start(['bad', 'good'], {
      async reconcile({ name }) {
        seen.push(name);
        if (name === 'bad') throw new Error('a bug');
      },
    });
    expect(seen).toEqual(['bad', 'good']);
    await clock.advance(5 + 10 + 20);
    expect(seen).toEqual(['bad', 'good', 'bad', 'bad', 'bad']);
  });

  it('survives a reconciler that throws before it returns a promise', async () => {
    let calls = 0;
    await start(['a', 'b'], {
      reconcile() {
        calls += 1;
        throw new TypeError('undefined is not a function');
      },
    });
    expect(calls).toBe(2);
  });

  it('does not try a terminal error again until something changes', async () => {
    let calls = 0;
    const { clock, watch, registry } = await start(['a'], {
      async reconcile() {
        calls += 1;
        throw new TerminalError('this cannot work');
      },
    });
    await clock.advance(600_000);
    expect(calls).toBe(1);
    watch.push({ type: 'MODIFIED', object: storedConfigMap('a', 1001) });
    await clock.advance(0);
    expect(calls).toBe(2);
    expect(await registry.metrics()).toContain('controller_runtime_terminal_reconcile_errors_total{controller="test"} 2');
  });

  it('lets an object be whose namespace is being deleted', async () => {
    let calls = 0;
    const { clock, registry } = await start(['a'], {
      async reconcile() {
        calls += 1;
        const causes = [{ reason: 'NamespaceTerminating', field: 'metadata.namespace' }];
        throw new ApiError(403, 'Forbidden', 'pods "a-0" is forbidden: unable to create new content', { causes });
      },
    });
    await clock.advance(600_000);
    expect(calls).toBe(1);
    expect(await registry.metrics()).toContain('controller_runtime_reconcile_errors_total{controller="test"} 0');
  });

  it('tries again after any other refusal', async () => {
    let calls = 0;
    const { clock } = await start(['a'], {
      async reconcile() {
        calls += 1;
        throw new ApiError(403, 'Forbidden', 'pods "a-0" is forbidden: exceeded quota');
      },
    });
    await clock.advance(5);
    expect(calls).toBe(2);
  });

  it('looks again after requeueAfter', async () => {
    let calls = 0;
    const { clock } = await start(['a'], {
      async reconcile() {
        calls += 1;
        return { requeueAfter: 30_000 };
      },
    });
    await clock.advance(29_999);
    expect(calls).toBe(1);
    await clock.advance(30_001);
    expect(calls).toBe(3);
  });

  it('works on as many keys at a time as it may, a slow one holding up no other', async () => {
    const seen: string[] = [];
    await start(['slow', 'b', 'c'], {
      concurrency: 2,
      reconcile({ name }) {
        seen.push(name);
        return name === 'slow' ? new Promise(() => {}) : Promise.resolve();
      },
    });
    expect(seen).toEqual(['slow', 'b', 'c']);
  });

  it('aborts a reconcile at its time limit and tries again', async () => {
    let calls = 0;
    const { clock } = await start(['a'], {
      reconcileTimeoutMs: 1_000,
      reconcile: (_, signal) => {
        calls += 1;
        return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      },
    });
    await clock.advance(1_005);
    expect(calls).toBe(2);
  });

  it('works off what waits when it stops, and in a hurry ends what runs', async () => {
    const seen: string[] = [];
    let release = () => {};
    const { controller } = await start(['a', 'b'], {
      reconcile({ name }) {
        seen.push(name);
        return new Promise((resolve) => {
          release = resolve;
        });
      },
    });
    const stopped = controller.stop();
    release();
    await new Promise((resolve) => setImmediate(resolve));
    release();
    await stopped;
    expect(seen).toEqual(['a', 'b']);

    const stubborn = await start(['a', 'b'], {
      reconcile: ({ name }, signal) => {
        seen.push(`stubborn ${name}`);
        return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      },
    });
    await stubborn.controller.stop(AbortSignal.abort());
    expect(seen.slice(2)).toEqual(['stubborn a']);
  });

  it('looks at the owner when what it owns changes or goes', async () => {
    const seen: string[] = [];
    const owner = { apiVersion: 'v1', kind: 'ConfigMap', name: 'parent', uid: 'u', controller: true };
    const { clock, watch } = await start([], {
      sources: [owns(configMaps, configMaps)],
      async reconcile(key) {
        seen.push(keyText(key));
      },
    });
    const child = storedConfigMap('child', 1001, { ownerReferences: [owner] });
    watch.push({ type: 'ADDED', object: child });
    await clock.advance(0);
    watch.push({ type: 'DELETED', object: structuredClone(child) });
    watch.push({ type: 'ADDED', object: storedConfigMap('stranger', 1002) });
    await clock.advance(0);
    expect(seen).toEqual(['default/parent', 'default/parent']);
  });

  it.each([
    ['status only', { generation: 1 }, { generation: 1 }, false],
    ['the spec', { generation: 1 }, { generation: 2 }, true],
    ['that it is being deleted', { generation: 1 }, { generation: 1, deletionTimestamp: '2026-01-01T00:00:00Z' }, true],
    ['a kind without generations', {}, {}, true],
  ])('with generationChanged hears of a change of %s: %#', (_, before, after, expected) => {
    const [previous, object] = [storedConfigMap('a', 1, before), storedConfigMap('a', 2, after)];
    expect(generationChanged({ type: 'modified', object, previous, initial: false })).toBe(expected);
  });

  it('counts under controller-runtime names', async () => {
    const { registry } = await start(['a', 'b'], { reconcile: async () => {} });
    const text = await registry.metrics();
    expect(text).toContain('controller_runtime_reconcile_total{controller="test",result="success"} 2');
    expect(text).toContain('workqueue_adds_total{name="test"} 2');
    expect(text).toContain('workqueue_depth{name="test"} 0');
    expect(text).toContain('workqueue_longest_running_processor_seconds{name="test"} 0');
  });
});
