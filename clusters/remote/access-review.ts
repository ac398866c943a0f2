/** Asking a server what the asking user may do. @see https://kubernetes.io/docs/reference/access-authn-authz/authorization/ */
import type { CallOptions, Cluster } from '../cluster.ts';
import type { KubernetesObject, ResourceKind } from '../objects.ts';

/** One thing to do, as rules name it. */
export interface Access {
  verb: string;
  group: string;
  /** Plural, with the subresource if any: `pods/portforward`. */
  resource: string;
  /** Absent: in the whole cluster. */
  namespace?: string | undefined;
}

/** What is allowed in one namespace by rules. Not complete where another way of authorization is in use besides them. */
export interface AllowedRules {
  rules: readonly AllowedRule[];
  complete: boolean;
}

export interface AllowedRule {
  verbs: readonly string[];
  groups: readonly string[];
  resources: readonly string[];
  /** Only objects of these names; empty: all. */
  names: readonly string[];
}

/** Whether the asking user may do it. */
export async function mayDo(
  cluster: Cluster,
  { verb, group, resource, namespace }: Access,
  { signal }: CallOptions = {},
): Promise<boolean> {
  const [plural = resource, subresource] = resource.split('/');
  const resourceAttributes = { verb, group, resource: plural, ...(subresource && { subresource }), ...(namespace && { namespace }) };
  const { status } = await cluster.create(accessReviews, { spec: { resourceAttributes } }, { signal });
  return status?.allowed === true;
}

/** All that the asking user may do with objects of a namespace. Rules for the whole cluster are among them. */
export async function allowedRules(cluster: Cluster, namespace: string, { signal }: CallOptions = {}): Promise<AllowedRules> {
  const { status } = await cluster.create(rulesReviews, { spec: { namespace } }, { signal });
  const rules = (status?.resourceRules ?? []).map(({ verbs, apiGroups = [], resources = [], resourceNames = [] }) => ({
    verbs,
    groups: apiGroups,
    resources,
    names: resourceNames,
  }));
  return { rules, complete: status?.incomplete !== true };
}

/** Whether one of the rules allows it for every object. */
export function isAllowedBy(rules: readonly AllowedRule[], { verb, group, resource }: Access): boolean {
  const covers = (listed: readonly string[], wanted: string) => listed.includes('*') || listed.includes(wanted);
  return rules.some(
    (rule) => rule.names.length === 0 && covers(rule.verbs, verb) && covers(rule.groups, group) && covers(rule.resources, resource),
  );
}

interface AccessReview extends KubernetesObject {
  spec: { resourceAttributes: Omit<Access, 'resource'> & { resource: string; subresource?: string | undefined } };
  status?: { allowed?: boolean };
}

interface RulesReview extends KubernetesObject {
  spec: { namespace: string };
  status?: { resourceRules?: WireRule[]; incomplete?: boolean };
}

interface WireRule {
  verbs: string[];
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
}

function review<T extends KubernetesObject>(kind: string, plural: string): ResourceKind<T> {
  return { group: 'authorization.k8s.io', version: 'v1', kind, plural, namespaced: false };
}

const accessReviews = review<AccessReview>('SelfSubjectAccessReview', 'selfsubjectaccessreviews');
const rulesReviews = review<RulesReview>('SelfSubjectRulesReview', 'selfsubjectrulesreviews');
