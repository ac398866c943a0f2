import { isDeepStrictEqual } from 'node:util';
import type { Namespace, NamespaceCondition } from 'kubernetes-types/core/v1.d.ts';
import { ApiError, isReason } from '../../../api-error.ts';
import { configMaps, namespaces, serviceAccounts } from '../../../kinds.ts';
import { type KubernetesObject, keyOf, type ResourceKind, type Stored } from '../../../objects.ts';
import { type Again, createControlLoop } from '../control-loop.ts';
import type { Controller, ControllerContext } from '../controller-context.ts';
import { storedKinds } from '../stored-kinds.ts';
import { timestamp } from '../time.ts';
import { writeStatus } from '../write-status.ts';
import { endingConditions, type RemainingContent } from './namespace-conditions.ts';

const lookAgain = 250;

/** Gives each namespace what every namespace has, and empties it when it is deleted. `rootCertificate` is PEM. */
export function startNamespaceController(context: ControllerContext, rootCertificate: string): Controller {
  const { caches, clock, log } = context;
  const loop = createControlLoop({ name: 'namespace', reconcile: (key) => reconcile(context, rootCertificate, key), clock, log });
  const stop = caches.namespaces.onChange(({ type, object }) => {
    if (type !== 'deleted') loop.enqueue(object.metadata.name);
  });
  return {
    async stop() {
      stop();
      await loop.stop();
    },
  };
}

async function reconcile(context: ControllerContext, rootCertificate: string, name: string): Promise<Again | undefined> {
  const namespace = context.caches.namespaces.get({ name });
  if (!namespace) return undefined;
  if (namespace.metadata.deletionTimestamp) return empty(context, namespace);
  await createOnce(context, serviceAccounts, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { namespace: name, name: 'default' } });
  await createOnce(context, configMaps, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { namespace: name, name: 'kube-root-ca.crt' },
    data: { 'ca.crt': rootCertificate },
  });
  return undefined;
}

async function createOnce<T extends KubernetesObject>({ cluster }: ControllerContext, kind: ResourceKind<T>, object: T): Promise<void> {
  try {
    await cluster.create(kind, object);
  } catch (error) {
    if (!isReason(error, 'AlreadyExists', 'NotFound', 'Forbidden')) throw error;
  }
}

// Deletes what is left and looks again until nothing is: pods take their time, finalizers their own.
async function empty(context: ControllerContext, namespace: Stored<Namespace>): Promise<Again | undefined> {
  const { remaining, failures } = await deleteContents(context, namespace.metadata.name);
  if (remaining.length === 0 && failures.length === 0) {
    await finalize(context, namespace);
    return undefined;
  }
  const before = namespace.status?.conditions ?? [];
  const conditions = endingConditions(before, { remaining, failures, now: timestamp(context.clock.now()) });
  if (!isDeepStrictEqual(conditions, before)) await tellWhatIsLeft(context, namespace, conditions);
  return { afterMilliseconds: lookAgain };
}

async function tellWhatIsLeft(
  { cluster }: ControllerContext,
  namespace: Stored<Namespace>,
  conditions: NamespaceCondition[],
): Promise<void> {
  try {
    await writeStatus(cluster, namespaces, namespace, { ...namespace.status, phase: 'Terminating', conditions });
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error;
  }
}

interface Leftovers {
  remaining: RemainingContent[];
  /** Refusals to delete, as the server words them. */
  failures: string[];
}

async function deleteContents({ cluster }: ControllerContext, namespace: string): Promise<Leftovers> {
  const leftovers: Leftovers = { remaining: [], failures: [] };
  for (const kind of storedKinds(await cluster.discover()).filter(({ namespaced }) => namespaced)) {
    const { items } = await cluster.list(kind, { namespace });
    if (items.length === 0) continue;
    for (const item of items.filter(({ metadata }) => !metadata.deletionTimestamp)) {
      const failure = await deleteIfThere(cluster, kind, item);
      if (failure) leftovers.failures.push(failure);
    }
    const objects = (await cluster.list(kind, { namespace })).items;
    if (objects.length > 0) leftovers.remaining.push({ plural: kind.plural, group: kind.group, objects });
  }
  return leftovers;
}

async function deleteIfThere(cluster: ControllerContext['cluster'], kind: ResourceKind, item: Stored): Promise<string | undefined> {
  try {
    await cluster.delete(kind, keyOf(item), { propagation: 'Background', preconditions: { uid: item.metadata.uid } });
    return undefined;
  } catch (error) {
    if (isReason(error, 'NotFound', 'Conflict')) return undefined;
    if (error instanceof ApiError) return error.message;
    throw error;
  }
}

async function finalize({ cluster }: ControllerContext, { metadata: { name } }: Stored<Namespace>): Promise<void> {
  try {
    const namespace = await cluster.get(namespaces, { name });
    const finalizers = (namespace.spec?.finalizers ?? []).filter((finalizer) => finalizer !== 'kubernetes');
    await cluster.update(namespaces, { ...namespace, spec: { ...namespace.spec, finalizers } }, { subresource: 'finalize' });
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error;
  }
}
