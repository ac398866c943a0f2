import { isDeepStrictEqual } from 'node:util';
import { ApiError, isReason } from '../../../../clusters/api-error.ts';
import type { Cluster } from '../../../../clusters/cluster.ts';
import type { KubernetesObject, ResourceKind, Stored } from '../../../../clusters/objects.ts';
import { fieldManager } from './names.ts';

/**
 * Writes a whole status by server-side apply; says whether it was written. Equal to what `live` has: nothing is sent.
 * An object that is gone, or that another of the same name replaced, needs none.
 */
export async function writeStatus<T extends KubernetesObject & { status?: unknown }>(
  cluster: Cluster,
  kind: ResourceKind<T>,
  live: Stored<T>,
  { status, signal }: { status: NonNullable<T['status']>; signal?: AbortSignal | undefined },
): Promise<'written' | 'unchanged' | 'gone'> {
  if (isDeepStrictEqual(asJson(live.status), asJson(status))) return 'unchanged';
  const { name, namespace, uid } = live.metadata;
  const patch = { metadata: { name, ...(namespace && { namespace }), uid }, status } as unknown as T;
  try {
    await cluster.apply(kind, patch, { subresource: 'status', fieldManager, force: true, signal });
    return 'written';
  } catch (error) {
    if (isReason(error, 'NotFound') || isOfAnother(error)) return 'gone';
    throw error;
  }
}

/** As it travels: without what is undefined. */
function asJson(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

/** Servers refuse a uid that is not the object's as a conflict, or as an invalid change of the field. */
function isOfAnother(error: unknown): boolean {
  const causes = error instanceof ApiError ? (error.details.causes ?? []) : [];
  if (isReason(error, 'Invalid')) return causes.length > 0 && causes.every(({ field }) => field === 'metadata.uid');
  // With force there are no conflicts of fields.
  return isReason(error, 'Conflict');
}
