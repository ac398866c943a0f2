import { isReason } from '../../../../clusters/api-error.ts';
import type { Cluster } from '../../../../clusters/cluster.ts';
import type { ObjectKey, Stored } from '../../../../clusters/objects.ts';
import type { ObjectRef } from '../plan/plan.ts';
import { knownKindOf } from './our-kinds.ts';

/** The live object; undefined where there is none. */
export async function findObject(cluster: Cluster, ref: ObjectRef, signal?: AbortSignal): Promise<Stored | undefined> {
  try {
    return await cluster.get(knownKindOf(ref), keyOfRef(ref), { signal });
  } catch (error) {
    if (isReason(error, 'NotFound')) return undefined;
    throw error;
  }
}

/** Where the object is, as the cluster's port has it. */
export function keyOfRef({ namespace, name }: ObjectRef): ObjectKey {
  return { namespace: namespace ?? undefined, name };
}
