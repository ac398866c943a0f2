/** Rights that are asked about within a request, and so are in no record of requests: proved by taking each away. */
import type { ClusterRole } from 'kubernetes-types/rbac/v1.d.ts';
import { isReason } from '../../../../../clusters/api-error.ts';
import type { Cluster } from '../../../../../clusters/cluster.ts';
import { configMaps, deployments, serviceAccounts, services } from '../../../../../clusters/kinds.ts';
import type { KubernetesObject, ResourceKind } from '../../../../../clusters/objects.ts';
import { routes } from '../../../../../engine/operator/kinds.ts';
import { eventually } from '../../../../helpers/eventually.ts';

const clusterRoles: ResourceKind<ClusterRole> = {
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind: 'ClusterRole',
  plural: 'clusterroles',
  namespaced: false,
};

const labels = { app: 'x' };
const container = { name: 'server', image: 'example.com/server:1' };
const pod = { metadata: { labels }, spec: { containers: [container] } };

/** What the operator makes for an endpoint, at its smallest. */
const made: readonly [kind: ResourceKind, object: object][] = [
  [configMaps as ResourceKind, { apiVersion: 'v1', kind: 'ConfigMap' }],
  [serviceAccounts as ResourceKind, { apiVersion: 'v1', kind: 'ServiceAccount' }],
  [services as ResourceKind, { apiVersion: 'v1', kind: 'Service', spec: { ports: [{ port: 80 }] } }],
  [deployments as ResourceKind, { apiVersion: 'apps/v1', kind: 'Deployment', spec: { selector: { matchLabels: labels }, template: pod } }],
  [
    routes as ResourceKind,
    {
      apiVersion: 'slipway.dev/v1alpha1',
      kind: 'Route',
      spec: { models: ['m'], targets: [{ name: 'stable', service: { name: 's', port: 80 } }] },
    },
  ],
];

const owner = {
  apiVersion: 'aim.engine.amd.com/v1alpha1',
  kind: 'AIMEndpoint',
  name: 'x',
  uid: '0b5ba8a5-8a3f-4c3c-9d0c-000000000000',
  controller: true,
  blockOwnerDeletion: true,
};

export interface Accounts {
  readonly administrator: Cluster;
  readonly operator: Cluster;
}

/** Takes the right from the operator's role while `probe` runs as the operator. */
export async function without(verb: string, resource: string, { administrator }: Accounts, probe: () => Promise<void>): Promise<void> {
  const key = { name: 'slipway-operator' };
  const { rules = [] } = await administrator.get(clusterRoles, key);
  const left = rules.flatMap((rule) => {
    if (!rule.resources?.includes(resource)) return [rule];
    const others = { ...rule, resources: rule.resources.filter((each) => each !== resource) };
    return [others, { ...rule, resources: [resource], verbs: rule.verbs.filter((each) => each !== verb) }];
  });
  const usable = left.filter((rule) => rule.resources?.length && rule.verbs.length);
  await administrator.patch(clusterRoles, key, { type: 'merge', body: { rules: usable } });
  await probe();
  await administrator.patch(clusterRoles, key, { type: 'merge', body: { rules } });
}

/** Resolves once the server refuses, or does not refuse, to let the operator make an object of the kind. */
export async function untilMaking(plural: string, outcome: 'allowed' | 'forbidden', { operator }: Accounts): Promise<void> {
  const [kind, object] = made.find(([each]) => each.plural === plural) ?? [];
  if (!kind) throw new Error(`nothing of ${plural} is made`);
  const metadata = { name: 'never-made', namespace: 'default', ownerReferences: [owner] };
  await eventually(async () => {
    const answer = await operator.apply(kind, { ...object, metadata } as KubernetesObject, { fieldManager: 'probe', dryRun: true }).then(
      () => 'allowed',
      (error: unknown) => (isReason(error, 'Forbidden') ? 'forbidden' : Promise.reject(error)),
    );
    return answer === outcome;
  });
}
