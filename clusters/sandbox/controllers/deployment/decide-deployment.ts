import type { Deployment, DeploymentStatus, ReplicaSet } from 'kubernetes-types/apps/v1.d.ts';
import { deployments } from '../../../kinds.ts';
import type { Stored } from '../../../objects.ts';
import { controlledBy } from '../ownership.ts';
import { deploymentStatus, isComplete } from './deployment-status.ts';
import { boundsOf, type DeploymentFacts, firstSize, nextSizes, sizeAnnotations } from './replica-set-sizes.ts';
import { currentRevision, nextRevision, revisionAnnotation, surplusHistory } from './revisions.ts';
import type { RolloutBounds } from './rolling-update.ts';
import { sameTemplate, templateHash, templateHashLabel } from './template-hash.ts';

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

function byAge(one: Stored<ReplicaSet>, other: Stored<ReplicaSet>): number {
  return (
    one.metadata.creationTimestamp.localeCompare(other.metadata.creationTimestamp) || one.metadata.name.localeCompare(other.metadata.name)
  );
}
