import type { ObjectRef } from '../../../engine/contract/views/state.ts';

/** The address of an endpoint's page. */
export function endpointPath({ namespace, name }: ObjectRef, tab?: string): string {
  const path = `/endpoints/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`;
  return tab ? `${path}/${tab}` : path;
}
