import { admitExpansion } from '../admission/admit-expansion.ts';
import { admitQuota } from '../admission/admit-quota.ts';
import { admitBounds } from '../admission/complete.ts';
import type { ApiObject } from '../json.ts';
import { forbidden, notFound } from '../refusals.ts';
import { type Place, type RequestContext, strategyFacts } from './context.ts';

/** Refuses a creation beyond bounds or a quota, and whatever the kind itself refuses. */
export function admit(context: RequestContext, place: Place, object: ApiObject): void {
  const refusal = place.resource.strategy.admit?.(object, strategyFacts(context));
  if (refusal) throw refusal;
  admitBounds(context, place, object);
  admitQuota(context, place, object);
}

/** Refuses a creation in a namespace that is missing or on its way out, before the object is looked at. */
export function admitNamespace(context: RequestContext, { resource, namespace }: Place, object: ApiObject): void {
  if (resource.namespaced) {
    const found = context.store.get('namespaces', namespace ?? '');
    if (!found) throw notFound({ group: '', plural: 'namespaces' }, namespace ?? '');
    if (found.object.metadata.deletionTimestamp) {
      throw forbidden(
        resource,
        object.metadata.name,
        `unable to create new content in namespace ${namespace} because it is being terminated`,
        [{ reason: 'NamespaceTerminating', message: `namespace ${namespace} is being terminated`, field: 'metadata.namespace' }],
      );
    }
  }
}

/** Refuses a change that a storage class does not give, or a quota has no room for: kinds whose size can grow. */
export function admitChange(context: RequestContext, place: Place, object: ApiObject, previous: ApiObject): void {
  const { bucket, group, plural } = place.resource;
  if (bucket === 'persistentvolumeclaims') admitExpansion(context, place, object, previous);
  if (group === '' && (plural === 'services' || plural === 'persistentvolumeclaims')) admitQuota(context, place, object, previous);
}
