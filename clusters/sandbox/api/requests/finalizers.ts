import type { ApiObject } from '../json.ts';

/** True once nothing holds a deleted object any more: no finalizer, no grace period that someone must confirm. */
export function isGone({ metadata, ...object }: ApiObject): boolean {
  if (!metadata.deletionTimestamp || metadata.finalizers?.length) return false;
  const spec = object['spec'] as { finalizers?: unknown[] } | undefined;
  const isHeldNamespace = object.kind === 'Namespace' && Boolean(spec?.finalizers?.length);
  return !isHeldNamespace && !metadata.deletionGracePeriodSeconds;
}
