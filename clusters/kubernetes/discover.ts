import type { KubernetesObject, ResourceKind } from '../objects.ts';
import type { ApiClient } from './api-client.ts';

// https://kubernetes.io/docs/concepts/overview/kubernetes-api/#aggregated-discovery
const aggregated = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';

/** All kinds of a server by two requests; each group's versions come as the server prefers them. */
export async function discover(client: ApiClient, signal?: AbortSignal): Promise<ResourceKind[]> {
  const [core, groups] = await Promise.all([
    client.json<GroupDiscoveryList>({ method: 'GET', path: '/api', accept: aggregated, signal }),
    client.json<GroupDiscoveryList>({ method: 'GET', path: '/apis', accept: aggregated, signal }),
  ]);
  return [...core.items, ...groups.items].flatMap(kindsOfGroup);
}

interface GroupDiscoveryList {
  items: GroupDiscovery[];
}

interface GroupDiscovery extends KubernetesObject {
  versions?: { version: string; resources?: ResourceDiscovery[] }[];
}

interface ResourceDiscovery {
  resource: string;
  responseKind?: { kind?: string };
  scope: 'Namespaced' | 'Cluster';
  verbs: string[];
}

function kindsOfGroup(group: GroupDiscovery): ResourceKind[] {
  return (group.versions ?? []).flatMap(({ version, resources = [] }) =>
    resources.flatMap(({ resource, responseKind, scope, verbs }) => {
      // A resource that only has subresources answers with no kind of its own; reviews are asked and never kept.
      if (!responseKind?.kind || !verbs.includes('list')) return [];
      const name = group.metadata?.name ?? '';
      return [{ group: name, version, kind: responseKind.kind, plural: resource, namespaced: scope === 'Namespaced' }];
    }),
  );
}
