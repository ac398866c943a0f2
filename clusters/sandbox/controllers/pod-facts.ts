/** What controllers read from a pod's status. */
import type { Pod, PodCondition } from 'kubernetes-types/core/v1.d.ts';

/** Neither finished nor on its way out: it counts towards `replicas`. */
export function isActive(pod: Pod): boolean {
  return !isFinished(pod) && !pod.metadata?.deletionTimestamp;
}

/** Will not run again. */
export function isFinished(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

export function isReady(pod: Pod): boolean {
  return podCondition(pod, 'Ready')?.status === 'True';
}

/** Milliseconds until the pod has been ready for `minReadySeconds`: 0 when it has, Infinity while it is not ready. */
export function availableIn(pod: Pod, minReadySeconds: number, now: number): number {
  const ready = podCondition(pod, 'Ready');
  if (ready?.status !== 'True') return Number.POSITIVE_INFINITY;
  if (minReadySeconds === 0) return 0;
  return Math.max(0, Date.parse(String(ready.lastTransitionTime)) + minReadySeconds * 1000 - now);
}

export function podCondition(pod: Pod, type: string): PodCondition | undefined {
  return pod.status?.conditions?.find((condition) => condition.type === type);
}
