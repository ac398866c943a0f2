import { keyOf, type Stored } from '../../../clusters/objects.ts';
import type { EndpointView } from '../../contract/views/endpoint.ts';
import type { ServedDialect } from '../dialects/served-dialect.ts';
import { endpointState } from './endpoint-state.ts';

/** A resource, and the names that lead to it, as a row. */
export function endpointView(resource: Stored, servedAs: readonly string[], dialect: ServedDialect): EndpointView {
  const { model, phase, message, recipe, replicas } = dialect.describe(resource);
  const { namespace = '', name } = keyOf(resource);
  const deleting = resource.metadata.deletionTimestamp !== undefined;
  return {
    key: { namespace, name },
    uid: resource.metadata.uid,
    dialect: dialect.name,
    apiVersion: resource.apiVersion,
    kind: resource.kind,
    model,
    state: endpointState({ phase, deleting, replicas }),
    phase,
    message: deleting ? 'It is being deleted.' : message,
    recipe,
    replicas,
    servedAs: [...servedAs],
    deleting,
    createdAt: resource.metadata.creationTimestamp,
  };
}
