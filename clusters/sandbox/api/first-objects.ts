import { namespaces, services } from '../../kinds.ts';
import type { KubernetesObject, ResourceKind } from '../../objects.ts';
import { unknownPath } from './refusals.ts';
import type { RequestContext } from './requests/context.ts';
import { createObject } from './requests/create.ts';

const NAMESPACES = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];
const MANAGER = 'kube-apiserver';

const priorityClasses: ResourceKind = {
  group: 'scheduling.k8s.io',
  version: 'v1',
  kind: 'PriorityClass',
  plural: 'priorityclasses',
  namespaced: false,
};

/** Creates what every cluster has from the start, where it is missing. */
export function createFirstObjects(context: RequestContext): void {
  for (const name of NAMESPACES) ensure(context, namespaces, { metadata: { name } });
  ensure(context, services, {
    metadata: { name: 'kubernetes', namespace: 'default', labels: { component: 'apiserver', provider: 'kubernetes' } },
    spec: { clusterIP: '10.96.0.1', ports: [{ name: 'https', port: 443, targetPort: 443 }] },
  });
  ensure(context, priorityClasses, {
    metadata: { name: 'system-cluster-critical' },
    value: 2_000_000_000,
    description: 'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
  });
  ensure(context, priorityClasses, {
    metadata: { name: 'system-node-critical' },
    value: 2_000_001_000,
    description: 'Used for system critical pods that must not be moved from their current node.',
  });
}

interface FirstObject extends KubernetesObject {
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
  spec?: object;
  value?: number;
  description?: string;
}

function ensure(context: RequestContext, kind: ResourceKind, object: FirstObject): void {
  const resource = context.registry.find(kind.group, kind.version, kind.plural);
  if (!resource) throw unknownPath();
  const { name, namespace } = object.metadata;
  if (context.store.get(resource.bucket, namespace ? `${namespace}/${name}` : name)) return;
  createObject(context, { resource, namespace }, object, { fieldManager: MANAGER, warn: () => {} });
}
