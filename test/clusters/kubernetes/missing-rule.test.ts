import { expect, it } from 'vitest';
import { missingRule } from '../../../clusters/kubernetes/missing-rule.ts';

it.each([
  [
    'nodes is forbidden: User "jane" cannot list resource "nodes" in API group "" at the cluster scope',
    'in a ClusterRole, {apiGroups: [""], resources: ["nodes"], verbs: ["list"]}',
  ],
  [
    'pods "web" is forbidden: User "a:b" cannot create resource "pods/portforward" in API group "" in the namespace "ai"',
    'in a Role in the namespace "ai", {apiGroups: [""], resources: ["pods/portforward"], verbs: ["create"]}',
  ],
  [
    'deployments.apps is forbidden: User "" cannot patch resource "deployments" in API group "apps" in the namespace "x": RBAC: role not found',
    'in a Role in the namespace "x", {apiGroups: ["apps"], resources: ["deployments"], verbs: ["patch"]}',
  ],
  ['pods "web" is forbidden: exceeded quota: gpus', undefined],
  ['forbidden: User "jane" cannot get path "/metrics"', undefined],
])('of "%s" is %s', (message, rule) => {
  expect(missingRule(message)).toBe(rule);
});
