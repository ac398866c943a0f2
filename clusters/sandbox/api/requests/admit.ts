import type { ApiObject } from '../json.ts';
import { forbidden, notFound } from '../refusals.ts';
import { type Place, type RequestContext, strategyFacts } from './context.ts';

/** Refuses a creation in a namespace that is missing or on its way out, and whatever the kind itself refuses. */
export function admit(context: RequestContext, { resource, namespace }: Place, object: ApiObject): void {
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
  const refusal = resource.strategy.admit?.(object, strategyFacts(context));
  if (refusal) throw refusal;
}
