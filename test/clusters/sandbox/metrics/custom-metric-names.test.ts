import { describe, expect, it } from 'vitest';
import { customMetricNames } from '../../../../clusters/sandbox/api/discovery/custom-metric-names.ts';
import { aggregatedCustomMetrics, customMetricsDocument } from '../../../../clusters/sandbox/api/discovery/custom-metrics.ts';
import { openStore } from '../../../../clusters/sandbox/api/storage/store.ts';
import { createRecentNames } from '../../../../clusters/sandbox/metrics/recent-names.ts';

describe('the names of metrics that pods have', () => {
  it('are remembered for ten minutes after they were seen', () => {
    const clock = { time: 0, now: () => clock.time };
    const names = createRecentNames(clock as never);
    names.add(['b', 'a']);
    clock.time = 599_999;
    expect(names.list()).toEqual(['a', 'b']);
    names.add(['b']);
    clock.time = 600_000;
    expect(names.list()).toEqual(['b']);
  });

  it('are known from what was seen and from what autoscalers have found, each once', () => {
    using opened = openedStore();
    const current = { averageValue: '7' };
    opened.store.put('autoscaling/horizontalpodautoscalers', 'default/queue', {
      kind: 'HorizontalPodAutoscaler',
      apiVersion: 'autoscaling/v2',
      metadata: { name: 'queue', namespace: 'default' },
      status: {
        currentMetrics: [
          { type: 'Pods', pods: { metric: { name: 'vllm:waiting' }, current } },
          { type: 'Resource', resource: { name: 'cpu', current } },
        ],
      },
    });
    const scraper = { names: () => ['vllm_waiting', 'up'], samples: () => Promise.resolve(undefined) };
    expect(customMetricNames({ store: opened.store, scraper })).toEqual(['up', 'vllm_waiting']);
  });
});

describe('the discovery of custom metrics', () => {
  it('has the group also while no metric is known', () => {
    expect(customMetricsDocument('v1beta2', [])).toEqual({
      kind: 'APIResourceList',
      apiVersion: 'v1',
      groupVersion: 'custom.metrics.k8s.io/v1beta2',
      resources: [],
    });
    expect(aggregatedCustomMetrics([])).toMatchObject({ versions: [{ version: 'v1beta2', resources: [] }, { resources: [] }] });
  });

  it('knows no other versions', () => {
    expect(customMetricsDocument('v1', [])).toBeUndefined();
  });
});

function openedStore() {
  const store = openStore(':memory:');
  return { store, [Symbol.dispose]: () => store.close() };
}
