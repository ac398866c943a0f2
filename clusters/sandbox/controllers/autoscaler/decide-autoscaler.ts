/** What an autoscaler does with what its metrics propose. */
import type {
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerCondition,
  HorizontalPodAutoscalerStatus,
  MetricStatus,
} from 'kubernetes-types/autoscaling/v2.d.ts';
import type { EventFacts } from '../event-recorder.ts';
import { timestamp } from '../time.ts';
import { limitChange, type ScaleHistory } from './limit-change.ts';

/** What one metric says: how many replicas, or why that cannot be known. */
export type MetricProposal = { replicas: number; name: string; status: MetricStatus } | { reason: string; error: string; summary: string };

export interface AutoscalerFacts {
  autoscaler: HorizontalPodAutoscaler;
  /** Of the target's scale. */
  current: number;
  /** Empty where the size alone decides. */
  proposals: readonly MetricProposal[];
  history: ScaleHistory;
  now: number;
}

export interface AutoscalerDecision {
  /** The target's new size; undefined: it stays. */
  scaleTo?: number;
  /** What the metrics asked for, before anything limited it: remembered for stabilization. */
  recommendation?: number;
  status: HorizontalPodAutoscalerStatus;
  events: EventFacts[];
}

export function decideAutoscaler(facts: AutoscalerFacts): AutoscalerDecision {
  const { autoscaler, current } = facts;
  const { minReplicas = 1, maxReplicas = 1 } = autoscaler.spec ?? {};
  const conditions = createConditions(facts);
  conditions.set('AbleToScale', 'True', 'SucceededGetScale', "the HPA controller was able to get the target's current scale");
  if (current === 0 && minReplicas !== 0) {
    conditions.set('ScalingActive', 'False', 'ScalingDisabled', 'scaling is disabled since the replica count of the target is zero');
    return { status: statusOf(facts, conditions, { desired: 0, metrics: [] }), events: [] };
  }
  if (current > maxReplicas)
    return rescale(facts, conditions, { to: maxReplicas, reason: 'Current number of replicas above Spec.MaxReplicas' });
  if (current < minReplicas)
    return rescale(facts, conditions, { to: minReplicas, reason: 'Current number of replicas below Spec.MinReplicas' });
  return followMetrics(facts, conditions);
}

/** True where the size alone decides, and no metric has to be asked for. */
export function isOutOfRange({ spec }: HorizontalPodAutoscaler, current: number): boolean {
  const { minReplicas = 1, maxReplicas = 1 } = spec ?? {};
  return (current === 0 && minReplicas !== 0) || current > maxReplicas || current < minReplicas;
}

function followMetrics(facts: AutoscalerFacts, conditions: Conditions): AutoscalerDecision {
  const { autoscaler, current, proposals, history, now } = facts;
  const valid = proposals.filter((proposal) => 'replicas' in proposal);
  const failed = proposals.filter((proposal) => 'error' in proposal);
  const highest = valid.toSorted((one, other) => other.replicas - one.replicas)[0];
  const metrics = valid.map(({ status }) => status);
  const [first] = failed;
  const events: EventFacts[] = failed.map(({ reason, error }) => ({ type: 'Warning', reason, message: error }));
  // With a metric missing, the others may ask for more, but not for less.
  if (first && (!highest || highest.replicas < current)) {
    const message = `invalid metrics (${failed.length} invalid out of ${proposals.length}), first error is: ${first.summary}`;
    conditions.set('ScalingActive', 'False', first.reason, `the HPA was unable to compute the replica count: ${first.error}`);
    events.push({ type: 'Warning', reason: 'FailedComputeMetricsReplicas', message });
    return { status: statusOf(facts, conditions, { desired: autoscaler.status?.desiredReplicas ?? 0, metrics }), events };
  }
  const { replicas: desired = current, name = '' } = highest ?? {};
  conditions.set('ScalingActive', 'True', 'ValidMetricFound', `the HPA was able to successfully calculate a replica count from ${name}`);
  const { minReplicas: least = 1, maxReplicas: most = 1, behavior } = autoscaler.spec ?? {};
  const { replicas, stabilized, limited } = limitChange({ desired, current, least, most, behavior, history, now });
  conditions.set('AbleToScale', 'True', stabilized.reason, stabilized.message);
  conditions.set('ScalingLimited', limited.status, limited.reason, limited.message);
  const reason = replicas > current ? `${name} above target` : 'All metrics below target';
  return { ...rescale(facts, conditions, { to: replicas, reason, metrics, events }), recommendation: desired };
}

interface Rescale {
  to: number;
  reason: string;
  metrics?: MetricStatus[];
  events?: EventFacts[];
}

function rescale(facts: AutoscalerFacts, conditions: Conditions, { to, reason, metrics = [], events = [] }: Rescale): AutoscalerDecision {
  const changes = to !== facts.current;
  if (changes) conditions.set('AbleToScale', 'True', 'SucceededRescale', `the HPA controller was able to update the target scale to ${to}`);
  const told: EventFacts[] = changes
    ? [{ type: 'Normal', reason: 'SuccessfulRescale', message: `New size: ${to}; reason: ${reason}` }]
    : [];
  const status = statusOf(facts, conditions, { desired: to, metrics });
  if (!changes) return { status, events };
  return { scaleTo: to, status: { ...status, lastScaleTime: timestamp(facts.now) }, events: [...events, ...told] };
}

export interface Conditions {
  set(type: string, status: 'True' | 'False', reason: string, message: string): void;
  readonly list: HorizontalPodAutoscalerCondition[];
}

/** The autoscaler's conditions, each with the time of its last change. */
export function createConditions({ autoscaler, now }: Pick<AutoscalerFacts, 'autoscaler' | 'now'>): Conditions {
  const list = [...(autoscaler.status?.conditions ?? [])];
  return {
    list,
    set(type, status, reason, message) {
      const place = list.findIndex((known) => known.type === type);
      const before = list[place];
      const since = before?.status === status ? before.lastTransitionTime : undefined;
      const condition = { type, status, lastTransitionTime: since ?? timestamp(now), reason, message };
      if (before) list[place] = condition;
      // The newest is listed first.
      else list.unshift(condition);
    },
  };
}

function statusOf(
  { autoscaler, current }: AutoscalerFacts,
  { list }: Conditions,
  { desired, metrics }: { desired: number; metrics: MetricStatus[] },
): HorizontalPodAutoscalerStatus {
  const { lastScaleTime } = autoscaler.status ?? {};
  return {
    ...(lastScaleTime && { lastScaleTime }),
    currentReplicas: current,
    desiredReplicas: desired,
    ...(metrics.length > 0 && { currentMetrics: metrics }),
    conditions: list,
  };
}
