import type { ReplicaSet, ReplicaSetStatus } from 'kubernetes-types/apps/v1.d.ts';
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { replicaSets } from '../../../kinds.ts';
import type { Stored } from '../../../objects.ts';
import { matchesSelector } from '../label-selector.ts';
import { controlledBy } from '../ownership.ts';
import { availableIn, isActive, isReady } from '../pod-facts.ts';

export interface ReplicaSetDecision {
  /** How many pods to make. */
  create: number;
  remove: Stored<Pod>[];
}

/** How many pods to make or which to delete. The pods are those that the set controls. */
export function decideReplicaSet(set: ReplicaSet, pods: readonly Stored<Pod>[]): ReplicaSetDecision {
  const active = pods.filter(isActive);
  const missing = (set.spec?.replicas ?? 1) - active.length;
  return missing >= 0 ? { create: missing, remove: [] } : { create: 0, remove: active.toSorted(dispensableFirst).slice(0, -missing) };
}

/** Pods that match the selector and have no controller: they become the set's own. */
export function adoptable(set: ReplicaSet, pods: readonly Stored<Pod>[]): Stored<Pod>[] {
  return pods.filter((pod) => isActive(pod) && isOrphan(pod) && matchesSelector(set.spec?.selector, pod.metadata.labels));
}

/** Pods that the set controls and that no longer match: they are let go, not deleted. */
export function strayed(set: ReplicaSet, pods: readonly Stored<Pod>[]): Stored<Pod>[] {
  return pods.filter((pod) => isActive(pod) && !matchesSelector(set.spec?.selector, pod.metadata.labels));
}

/** A pod from the set's template. */
export function podOf(set: Stored<ReplicaSet>): Pod {
  const { metadata, spec } = set.spec?.template ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...metadata,
      generateName: `${set.metadata.name}-`,
      ...(set.metadata.namespace ? { namespace: set.metadata.namespace } : {}),
      ownerReferences: [controlledBy(replicaSets, set)],
    },
    ...(spec ? { spec } : {}),
  };
}

/** The set's counts. */
export function replicaSetStatus(set: Stored<ReplicaSet>, pods: readonly Pod[], now: number): ReplicaSetStatus {
  const active = pods.filter(isActive);
  const labels = Object.entries(set.spec?.template?.metadata?.labels ?? {});
  const counts = {
    readyReplicas: active.filter(isReady).length,
    availableReplicas: active.filter((pod) => availableIn(pod, set.spec?.minReadySeconds ?? 0, now) === 0).length,
    fullyLabeledReplicas: active.filter((pod) => labels.every(([key, value]) => pod.metadata?.labels?.[key] === value)).length,
  };
  return {
    replicas: active.length,
    ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
    // Newer than the types of the objects that are used here.
    ...{ terminatingReplicas: pods.filter(isTerminating).length },
    observedGeneration: set.metadata.generation ?? 0,
  };
}

/** Asked to end, and not yet ended. */
function isTerminating({ metadata, status }: Pod): boolean {
  return metadata?.deletionTimestamp !== undefined && status?.phase !== 'Succeeded' && status?.phase !== 'Failed';
}

/** Milliseconds until the next ready pod counts as available; undefined when none is on its way. */
export function nextAvailableIn(set: ReplicaSet, pods: readonly Pod[], now: number): number | undefined {
  const waits = pods
    .map((pod) => availableIn(pod, set.spec?.minReadySeconds ?? 0, now))
    .filter((wait) => wait > 0 && Number.isFinite(wait));
  return waits.length === 0 ? undefined : Math.min(...waits);
}

function isOrphan(pod: Pod): boolean {
  return !pod.metadata?.ownerReferences?.some(({ controller }) => controller);
}

/** @see https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#scaling-a-replicaset */
function dispensableFirst(one: Stored<Pod>, other: Stored<Pod>): number {
  return (
    Number(Boolean(one.spec?.nodeName)) - Number(Boolean(other.spec?.nodeName)) ||
    phaseRank(one) - phaseRank(other) ||
    Number(isReady(one)) - Number(isReady(other)) ||
    restarts(other) - restarts(one) ||
    other.metadata.creationTimestamp.localeCompare(one.metadata.creationTimestamp) ||
    other.metadata.name.localeCompare(one.metadata.name)
  );
}

function phaseRank(pod: Pod): number {
  return ['Pending', 'Unknown', 'Running'].indexOf(pod.status?.phase ?? 'Pending');
}

function restarts(pod: Pod): number {
  return Math.max(0, ...(pod.status?.containerStatuses ?? []).map(({ restartCount }) => restartCount));
}
