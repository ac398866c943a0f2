import type { SelfSubjectAccessReview } from 'kubernetes-types/authorization/v1.d.ts';
import type { Cluster } from '../../../../../clusters/cluster.ts';
import type { ResourceKind } from '../../../../../clusters/objects.ts';
import type { Access, AccessAnswer } from '../../plan/plan.ts';
import { inGroups } from './in-groups.ts';

const reviews: ResourceKind<SelfSubjectAccessReview> = {
  group: 'authorization.k8s.io',
  version: 'v1',
  kind: 'SelfSubjectAccessReview',
  plural: 'selfsubjectaccessreviews',
  namespaced: false,
};

/** Asks the API server whether whoever connects may do each of these. Nothing is changed. */
export function reviewAccess(cluster: Cluster, accesses: readonly Access[], signal?: AbortSignal): Promise<AccessAnswer[]> {
  return inGroups(accesses, (access) => review(cluster, access, signal));
}

async function review(cluster: Cluster, access: Access, signal: AbortSignal | undefined): Promise<AccessAnswer> {
  const { verb, group, resource, namespace, name } = access;
  const resourceAttributes = { verb, group, resource, ...(namespace !== null && { namespace }), ...(name !== null && { name }) };
  const spec = { resourceAttributes };
  const question: SelfSubjectAccessReview = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec };
  const { status } = await cluster.create(reviews, question, { signal });
  return { access, allowed: status?.allowed === true };
}
