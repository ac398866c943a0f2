import type { ApiObject } from '../json.ts';
import { STANDARD_FINALIZERS } from '../validation/metadata.ts';
import type { Place, WriteRequest } from './context.ts';

/** True once nothing holds a deleted object any more: no finalizer, no grace period that someone must confirm. */
export function isGone({ metadata, ...object }: ApiObject): boolean {
  if (!metadata.deletionTimestamp || metadata.finalizers?.length) return false;
  const spec = object['spec'] as { finalizers?: unknown[] } | undefined;
  const isHeldNamespace = object.kind === 'Namespace' && Boolean(spec?.finalizers?.length);
  return !isHeldNamespace && !metadata.deletionGracePeriodSeconds;
}

/** Finalizers without a domain are refused in built-in kinds and only advised against in custom ones. */
export function warnOfFinalizers({ resource }: Place, object: ApiObject, previous: ApiObject | undefined, request: WriteRequest): void {
  if (!resource.custom) return;
  const before = previous?.metadata.finalizers ?? [];
  const added = new Set((object.metadata.finalizers ?? []).filter((name) => !before.includes(name)));
  for (const name of [...added].sort()) {
    if (name.includes('/') || STANDARD_FINALIZERS.includes(name)) continue;
    const advice = 'prefer a domain-qualified finalizer name to avoid accidental conflicts with other finalizer writers';
    request.warn(`metadata.finalizers: ${JSON.stringify(name)}: ${advice}`);
  }
}
