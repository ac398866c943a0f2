/** Who may do what, and why: rules with their reasons, and the objects that grant them. */

import type { ServiceAccount } from 'kubernetes-types/core/v1.d.ts';
import type { ClusterRole, ClusterRoleBinding, PolicyRule, Role, RoleBinding } from 'kubernetes-types/rbac/v1.d.ts';
import type { InstallOptions } from '../options.ts';
import { type Component, clusterMeta, partMeta } from './metadata.ts';

/** One right of a program. */
export interface ReasonedRule {
  readonly group: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Absent: all. */
  readonly names?: readonly string[];
  /** What needs it, as a sentence. */
  readonly why: string;
}

export interface Grant {
  readonly name: string;
  /** Whose right it is; its ServiceAccount is `slipway-` and this. */
  readonly component: Component;
  readonly account: string;
  readonly rules: readonly ReasonedRule[];
}

const api = 'rbac.authorization.k8s.io';

/** The account of a component. Its token is mounted by the pods that need it, not by any that happens to use the account. */
export function planAccount(name: string, component: Component, options: InstallOptions): ServiceAccount {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: partMeta(name, component, options), automountServiceAccountToken: false };
}

/** A right in all namespaces and outside of them. */
export function grantInCluster(grant: Grant, options: InstallOptions): [ClusterRole, ClusterRoleBinding] {
  const metadata = clusterMeta(grant.name, grant.component, options);
  return [
    { apiVersion: `${api}/v1`, kind: 'ClusterRole', metadata, rules: grant.rules.map(policyRule) },
    { apiVersion: `${api}/v1`, kind: 'ClusterRoleBinding', metadata, ...bound('ClusterRole', grant, options) },
  ];
}

/** A right in one namespace. */
export function grantInNamespace(namespace: string, grant: Grant, options: InstallOptions): [Role, RoleBinding] {
  const metadata = { ...clusterMeta(grant.name, grant.component, options), namespace };
  return [
    { apiVersion: `${api}/v1`, kind: 'Role', metadata, rules: grant.rules.map(policyRule) },
    { apiVersion: `${api}/v1`, kind: 'RoleBinding', metadata, ...bound('Role', grant, options) },
  ];
}

function bound(kind: 'ClusterRole' | 'Role', { name, account }: Grant, { namespace }: InstallOptions) {
  return { roleRef: { apiGroup: api, kind, name }, subjects: [{ kind: 'ServiceAccount', name: account, namespace }] };
}

function policyRule({ group, resources, verbs, names }: ReasonedRule): PolicyRule {
  return { apiGroups: [group], resources: [...resources], ...(names ? { resourceNames: [...names] } : {}), verbs: [...verbs] };
}
