/** A deployment's status, so that `kubectl rollout status` and `kubectl wait` read it as the real one's. */
import type { Deployment, DeploymentCondition, DeploymentStatus, ReplicaSet } from 'kubernetes-types/apps/v1.d.ts';
import type { Stored } from '../../../objects.ts';
import { timestamp } from '../time.ts';

export interface DeploymentStatusFacts {
  deployment: Stored<Deployment>;
  /** All that it owns, with their present `spec.replicas`. */
  replicaSets: readonly ReplicaSet[];
  current: ReplicaSet | undefined;
  /** The current replica set is being made by this same decision. */
  createdName?: string | undefined;
  maxUnavailable: number;
  now: number;
}

/** Counts and conditions. Times of conditions that did not change are kept. */
export function deploymentStatus(facts: DeploymentStatusFacts): DeploymentStatus {
  const { deployment, replicaSets, current } = facts;
  const before = deployment.status;
  const replicas = sum(replicaSets, (set) => set.status?.replicas);
  const available = sum(replicaSets, (set) => set.status?.availableReplicas);
  const counts = {
    replicas,
    updatedReplicas: current?.status?.replicas ?? 0,
    readyReplicas: sum(replicaSets, (set) => set.status?.readyReplicas),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, sum(replicaSets, (set) => set.spec?.replicas) - available),
  };
  const conditions = [availableCondition(facts, available), progressingCondition(facts, counts), failureCondition(facts)];
  return {
    observedGeneration: deployment.metadata.generation ?? 0,
    ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
    ...{ terminatingReplicas: sum(replicaSets, (set) => terminatingReplicas(set)) },
    ...(before?.collisionCount === undefined ? {} : { collisionCount: before.collisionCount }),
    conditions: conditions.filter((condition) => condition !== undefined).map((condition) => withTimes(condition, facts)),
  };
}

/** Newer than the types of the objects that are used here. */
function terminatingReplicas({ status }: ReplicaSet): number | undefined {
  return (status as { terminatingReplicas?: number } | undefined)?.terminatingReplicas;
}

/** Everything wanted is updated and available, and nothing old is left. */
export function isComplete(deployment: Deployment, status: DeploymentStatus): boolean {
  const wanted = deployment.spec?.replicas ?? 1;
  return (status.updatedReplicas ?? 0) === wanted && (status.replicas ?? 0) === wanted && (status.availableReplicas ?? 0) === wanted;
}

/** Milliseconds until the progress deadline, or undefined where none runs. */
export function deadlineIn(deployment: Deployment, status: DeploymentStatus, now: number): number | undefined {
  const progressing = status.conditions?.find(({ type }) => type === 'Progressing');
  const seconds = deployment.spec?.progressDeadlineSeconds ?? 600;
  if (!progressing || deployment.spec?.paused || progressing.status === 'False' || isComplete(deployment, status)) return undefined;
  return Math.max(0, Date.parse(String(progressing.lastUpdateTime)) + seconds * 1000 - now);
}

type Condition = Pick<DeploymentCondition, 'type' | 'status' | 'reason' | 'message'> & { touched?: boolean };

function availableCondition({ deployment, maxUnavailable }: DeploymentStatusFacts, available: number): Condition {
  const enough = available >= (deployment.spec?.replicas ?? 1) - maxUnavailable;
  return enough
    ? { type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable', message: 'Deployment has minimum availability.' }
    : {
        type: 'Available',
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
        message: 'Deployment does not have minimum availability.',
      };
}

function progressingCondition(facts: DeploymentStatusFacts, counts: DeploymentStatus): Condition {
  const { deployment, current, createdName, now } = facts;
  const before = deployment.status?.conditions?.find(({ type }) => type === 'Progressing');
  if (deployment.spec?.paused)
    return { type: 'Progressing', status: 'Unknown', reason: 'DeploymentPaused', message: 'Deployment is paused' };
  if (createdName) return progressing('NewReplicaSetCreated', `Created new replica set "${createdName}"`, true);
  const name = current?.metadata?.name ?? '';
  if (isComplete(deployment, counts)) return progressing('NewReplicaSetAvailable', `ReplicaSet "${name}" has successfully progressed.`);
  if (movedOn(deployment.status, counts)) return progressing('ReplicaSetUpdated', `ReplicaSet "${name}" is progressing.`, true);
  if (before?.status === 'False') return { type: 'Progressing', status: 'False', ...reasonOf(before) };
  if (before && before.status === 'True' && before.reason !== 'NewReplicaSetAvailable') {
    if (deadlineIn(deployment, { ...counts, conditions: [before] }, now) === 0) return timedOut(name);
    return progressing(before.reason ?? 'ReplicaSetUpdated', before.message ?? '');
  }
  // A finished rollout that lost a pod is not a new rollout: its deadline does not start again.
  if (before?.reason === 'NewReplicaSetAvailable' && before.message?.includes(`"${name}"`))
    return progressing('NewReplicaSetAvailable', before.message);
  return progressing('FoundNewReplicaSet', `Found new replica set "${name}"`, true);
}

function failureCondition({ replicaSets, current }: DeploymentStatusFacts): Condition | undefined {
  const failing = (current ? [current] : replicaSets)
    .flatMap((set) => set.status?.conditions ?? [])
    .find(({ type }) => type === 'ReplicaFailure');
  return failing && { type: 'ReplicaFailure', status: failing.status, ...reasonOf(failing) };
}

function progressing(reason: string, message: string, touched = false): Condition {
  return { type: 'Progressing', status: 'True', reason, message, touched };
}

function timedOut(name: string): Condition {
  return {
    type: 'Progressing',
    status: 'False',
    reason: 'ProgressDeadlineExceeded',
    message: `ReplicaSet "${name}" has timed out progressing.`,
  };
}

function movedOn(before: DeploymentStatus | undefined, after: DeploymentStatus): boolean {
  const old = (status: DeploymentStatus | undefined) => (status?.replicas ?? 0) - (status?.updatedReplicas ?? 0);
  return (
    (after.updatedReplicas ?? 0) > (before?.updatedReplicas ?? 0) ||
    old(after) < old(before) ||
    (after.readyReplicas ?? 0) > (before?.readyReplicas ?? 0) ||
    (after.availableReplicas ?? 0) > (before?.availableReplicas ?? 0)
  );
}

function reasonOf({ reason = '', message = '' }: DeploymentCondition): { reason: string; message: string } {
  return { reason, message };
}

function withTimes({ touched, ...condition }: Condition, { deployment, now }: DeploymentStatusFacts): DeploymentCondition {
  const before = deployment.status?.conditions?.find(({ type }) => type === condition.type);
  const present = timestamp(now);
  const same = before?.status === condition.status && before.reason === condition.reason && before.message === condition.message;
  return {
    ...condition,
    lastUpdateTime: same && !touched ? (before.lastUpdateTime ?? present) : present,
    lastTransitionTime: before?.status === condition.status ? (before.lastTransitionTime ?? present) : present,
  };
}

function sum(sets: readonly ReplicaSet[], count: (set: ReplicaSet) => number | undefined): number {
  return sets.reduce((total, set) => total + (count(set) ?? 0), 0);
}
