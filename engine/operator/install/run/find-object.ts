import { isReason } from '../../../../clusters/api-error.ts';
import type { Cluster } from '../../../../clusters/cluster.ts';
import type { Stored } from '../../../../clusters/objects.ts';
import { installationKindOf } from '../objects/kinds.ts';
import type { ObjectRef } from '../plan/plan.ts';

/** The live object; undefined where there is none. */
export async function findObject(cluster: Cluster, ref: ObjectRef, signal?: AbortSignal): Promise<Stored | undefined> {
  try {
    return await cluster.get(installationKindOf(ref), { namespace: ref.namespace ?? undefined, name: ref.name }, { signal });
  } catch (error) {
    if (isReason(error, 'NotFound')) return undefined;
    throw error;
  }
}
