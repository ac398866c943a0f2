import { isReason } from '../../../../clusters/api-error.ts';
import type { Cluster } from '../../../../clusters/cluster.ts';
import { type KubernetesObject, keyOf, type ResourceKind, type Stored } from '../../../../clusters/objects.ts';
import { fieldManager } from './names.ts';

/** Makes the server keep a deleted object until `removeFinalizer`. Does nothing on one that has it, or is being deleted. */
export async function addFinalizer<T extends KubernetesObject>(
  cluster: Cluster,
  kind: ResourceKind<T>,
  live: Stored<T>,
  finalizer: string,
): Promise<void> {
  const present = live.metadata.finalizers ?? [];
  if (present.includes(finalizer) || live.metadata.deletionTimestamp) return;
  await writeFinalizers(cluster, kind, live, [...present, finalizer]);
}

/** Lets the server delete the object, as far as this finalizer goes. An object that is gone already is fine. */
export async function removeFinalizer<T extends KubernetesObject>(
  cluster: Cluster,
  kind: ResourceKind<T>,
  live: Stored<T>,
  finalizer: string,
): Promise<void> {
  const present = live.metadata.finalizers ?? [];
  if (!present.includes(finalizer)) return;
  try {
    await writeFinalizers(
      cluster,
      kind,
      live,
      present.filter((name) => name !== finalizer),
    );
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error;
  }
}

/** A merge patch replaces the whole list, so it goes only onto the version that the list was read from (409 otherwise). */
async function writeFinalizers<T extends KubernetesObject>(
  cluster: Cluster,
  kind: ResourceKind<T>,
  live: Stored<T>,
  finalizers: string[],
): Promise<void> {
  const { resourceVersion, uid } = live.metadata;
  const body = { metadata: { finalizers, resourceVersion, uid } };
  await cluster.patch(kind, keyOf(live), { type: 'merge', body }, { fieldManager });
}
