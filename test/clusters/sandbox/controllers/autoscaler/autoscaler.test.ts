import type { HorizontalPodAutoscaler, HorizontalPodAutoscalerBehavior } from 'kubernetes-types/autoscaling/v2.d.ts';
import { describe, expect, it } from 'vitest';
import { countReplicas, type PodReading } from '../../../../../clusters/sandbox/controllers/autoscaler/count-replicas.ts';
import { decideAutoscaler, type MetricProposal } from '../../../../../clusters/sandbox/controllers/autoscaler/decide-autoscaler.ts';
import { limitChange, type ScaleHistory } from '../../../../../clusters/sandbox/controllers/autoscaler/limit-change.ts';

const now = Date.UTC(2026, 0, 1);
const ready = (...usages: number[]): PodReading[] => usages.map((usage) => ({ name: 'pod', state: 'ready', usage, request: 1000 }));
const other = (state: PodReading['state'], count: number): PodReading[] =>
  Array.from({ length: count }, () => ({ name: 'pod', state, usage: 0, request: 1000 }));

describe('how many replicas a metric asks for', () => {
  it.each([
    ['as many as bring the average to the target', ready(900, 900), 4],
    ['the same within the tolerance', ready(540, 540), 2],
    ['fewer when less is used', ready(100, 100), 1],
    ['no more than without those that are not ready yet', [...ready(900), ...other('unready', 1)], 2],
    ['no fewer because of those that say nothing', [...ready(300), ...other('missing', 1)], 2],
    ['more, with those that say nothing counted as idle', [...ready(2000), ...other('missing', 1)], 4],
    ['by those alone that do not end', [...ready(900), ...other('ignored', 3)], 2],
  ] as [string, PodReading[], number][])('%s', (_, readings, replicas) => {
    const question = { readings, current: 2, target: { utilization: 50 }, tolerance: { up: 0.1, down: 0.1 } };
    expect(countReplicas(question).replicas).toBe(replicas);
  });

  it('can be a target for the average value', () => {
    const question = { readings: ready(7000, 5000), current: 2, target: { average: 2000 }, tolerance: { up: 0.1, down: 0.1 } };
    expect(countReplicas(question)).toEqual({ replicas: 6, average: 6000 });
  });
});

describe('how much of a change is made at once', () => {
  const limited = (desired: number, current: number, behavior?: HorizontalPodAutoscalerBehavior, history: Partial<ScaleHistory> = {}) => {
    const question = { desired, current, least: 1, most: 20, behavior, now };
    const { replicas, limited: why } = limitChange({ ...question, history: { recommendations: [], changes: [], ...history } });
    return [replicas, why.reason];
  };

  it('is at most a doubling or four pods upwards', () => {
    expect([limited(20, 1), limited(20, 8), limited(100, 15)]).toEqual([
      [5, 'ScaleUpLimit'],
      [16, 'ScaleUpLimit'],
      [20, 'TooManyReplicas'],
    ]);
  });

  it('takes into account what was done a moment ago', () => {
    const changes = [{ at: now - 5000, by: 4 }];
    expect([limited(20, 5, undefined, { changes }), limited(20, 5, undefined, { changes: [{ at: now - 20_000, by: 4 }] })]).toEqual([
      [5, 'ScaleUpLimit'],
      [10, 'ScaleUpLimit'],
    ]);
  });

  it('is held back by recommendations of the last five minutes downwards', () => {
    const recommendations = [{ at: now - 200_000, replicas: 6 }];
    expect([
      limited(2, 8, undefined, { recommendations }),
      limited(2, 8, undefined, { recommendations: [{ at: now - 400_000, replicas: 6 }] }),
    ]).toEqual([
      [6, 'DesiredWithinRange'],
      [2, 'DesiredWithinRange'],
    ]);
  });

  it('follows the policies that are given', () => {
    const scaleDown = { stabilizationWindowSeconds: 0, policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] };
    expect([
      limited(2, 8, { scaleDown }),
      limited(2, 8, { scaleDown: { ...scaleDown, selectPolicy: 'Disabled' } }),
      limited(0, 1, { scaleDown }),
    ]).toEqual([
      [7, 'ScaleDownLimit'],
      [8, 'ScaleDownLimit'],
      [1, 'TooFewReplicas'],
    ]);
  });
});

describe('an autoscaler', () => {
  const proposal = (replicas: number): MetricProposal => ({ replicas, name: 'cpu resource', status: { type: 'Resource' } });
  const failure: MetricProposal = { reason: 'FailedGetPodsMetric', error: 'no metrics', summary: 'failed: no metrics' };
  const decide = (current: number, proposals: MetricProposal[]) =>
    decideAutoscaler({ autoscaler, current, proposals, history: { recommendations: [], changes: [] }, now });

  it('follows the metric that asks for most', () => {
    expect([decide(2, [proposal(3), proposal(4)]).scaleTo, decide(2, [proposal(2)]).scaleTo]).toEqual([4, undefined]);
  });

  it('grows, but does not shrink, while a metric is missing', () => {
    expect([decide(2, [failure, proposal(3)]).scaleTo, decide(2, [failure, proposal(1)]).scaleTo]).toEqual([3, undefined]);
    expect(decide(2, [failure]).events.map(({ reason }) => reason)).toEqual(['FailedGetPodsMetric', 'FailedComputeMetricsReplicas']);
  });

  it.each([
    [9, 5, 'Current number of replicas above Spec.MaxReplicas'],
    [1, 2, 'Current number of replicas below Spec.MinReplicas'],
  ])('brings %i replicas to %i, whatever the metrics', (current, to, reason) => {
    const { scaleTo, events } = decide(current, []);
    expect([scaleTo, events]).toEqual([
      to,
      [{ type: 'Normal', reason: 'SuccessfulRescale', message: `New size: ${to}; reason: ${reason}` }],
    ]);
  });

  it('leaves a target of no replicas alone', () => {
    expect(decide(0, []).status.conditions?.find(({ type }) => type === 'ScalingActive')).toMatchObject({
      status: 'False',
      reason: 'ScalingDisabled',
    });
  });
});

const autoscaler: HorizontalPodAutoscaler = {
  spec: { minReplicas: 2, maxReplicas: 5, scaleTargetRef: { kind: 'Deployment', name: 'web' } },
};
