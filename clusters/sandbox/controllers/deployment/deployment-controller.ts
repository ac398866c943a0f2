import { isDeepStrictEqual } from 'node:util';
import type { Deployment, ReplicaSet } from 'kubernetes-types/apps/v1.d.ts';
import { isReason } from '../../../api-error.ts';
import { deployments, replicaSets } from '../../../kinds.ts';
import { keyOf, keyText, type Stored } from '../../../objects.ts';
import { createControlLoop } from '../control-loop.ts';
import type { Controller, ControllerContext } from '../controller-context.ts';
import { keyFromText } from '../keys.ts';
import { controllerOf } from '../ownership.ts';
import { writeStatus } from '../write-status.ts';
import { type DeploymentDecision, decideDeployment } from './decide-deployment.ts';
import { deadlineIn } from './deployment-status.ts';
import { revisionAnnotation } from './revisions.ts';
import { sameTemplate } from './template-hash.ts';

/** Keeps replica sets as deployments want them. */
export function startDeploymentController(context: ControllerContext): Controller {
  const { caches, clock, log } = context;
  const loop = createControlLoop({ name: 'deployment', reconcile: (key) => reconcile(context, key), clock, log });
  const stops = [
    caches.deployments.onChange(({ object }) => loop.enqueue(keyText(keyOf(object)))),
    caches.replicaSets.onChange(({ object }) => {
      const owner = controllerOf(object);
      if (owner?.kind === 'Deployment') loop.enqueue(keyText({ namespace: object.metadata.namespace, name: owner.name }));
    }),
    // Recreate waits for the last old pod to be gone.
    caches.pods.onChange(({ type, object }) => {
      if (type !== 'deleted') return;
      const set = caches.replicaSets.get({ namespace: object.metadata.namespace, name: controllerOf(object)?.name ?? '' });
      const owner = set && controllerOf(set);
      if (owner) loop.enqueue(keyText({ namespace: object.metadata.namespace, name: owner.name }));
    }),
  ];
  return {
    async stop() {
      for (const stop of stops) stop();
      await loop.stop();
    },
  };
}

async function reconcile(context: ControllerContext, key: string): Promise<{ afterMilliseconds: number } | undefined> {
  const { caches, clock } = context;
  const deployment = caches.deployments.get(keyFromText(key));
  if (!deployment || deployment.metadata.deletionTimestamp) return undefined;
  const owned = caches.replicaSets.byIndex('controller', deployment.metadata.uid);
  const old = owned.filter((set) => !sameTemplate(set.spec?.template, deployment.spec?.template));
  const oldPods = old.flatMap((set) => caches.pods.byIndex('controller', set.metadata.uid)).length;
  const decision = decideDeployment({ deployment, replicaSets: owned, oldPods, now: clock.now() });
  await changeReplicaSets(context, deployment, owned, decision);
  await writeRevision(context, deployment, decision.revision);
  if (!isDeepStrictEqual(decision.status, deployment.status)) await writeStatus(context.cluster, deployments, deployment, decision.status);
  const deadline = deadlineIn(deployment, decision.status, clock.now());
  return deadline === undefined ? undefined : { afterMilliseconds: deadline + 1000 };
}

async function changeReplicaSets(
  context: ControllerContext,
  deployment: Stored<Deployment>,
  owned: readonly Stored<ReplicaSet>[],
  { create, change, remove }: DeploymentDecision,
): Promise<void> {
  if (create) await createReplicaSet(context, deployment, create);
  for (const set of owned) {
    const wanted = change.get(set.metadata.name);
    if (!wanted) continue;
    // The version guards against acting twice on a cache that is behind.
    const body = {
      metadata: { resourceVersion: set.metadata.resourceVersion, annotations: wanted.annotations },
      spec: { replicas: wanted.replicas },
    };
    await context.cluster.patch(replicaSets, keyOf(set), { type: 'merge', body });
    if (wanted.replicas !== set.spec?.replicas) tellScaled(context, deployment, set, wanted.replicas);
  }
  for (const set of remove) {
    await context.cluster.delete(replicaSets, keyOf(set), { propagation: 'Background', preconditions: { uid: set.metadata.uid } });
  }
}

async function createReplicaSet(context: ControllerContext, deployment: Stored<Deployment>, set: ReplicaSet): Promise<void> {
  const { cluster, events } = context;
  try {
    await cluster.create(replicaSets, set);
  } catch (error) {
    if (!isReason(error, 'AlreadyExists')) throw error;
    return resolveCollision(context, deployment, set);
  }
  const message = `Scaled up replica set ${set.metadata?.name} from 0 to ${set.spec?.replicas}`;
  events.record(deployment, { type: 'Normal', reason: 'ScalingReplicaSet', message });
}

// The name is taken: by our own set that the cache does not show yet, or by a stranger's, and then the hash must differ.
async function resolveCollision({ cluster }: ControllerContext, deployment: Stored<Deployment>, set: ReplicaSet): Promise<void> {
  const present = await cluster.get(replicaSets, keyOf(set));
  if (controllerOf(present)?.uid === deployment.metadata.uid && sameTemplate(present.spec?.template, set.spec?.template)) return;
  const body = { status: { collisionCount: (deployment.status?.collisionCount ?? 0) + 1 } };
  await cluster.patch(deployments, keyOf(deployment), { type: 'merge', body }, { subresource: 'status' });
}

function tellScaled({ events }: ControllerContext, deployment: Stored<Deployment>, set: Stored<ReplicaSet>, replicas: number): void {
  const before = set.spec?.replicas ?? 0;
  const direction = replicas > before ? 'up' : 'down';
  const message = `Scaled ${direction} replica set ${set.metadata.name} from ${before} to ${replicas}`;
  events.record(deployment, { type: 'Normal', reason: 'ScalingReplicaSet', message });
}

async function writeRevision({ cluster }: ControllerContext, deployment: Stored<Deployment>, revision: string | undefined): Promise<void> {
  if (!revision || deployment.metadata.annotations?.[revisionAnnotation] === revision) return;
  const body = { metadata: { annotations: { [revisionAnnotation]: revision } } };
  // With the status, so that it does not count as a change of what was asked for.
  await cluster.patch(deployments, keyOf(deployment), { type: 'merge', body }, { subresource: 'status' });
}
