/** What installing Slipway takes, and whether the asking user may do it. */
import type { Cluster } from '../../cluster.ts';
import { ruleFor } from '../../kubernetes/missing-rule.ts';
import { type Access, mayDo } from '../access-review.ts';
import { fewAtOnce } from '../few-at-once.ts';
import type { Right } from './cluster-check.ts';

export interface InstallRightsOptions {
  /** Where it would be installed. */
  namespace: string;
  signal?: AbortSignal | undefined;
}

/** How many questions are under way at once. */
const mostAtOnce = 10;

/** Asks for every right by itself. Rejects with what the server says when questions cannot be asked at all. */
export function askInstallRights(cluster: Cluster, { namespace, signal }: InstallRightsOptions): Promise<Right[]> {
  return fewAtOnce(mostAtOnce, installRights(namespace), async ({ what, ...access }) => {
    const allowed = await mayDo(cluster, access, { signal });
    return { what, ...access, allowed, rule: ruleFor(access) };
  });
}

/** Server-side apply creates what is not there and patches what is: it takes both. */
function installRights(namespace: string): (Access & { what: string })[] {
  const applied = [
    ...clusterWide.map(([group, resource, name]) => ({ group, resource, name })),
    ...inNamespace.map(([group, resource, name]) => ({ group, resource, name, namespace })),
  ];
  return [
    { what: 'see nodes and their GPUs', verb: 'list', group: '', resource: 'nodes' },
    ...applied.flatMap(({ name, ...place }) => [
      { what: `install ${name}`, verb: 'create', ...place },
      { what: `change ${name}`, verb: 'patch', ...place },
    ]),
  ];
}

type Named = readonly [group: string, resource: string, name: string];

const clusterWide: readonly Named[] = [
  ['', 'namespaces', 'namespaces'],
  ['apiextensions.k8s.io', 'customresourcedefinitions', 'custom resource definitions'],
  ['rbac.authorization.k8s.io', 'clusterroles', 'cluster roles'],
  ['rbac.authorization.k8s.io', 'clusterrolebindings', 'cluster role bindings'],
  ['admissionregistration.k8s.io', 'validatingwebhookconfigurations', 'validating webhooks'],
  ['admissionregistration.k8s.io', 'mutatingwebhookconfigurations', 'defaulting webhooks'],
];

const inNamespace: readonly Named[] = [
  ['', 'serviceaccounts', 'service accounts'],
  ['', 'configmaps', 'config maps'],
  ['', 'secrets', 'secrets'],
  ['', 'services', 'services'],
  ['apps', 'deployments', 'deployments'],
  ['rbac.authorization.k8s.io', 'roles', 'roles'],
  ['rbac.authorization.k8s.io', 'rolebindings', 'role bindings'],
  ['policy', 'poddisruptionbudgets', 'pod disruption budgets'],
  ['networking.k8s.io', 'networkpolicies', 'network policies'],
];
