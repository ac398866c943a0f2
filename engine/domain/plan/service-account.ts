import type { ServiceAccount } from 'kubernetes-types/core/v1.d.ts';
import type { Endpoint } from '../endpoint.ts';
import { objectMeta } from './metadata.ts';

/** The ServiceAccount that the endpoint asks to be made; undefined when it names an existing one, or none. */
export function planServiceAccount(endpoint: Endpoint): ServiceAccount | undefined {
  const { serviceAccount } = endpoint.component.security;
  if (!serviceAccount?.create) return undefined;
  const meta = objectMeta(endpoint);
  // Endpoints may name the same account: none of them controls it, and it goes with the last.
  const owners = meta.ownerReferences?.map(({ controller: _, blockOwnerDeletion: __, ...owner }) => owner) ?? [];
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { ...meta, name: serviceAccount.name, ownerReferences: owners } };
}
