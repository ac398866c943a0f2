/** Deletes what has lost its owners, and sees foreground and orphaning deletions through. */
import type { OwnerReference } from 'kubernetes-types/meta/v1.d.ts';
import { isReason } from '../../../api-error.ts';
import { keyOf, type ResourceKind } from '../../../objects.ts';
import { type Again, createControlLoop } from '../control-loop.ts';
import type { Controller, ControllerContext } from '../controller-context.ts';
import {
  blockingDependents,
  foregroundFinalizer,
  isDeletedForeground,
  judgeDependent,
  type OwnerState,
  orphanFinalizer,
} from './judge-dependent.ts';
import { type GraphNode, ObjectGraph } from './object-graph.ts';
import { watchAllKinds } from './watch-all-kinds.ts';

type Propagation = 'Background' | 'Foreground' | 'Orphan';

interface GarbageContext extends ControllerContext {
  graph: ObjectGraph;
  kinds(): readonly ResourceKind[];
}

/** Begins once every kind's objects are known: before that an owner could only seem to be gone. */
export function startGarbageCollector(base: ControllerContext): Controller {
  const graph = new ObjectGraph();
  const loop = createControlLoop({
    name: 'garbage',
    reconcile: (uid) => reconcile(context, uid),
    clock: base.clock,
    log: base.log,
    workers: 8,
  });
  const watching = watchAllKinds(base, (kind, { type, object }) => {
    if (type === 'deleted') graph.remove(object.metadata.uid);
    else graph.set(kind, object);
    if (object.metadata.ownerReferences?.length || object.metadata.finalizers?.length) loop.enqueue(object.metadata.uid);
    // A foreground deletion waits for its dependents, a deleted owner leaves its own behind.
    for (const { uid } of object.metadata.ownerReferences ?? []) if (graph.get(uid)?.object.metadata.deletionTimestamp) loop.enqueue(uid);
    if (type === 'deleted' || object.metadata.deletionTimestamp) {
      for (const dependent of graph.dependentsOf(object.metadata.uid)) loop.enqueue(dependent.object.metadata.uid);
    }
  });
  const context: GarbageContext = { ...base, graph, kinds: watching.kinds };
  return {
    async stop() {
      watching.stop();
      await loop.stop();
    },
  };
}

async function reconcile(context: GarbageContext, uid: string): Promise<Again | undefined> {
  const node = context.graph.get(uid);
  if (!node) return undefined;
  const { deletionTimestamp, finalizers = [] } = node.object.metadata;
  if (deletionTimestamp && finalizers.includes(foregroundFinalizer)) return finishForeground(context, node);
  if (deletionTimestamp && finalizers.includes(orphanFinalizer)) return finishOrphaning(context, node);
  await settleDependent(context, node);
  return undefined;
}

async function finishForeground(context: GarbageContext, node: GraphNode): Promise<undefined> {
  const dependents = context.graph.dependentsOf(node.object.metadata.uid);
  const blocking = blockingDependents(
    node.object,
    dependents.map(({ object }) => object),
  );
  for (const dependent of dependents) await settleDependent(context, dependent);
  if (blocking.length === 0) await dropFinalizer(context, node, foregroundFinalizer);
}

async function finishOrphaning(context: GarbageContext, node: GraphNode): Promise<undefined> {
  for (const dependent of context.graph.dependentsOf(node.object.metadata.uid)) {
    const left = (dependent.object.metadata.ownerReferences ?? []).filter(({ uid }) => uid !== node.object.metadata.uid);
    await release(context, dependent, left);
  }
  await dropFinalizer(context, node, orphanFinalizer);
}

async function settleDependent(context: GarbageContext, node: GraphNode): Promise<void> {
  const { metadata } = node.object;
  const states = new Map<OwnerReference, OwnerState>();
  for (const owner of metadata.ownerReferences ?? []) states.set(owner, await ownerState(context, owner, node));
  const dependents = context.graph.dependentsOf(metadata.uid).map(({ object }) => object);
  const verdict = judgeDependent(node.object, (owner) => states.get(owner) ?? 'present', dependents);
  if (verdict.action === 'release') await release(context, node, verdict.ownerReferences);
  if (verdict.action === 'delete') await remove(context, node, verdict.propagation);
  if (verdict.action === 'unblock') {
    const unblocked = (metadata.ownerReferences ?? []).map((owner) => ({ ...owner, blockOwnerDeletion: false }));
    await release(context, node, unblocked);
    await remove(context, node, 'Foreground');
  }
}

async function ownerState(context: GarbageContext, owner: OwnerReference, dependent: GraphNode): Promise<OwnerState> {
  const known = context.graph.get(owner.uid);
  if (known && !isReachable(known, dependent)) return misplaced(context, owner, dependent);
  if (known && isDeletedForeground(known.object)) return 'deletingForeground';
  if (known) return 'present';
  return (await existsForReal(context, owner, dependent)) ? 'present' : 'gone';
}

/** Owners are looked for in the dependent's own namespace, or are cluster-scoped. */
function isReachable(owner: GraphNode, dependent: GraphNode): boolean {
  return !owner.kind.namespaced || owner.object.metadata.namespace === dependent.object.metadata.namespace;
}

// As everywhere: in the dependent's namespace there is no such owner; without a namespace nobody can say.
function misplaced({ events }: GarbageContext, owner: OwnerReference, { kind, object }: GraphNode): OwnerState {
  const reference = `${owner.apiVersion}/${owner.kind}, namespace: ${object.metadata.namespace ?? ''}, name: ${owner.name}, uid: ${owner.uid}`;
  const message = `ownerRef [${reference}] does not exist in namespace "${object.metadata.namespace ?? ''}"`;
  events.record(object, { type: 'Warning', reason: 'OwnerRefInvalidNamespace', message });
  return kind.namespaced ? 'gone' : 'present';
}

// The copy may be behind: a deletion for want of an owner is worth one question to the server.
async function existsForReal({ cluster, kinds }: GarbageContext, owner: OwnerReference, dependent: GraphNode): Promise<boolean> {
  const group = owner.apiVersion.includes('/') ? (owner.apiVersion.split('/')[0] ?? '') : '';
  const kind = kinds().find((candidate) => candidate.group === group && candidate.kind === owner.kind);
  // A kind that is not served (any more) cannot be asked for: as the real collector, leave its dependents alone.
  if (!kind) return true;
  try {
    const namespace = kind.namespaced ? dependent.object.metadata.namespace : undefined;
    const found = await cluster.get(kind, { namespace, name: owner.name });
    return found.metadata.uid === owner.uid;
  } catch (error) {
    if (isReason(error, 'NotFound')) return false;
    throw error;
  }
}

async function release({ cluster }: GarbageContext, { kind, object }: GraphNode, ownerReferences: OwnerReference[]): Promise<void> {
  const body = { metadata: { uid: object.metadata.uid, ownerReferences: ownerReferences.length > 0 ? ownerReferences : null } };
  await unlessGone(() => cluster.patch(kind, keyOf(object), { type: 'merge', body }));
}

async function dropFinalizer({ cluster }: GarbageContext, { kind, object }: GraphNode, name: string): Promise<void> {
  const finalizers = (object.metadata.finalizers ?? []).filter((finalizer) => finalizer !== name);
  const body = { metadata: { resourceVersion: object.metadata.resourceVersion, finalizers } };
  await unlessGone(() => cluster.patch(kind, keyOf(object), { type: 'merge', body }));
}

async function remove({ cluster }: GarbageContext, { kind, object }: GraphNode, propagation: Propagation): Promise<void> {
  await unlessGone(() => cluster.delete(kind, keyOf(object), { propagation, preconditions: { uid: object.metadata.uid } }));
}

async function unlessGone(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error;
  }
}
