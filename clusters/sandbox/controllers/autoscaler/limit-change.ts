/** How much of what the metrics ask for is done now: stabilization, scaling policies, smallest and largest size. */
import type { HorizontalPodAutoscalerBehavior, HPAScalingRules } from 'kubernetes-types/autoscaling/v2.d.ts';

/** What an autoscaler recommended and did before; in memory only, as in Kubernetes. */
export interface ScaleHistory {
  recommendations: { at: number; replicas: number }[];
  /** Positive upwards. */
  changes: { at: number; by: number }[];
}

export interface ChangeQuestion {
  desired: number;
  current: number;
  least: number;
  most: number;
  behavior: HorizontalPodAutoscalerBehavior | undefined;
  history: ScaleHistory;
  now: number;
}

export interface LimitedChange {
  replicas: number;
  stabilized: { reason: string; message: string };
  limited: { status: 'True' | 'False'; reason: string; message: string };
}

type Rules = Required<Pick<HPAScalingRules, 'stabilizationWindowSeconds' | 'selectPolicy' | 'policies'>>;

const usualUp: Rules = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Percent', value: 100, periodSeconds: 15 },
    { type: 'Pods', value: 4, periodSeconds: 15 },
  ],
};
const usualDown: Rules = {
  stabilizationWindowSeconds: 300,
  selectPolicy: 'Max',
  policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
};

export function limitChange(question: ChangeQuestion): LimitedChange {
  const up: Rules = { ...usualUp, ...question.behavior?.scaleUp };
  const down: Rules = { ...usualDown, ...question.behavior?.scaleDown };
  const stable = stabilize(question, up, down);
  const limited = limit({ ...question, desired: stable }, up, down);
  return { replicas: limited.replicas, stabilized: stabilization(question, stable), limited };
}

/** Upwards the lowest recommendation of the window counts, downwards the highest. */
function stabilize({ desired, current, history, now }: ChangeQuestion, up: Rules, down: Rules): number {
  const within = (seconds: number) => history.recommendations.filter(({ at }) => at > now - seconds * 1000).map(({ replicas }) => replicas);
  const lowest = Math.min(desired, ...within(up.stabilizationWindowSeconds));
  const highest = Math.max(desired, ...within(down.stabilizationWindowSeconds));
  let stable = current;
  if (stable < lowest) stable = lowest;
  if (stable > highest) stable = highest;
  return stable;
}

function stabilization({ desired }: ChangeQuestion, stable: number): LimitedChange['stabilized'] {
  if (stable > desired) {
    const message = 'recent recommendations were higher than current one, applying the highest recent recommendation';
    return { reason: 'ScaleDownStabilized', message };
  }
  if (stable < desired) {
    const message = 'recent recommendations were lower than current one, applying the lowest recent recommendation';
    return { reason: 'ScaleUpStabilized', message };
  }
  return { reason: 'ReadyForNewScale', message: 'recommended size matches current size' };
}

function limit(question: ChangeQuestion, up: Rules, down: Rules): LimitedChange['limited'] & { replicas: number } {
  const { desired, current, least, most } = question;
  if (desired > current) {
    const allowed = Math.max(current, upLimit(question, up));
    if (desired > Math.min(most, allowed)) {
      return allowed < most
        ? isLimited(allowed, 'ScaleUpLimit', 'the desired replica count is increasing faster than the maximum scale rate')
        : isLimited(most, 'TooManyReplicas', 'the desired replica count is more than the maximum replica count');
    }
  } else if (desired < current) {
    const allowed = Math.min(current, downLimit(question, down));
    if (desired < Math.max(least, allowed)) {
      return allowed > least
        ? isLimited(allowed, 'ScaleDownLimit', 'the desired replica count is decreasing faster than the maximum scale rate')
        : isLimited(least, 'TooFewReplicas', 'the desired replica count is less than the minimum replica count');
    }
  }
  return { replicas: desired, status: 'False', reason: 'DesiredWithinRange', message: 'the desired count is within the acceptable range' };
}

function isLimited(replicas: number, reason: string, message: string): LimitedChange['limited'] & { replicas: number } {
  return { replicas, status: 'True', reason, message };
}

function upLimit(question: ChangeQuestion, { policies, selectPolicy }: Rules): number {
  if (selectPolicy === 'Disabled') return question.current;
  const limits = policies.map(({ type, value, periodSeconds }) => {
    const before = sizeBefore(question, periodSeconds);
    return type === 'Pods' ? before + value : Math.ceil(before * (1 + value / 100));
  });
  return selectPolicy === 'Min' ? Math.min(...limits) : Math.max(...limits);
}

function downLimit(question: ChangeQuestion, { policies, selectPolicy }: Rules): number {
  if (selectPolicy === 'Disabled') return question.current;
  const limits = policies.map(({ type, value, periodSeconds }) => {
    const before = sizeBefore(question, periodSeconds);
    return type === 'Pods' ? before - value : Math.trunc(before * (1 - value / 100));
  });
  return selectPolicy === 'Min' ? Math.max(...limits) : Math.min(...limits);
}

/** The size at the beginning of a policy's period: what has changed since then is taken back. */
function sizeBefore({ current, history, now }: ChangeQuestion, periodSeconds: number): number {
  const recent = history.changes.filter(({ at }) => at > now - periodSeconds * 1000);
  return recent.reduce((size, { by }) => size - by, current);
}
