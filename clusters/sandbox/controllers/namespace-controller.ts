import type { Namespace } from 'kubernetes-types/core/v1.d.ts';
import { isReason } from '../../api-error.ts';
import { configMaps, namespaces, serviceAccounts } from '../../kinds.ts';
import type { KubernetesObject, ResourceKind, Stored } from '../../objects.ts';
import { keyOf } from '../../objects.ts';
import { type Again, createControlLoop } from './control-loop.ts';
import type { Controller, ControllerContext } from './controller-context.ts';

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
  const left = await deleteContents(context, namespace.metadata.name);
  if (left > 0) return { afterMilliseconds: lookAgain };
  await finalize(context, namespace);
  return undefined;
}

async function deleteContents({ cluster }: ControllerContext, namespace: string): Promise<number> {
  let left = 0;
  for (const kind of (await cluster.discover()).filter(isStoredInNamespaces)) {
    const { items } = await cluster.list(kind, { namespace });
    left += items.length;
    for (const item of items.filter(({ metadata }) => !metadata.deletionTimestamp)) await deleteIfThere(cluster, kind, item);
  }
  return left;
}

// Events are one set of objects under two groups.
function isStoredInNamespaces({ namespaced, group }: ResourceKind): boolean {
  return namespaced && group !== 'events.k8s.io' && group !== 'authorization.k8s.io';
}

async function deleteIfThere(cluster: ControllerContext['cluster'], kind: ResourceKind, item: Stored): Promise<void> {
  try {
    await cluster.delete(kind, keyOf(item), { propagation: 'Background', preconditions: { uid: item.metadata.uid } });
  } catch (error) {
    if (!isReason(error, 'NotFound', 'Conflict')) throw error;
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
