import type { PersistentVolumeClaim } from 'kubernetes-types/core/v1.d.ts';
import type { StorageClass } from 'kubernetes-types/storage/v1.d.ts';
import { parseQuantity } from '../../../quantity.ts';
import { type ApiObject, typed } from '../json.ts';
import { forbidden } from '../refusals.ts';
import type { Place, RequestContext } from '../requests/context.ts';

/** Refuses (403) more storage for a claim whose class does not give it. */
export function admitExpansion(context: RequestContext, { resource }: Place, object: ApiObject, previous: ApiObject): void {
  const [claim, before] = [typed<PersistentVolumeClaim>(object), typed<PersistentVolumeClaim>(previous)];
  if (requested(claim) <= requested(before)) return;
  const reason = refusalOf(context, claim, before);
  if (reason) throw forbidden(resource, object.metadata.name, reason);
}

function refusalOf({ store }: RequestContext, { spec }: PersistentVolumeClaim, before: PersistentVolumeClaim): string | undefined {
  if (before.status?.phase !== 'Bound') return 'Only bound persistent volume claims can be expanded';
  const { storageClassName: name = '' } = spec ?? {};
  const found = name === before.spec?.storageClassName ? store.get('storage.k8s.io/storageclasses', name) : undefined;
  if (found && typed<StorageClass>(found.object).allowVolumeExpansion) return undefined;
  return 'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize';
}

function requested({ spec }: PersistentVolumeClaim): number {
  return parseQuantity(spec?.resources?.requests?.['storage']) ?? 0;
}
