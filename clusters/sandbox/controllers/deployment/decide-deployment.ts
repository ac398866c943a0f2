import type { Deployment, DeploymentStatus, ReplicaSet } from 'kubernetes-types/apps/v1.d.ts';
import { deployments } from '../../../kinds.ts';
import type { Stored } from '../../../objects.ts';
import { controlledBy } from '../ownership.ts';
import { deploymentStatus, isComplete } from './deployment-status.ts';
import { type RevisionCount, type RolloutBounds, rollingUpdate, rolloutBounds, scaleProportionally } from './rolling-update.ts';
import { sameTemplate, templateHash, templateHashLabel } from './template-hash.ts';

export const revisionAnnotation = 'deployment.kubernetes.io/revision';
const desiredAnnotation = 'deployment.kubernetes.io/desired-replicas';
const maximumAnnotation = 'deployment.kubernetes.io/max-replicas';

export interface DeploymentFacts {
  deployment: Stored<Deployment>;
  /** Those that it controls. */
  replicaSets: readonly Stored<ReplicaSet>[];
  /** Pods of old replica sets that still run; `Recreate` waits for them. */
  oldPods: number;
  now: number;
}

export interface DeploymentDecision {
  create?: ReplicaSet;
  /** New `spec.replicas`, and annotations to set, by replica set name. */
  change: Map<string, ReplicaSetChange>;
  remove: Stored<ReplicaSet>[];
  /** What the deployment's revision annotation is to say. */
  revision?: string;
  status: DeploymentStatus;
}

export interface ReplicaSetChange {
  replicas: number;
  annotations: Record<string, string>;
}

/** One step of a deployment. Called again after every change of what it owns. */
export function decideDeployment(facts: DeploymentFacts): DeploymentDecision {
  const { deployment, now } = facts;
  const sets = facts.replicaSets.toSorted(byAge);
  const current = sets.find((set) => sameTemplate(set.spec?.template, deployment.spec?.template));
  const old = sets.filter((set) => set !== current);
  const bounds = boundsOf(deployment);
  const create =
    current || deployment.spec?.paused ? undefined : newReplicaSet(deployment, firstSize(facts, bounds, old), nextRevision(old));
  const revision = current ? currentRevision(current, old) : create?.metadata?.annotations?.[revisionAnnotation];
  const sizes = create ? new Map<string, number>() : nextSizes(facts, bounds, { current, old });
  const status = deploymentStatus({
    deployment,
    replicaSets: sets,
    current,
    createdName: create?.metadata?.name,
    maxUnavailable: bounds.maxUnavailable,
    now,
  });
  return {
    ...(create ? { create } : {}),
    change: changesOf(sets, sizes, { current, revision, bounds }),
    remove: isComplete(deployment, status) ? surplusHistory(deployment, old) : [],
    ...(revision ? { revision } : {}),
    status,
  };
}

interface Revisions {
  current: Stored<ReplicaSet> | undefined;
  old: readonly Stored<ReplicaSet>[];
}

function nextSizes(facts: DeploymentFacts, bounds: RolloutBounds, { current, old }: Revisions): Map<string, number> {
  const { deployment, replicaSets } = facts;
  const rescaled = replicaSets.some(
    (set) => (set.spec?.replicas ?? 0) > 0 && wasSizedFor(set) !== undefined && wasSizedFor(set) !== bounds.replicas,
  );
  if (deployment.spec?.paused || rescaled) return scaled(bounds, [...old, ...(current ? [current] : [])]);
  if (!current) return new Map();
  if (deployment.spec?.strategy?.type === 'Recreate') return recreate(facts, current, old);
  return rollingUpdate(bounds, countOf(current), old.map(countOf));
}

// While a rollout is under way, more or fewer replicas are spread over its revisions; otherwise they go to the one that there is.
function scaled(bounds: RolloutBounds, sets: readonly Stored<ReplicaSet>[]): Map<string, number> {
  const active = sets.filter((set) => (set.spec?.replicas ?? 0) > 0);
  const only = active.length <= 1 ? (active[0] ?? sets.at(-1)) : undefined;
  if (only) return new Map([[only.metadata.name, bounds.replicas]]);
  return scaleProportionally(bounds.replicas > 0 ? bounds.replicas + bounds.maxSurge : 0, active.map(countOf));
}

function recreate(
  { deployment, oldPods }: DeploymentFacts,
  current: Stored<ReplicaSet>,
  old: readonly Stored<ReplicaSet>[],
): Map<string, number> {
  const running = old.filter((set) => (set.spec?.replicas ?? 0) > 0);
  if (running.length > 0) return new Map(running.map((set) => [set.metadata.name, 0]));
  return oldPods > 0 ? new Map() : new Map([[current.metadata.name, deployment.spec?.replicas ?? 1]]);
}

function firstSize({ deployment, oldPods }: DeploymentFacts, bounds: RolloutBounds, old: readonly Stored<ReplicaSet>[]): number {
  const running = old.reduce((sum, set) => sum + (set.spec?.replicas ?? 0), 0);
  if (deployment.spec?.strategy?.type === 'Recreate') return running + oldPods > 0 ? 0 : bounds.replicas;
  return Math.max(0, Math.min(bounds.replicas, bounds.replicas + bounds.maxSurge - running));
}

function newReplicaSet(deployment: Stored<Deployment>, replicas: number, revision: string): ReplicaSet {
  const { spec, metadata } = deployment;
  const hash = templateHash(spec?.template ?? {}, deployment.status?.collisionCount);
  const labels = { ...spec?.template?.metadata?.labels, [templateHashLabel]: hash };
  const { 'kubectl.kubernetes.io/last-applied-configuration': _, ...annotations } = metadata.annotations ?? {};
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${metadata.name}-${hash}`,
      ...(metadata.namespace ? { namespace: metadata.namespace } : {}),
      labels,
      annotations: { ...annotations, ...sizeAnnotations(boundsOf(deployment)), [revisionAnnotation]: revision },
      ownerReferences: [controlledBy(deployments, deployment)],
    },
    spec: {
      replicas,
      ...(spec?.minReadySeconds ? { minReadySeconds: spec.minReadySeconds } : {}),
      selector: { ...spec?.selector, matchLabels: { ...spec?.selector?.matchLabels, [templateHashLabel]: hash } },
      template: { ...spec?.template, metadata: { ...spec?.template?.metadata, labels } },
    },
  };
}

interface ChangeFacts {
  current: Stored<ReplicaSet> | undefined;
  revision: string | undefined;
  bounds: RolloutBounds;
}

function changesOf(
  sets: readonly Stored<ReplicaSet>[],
  sizes: ReadonlyMap<string, number>,
  facts: ChangeFacts,
): Map<string, ReplicaSetChange> {
  const changes = new Map<string, ReplicaSetChange>();
  for (const set of sets) {
    const replicas = sizes.get(set.metadata.name) ?? set.spec?.replicas ?? 0;
    const annotations: Record<string, string> = replicas > 0 ? sizeAnnotations(facts.bounds) : {};
    if (set === facts.current && facts.revision) annotations[revisionAnnotation] = facts.revision;
    const same = Object.entries(annotations).every(([name, value]) => set.metadata.annotations?.[name] === value);
    if (replicas !== set.spec?.replicas || !same) changes.set(set.metadata.name, { replicas, annotations });
  }
  return changes;
}

function surplusHistory({ spec }: Deployment, old: readonly Stored<ReplicaSet>[]): Stored<ReplicaSet>[] {
  const idle = old.filter((set) => (set.spec?.replicas ?? 0) === 0 && (set.status?.replicas ?? 0) === 0 && !set.metadata.deletionTimestamp);
  const byRevision = idle.toSorted((one, other) => revisionOf(one) - revisionOf(other));
  return byRevision.slice(0, Math.max(0, idle.length - (spec?.revisionHistoryLimit ?? 10)));
}

function currentRevision(current: Stored<ReplicaSet>, old: readonly Stored<ReplicaSet>[]): string {
  return String(Math.max(revisionOf(current), Number(nextRevision(old))));
}

function nextRevision(old: readonly Stored<ReplicaSet>[]): string {
  return String(Math.max(0, ...old.map(revisionOf)) + 1);
}

function revisionOf(set: ReplicaSet): number {
  return Number(set.metadata?.annotations?.[revisionAnnotation] ?? 0);
}

function wasSizedFor(set: ReplicaSet): number | undefined {
  const text = set.metadata?.annotations?.[desiredAnnotation];
  return text === undefined ? undefined : Number(text);
}

function sizeAnnotations({ replicas, maxSurge }: RolloutBounds): Record<string, string> {
  return { [desiredAnnotation]: String(replicas), [maximumAnnotation]: String(replicas + maxSurge) };
}

function boundsOf({ spec }: Deployment): RolloutBounds {
  const replicas = spec?.replicas ?? 1;
  if (spec?.strategy?.type === 'Recreate') return { replicas, maxSurge: 0, maxUnavailable: replicas };
  return rolloutBounds(replicas, spec?.strategy?.rollingUpdate?.maxSurge, spec?.strategy?.rollingUpdate?.maxUnavailable);
}

function countOf(set: Stored<ReplicaSet>): RevisionCount {
  return { name: set.metadata.name, wanted: set.spec?.replicas ?? 0, available: set.status?.availableReplicas ?? 0 };
}

function byAge(one: Stored<ReplicaSet>, other: Stored<ReplicaSet>): number {
  return (
    one.metadata.creationTimestamp.localeCompare(other.metadata.creationTimestamp) || one.metadata.name.localeCompare(other.metadata.name)
  );
}
