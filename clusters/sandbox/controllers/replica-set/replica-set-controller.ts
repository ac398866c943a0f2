import { isDeepStrictEqual } from 'node:util';
import type { ReplicaSet, ReplicaSetCondition, ReplicaSetStatus } from 'kubernetes-types/apps/v1.d.ts';
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { ApiError, isReason } from '../../../api-error.ts';
import { pods, replicaSets } from '../../../kinds.ts';
import { keyOf, keyText, type Stored } from '../../../objects.ts';
import { type Again, createControlLoop } from '../control-loop.ts';
import type { Controller, ControllerContext } from '../controller-context.ts';
import { tellFailedCreate } from '../failed-create.ts';
import { keyFromText } from '../keys.ts';
import { matchesSelector } from '../label-selector.ts';
import { controlledBy, controllerOf } from '../ownership.ts';
import { timestamp } from '../time.ts';
import { writeStatus } from '../write-status.ts';
import { adoptable, decideReplicaSet, nextAvailableIn, podOf, replicaSetStatus, strayed } from './decide-replica-set.ts';
import { createExpectations, type Expectations } from './expectations.ts';

interface ReplicaSetContext extends ControllerContext {
  created: Expectations;
  removed: Expectations;
}

/** Pods that change together are counted together. */
const batchMilliseconds = 10;

/** Keeps as many pods as each replica set wants. */
export function startReplicaSetController(base: ControllerContext): Controller {
  const { caches, clock, log } = base;
  const context: ReplicaSetContext = { ...base, created: createExpectations(clock), removed: createExpectations(clock) };
  const loop = createControlLoop({ name: 'replicaset', reconcile: (key) => reconcile(context, key), clock, log, workers: 8 });
  const stops = [
    caches.replicaSets.onChange(({ type, object }) => {
      if (type === 'deleted') forget(context, object.metadata.uid);
      loop.enqueue(keyText(keyOf(object)));
    }),
    caches.pods.onChange(({ type, object, previous }) => {
      for (const pod of previous ? [previous, object] : [object]) {
        observe(context, type, pod);
        for (const name of setsOf(context, pod)) loop.enqueue(keyText({ namespace: pod.metadata.namespace, name }), batchMilliseconds);
      }
    }),
  ];
  return {
    async stop() {
      for (const stop of stops) stop();
      await loop.stop();
    },
  };
}

async function reconcile(context: ReplicaSetContext, key: string): Promise<Again | undefined> {
  const { caches, clock } = context;
  const set = caches.replicaSets.get(keyFromText(key));
  if (!set) return undefined;
  const owned = caches.pods.byIndex('controller', set.metadata.uid);
  let failure: ApiError | undefined;
  if (!set.metadata.deletionTimestamp && isUpToDate(context, set)) {
    await settleOwnership(context, set, owned);
    failure = await scale(context, set, owned);
  }
  await updateStatus(context, set, failure);
  if (failure) throw failure;
  const wait = nextAvailableIn(set, owned, clock.now());
  return wait === undefined ? undefined : { afterMilliseconds: wait };
}

async function settleOwnership(
  { cluster, caches }: ReplicaSetContext,
  set: Stored<ReplicaSet>,
  owned: readonly Stored<Pod>[],
): Promise<void> {
  const orphans = caches.pods.byIndex('controller', '').filter((pod) => pod.metadata.namespace === set.metadata.namespace);
  for (const pod of adoptable(set, orphans)) {
    const body = {
      metadata: { uid: pod.metadata.uid, ownerReferences: [...(pod.metadata.ownerReferences ?? []), controlledBy(replicaSets, set)] },
    };
    await cluster.patch(pods, keyOf(pod), { type: 'merge', body });
  }
  for (const pod of strayed(set, owned)) {
    const ownerReferences = (pod.metadata.ownerReferences ?? []).filter(({ uid }) => uid !== set.metadata.uid);
    await cluster.patch(pods, keyOf(pod), { type: 'merge', body: { metadata: { uid: pod.metadata.uid, ownerReferences } } });
  }
}

/** Makes or deletes pods; returns the server's refusal, if it refused one. */
async function scale(context: ReplicaSetContext, set: Stored<ReplicaSet>, owned: readonly Stored<Pod>[]): Promise<ApiError | undefined> {
  const { create, remove } = decideReplicaSet(set, owned);
  const writes = [
    ...Array.from({ length: create }, () => () => createPod(context, set)),
    ...remove.map((pod) => () => removePod(context, set, pod)),
  ];
  // One, then two, then four: a refusal that all would meet is met once, not a hundred times.
  for (let done = 0, batch = 1; done < writes.length; done += batch, batch *= 2) {
    const results = await Promise.allSettled(writes.slice(done, done + batch).map((write) => write()));
    const failed = results.find((result) => result.status === 'rejected');
    if (!failed) continue;
    if (failed.reason instanceof ApiError) return failed.reason;
    throw failed.reason;
  }
  return undefined;
}

async function createPod({ cluster, caches, events, created }: ReplicaSetContext, set: Stored<ReplicaSet>): Promise<void> {
  const pod = await cluster.create(pods, podOf(set)).catch((error: unknown) => {
    if (error instanceof ApiError) tellFailedCreate(events, set, error);
    throw error;
  });
  if (!caches.pods.get(keyOf(pod))) created.expect(set.metadata.uid, pod.metadata.uid);
  events.record(set, { type: 'Normal', reason: 'SuccessfulCreate', message: `Created pod: ${pod.metadata.name}` });
}

async function removePod({ cluster, events, removed }: ReplicaSetContext, set: Stored<ReplicaSet>, pod: Stored<Pod>): Promise<void> {
  removed.expect(set.metadata.uid, pod.metadata.uid);
  try {
    await cluster.delete(pods, keyOf(pod), { preconditions: { uid: pod.metadata.uid } });
  } catch (error) {
    removed.seen(set.metadata.uid, pod.metadata.uid);
    if (!isReason(error, 'NotFound', 'Conflict')) throw error;
  }
  events.record(set, { type: 'Normal', reason: 'SuccessfulDelete', message: `Deleted pod: ${pod.metadata.name}` });
}

async function updateStatus(
  { cluster, caches, clock }: ReplicaSetContext,
  set: Stored<ReplicaSet>,
  failure: ApiError | undefined,
): Promise<void> {
  const owned = caches.pods.byIndex('controller', set.metadata.uid);
  const condition = failure && failureCondition(set.status, failure, clock.now());
  const status = { ...replicaSetStatus(set, owned, clock.now()), ...(condition ? { conditions: [condition] } : {}) };
  if (!isDeepStrictEqual(status, set.status)) await writeStatus(cluster, replicaSets, set, status);
}

// The first refusal stays until a pod is made: each names another pod, and a status that changed each time would be tried at once again.
function failureCondition(before: ReplicaSetStatus | undefined, failure: ApiError, now: number): ReplicaSetCondition {
  const known = before?.conditions?.find(({ type }) => type === 'ReplicaFailure');
  const { message } = failure;
  return known ?? { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message, lastTransitionTime: timestamp(now) };
}

function observe({ created, removed }: ReplicaSetContext, type: string, pod: Stored<Pod>): void {
  const owner = controllerOf(pod)?.uid;
  if (!owner) return;
  created.seen(owner, pod.metadata.uid);
  if (type === 'deleted' || pod.metadata.deletionTimestamp) removed.seen(owner, pod.metadata.uid);
}

function isUpToDate({ created, removed }: ReplicaSetContext, { metadata: { uid } }: Stored<ReplicaSet>): boolean {
  return created.satisfied(uid) && removed.satisfied(uid);
}

function forget({ created, removed }: ReplicaSetContext, uid: string): void {
  created.forget(uid);
  removed.forget(uid);
}

/** Names of the sets that a pod concerns: its controller, or those that might adopt it. */
function setsOf({ caches }: ReplicaSetContext, pod: Stored<Pod>): string[] {
  const owner = controllerOf(pod);
  if (owner) return owner.kind === 'ReplicaSet' ? [owner.name] : [];
  const sets = caches.replicaSets.list(pod.metadata.namespace);
  return sets.filter((set) => matchesSelector(set.spec?.selector, pod.metadata.labels)).map((set) => set.metadata.name);
}
