import type { Registry } from '../registry.ts';
import type { Resource } from '../resource.ts';
import { reviewKinds } from './discovery.ts';

export const AGGREGATED_TYPE = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

/** Everything that is served in one document: the core group alone (`/api`), or all others (`/apis`). */
export function aggregatedDiscovery(registry: Registry, { core }: { core: boolean }): object {
  const resources = registry.all().filter(({ group }) => (group === '') === core);
  const groups = [...Map.groupBy(resources, ({ group }) => group)].map(([name, members]) => describeGroup(name, members));
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: core ? groups : [...groups, authorizationGroup],
  };
}

const authorizationGroup = {
  metadata: { name: 'authorization.k8s.io', creationTimestamp: null },
  versions: [
    {
      version: 'v1',
      freshness: 'Current',
      resources: reviewKinds.map((kind) => ({
        resource: `${kind.toLowerCase()}s`,
        responseKind: { group: 'authorization.k8s.io', version: 'v1', kind },
        scope: 'Cluster',
        singularResource: kind.toLowerCase(),
        verbs: ['create'],
      })),
    },
  ],
};

function describeGroup(name: string, resources: Resource[]): object {
  const versions = [...Map.groupBy(resources, ({ version }) => version)].map(([version, members]) => ({
    version,
    resources: members.map(describe),
    freshness: 'Current',
  }));
  return { metadata: { ...(name && { name }), creationTimestamp: null }, versions };
}

function describe(resource: Resource): object {
  const { group, version, kind, plural, singular, namespaced, verbs, shortNames, categories, subresources } = resource;
  return {
    resource: plural,
    responseKind: { group, version, kind },
    scope: namespaced ? 'Namespaced' : 'Cluster',
    singularResource: singular,
    verbs,
    ...(shortNames.length > 0 && { shortNames }),
    ...(categories.length > 0 && { categories }),
    ...(subresources.length > 0 && { subresources: subresources.map((name) => describeSubresource(resource, name)) }),
  };
}

function describeSubresource({ group, version, kind }: Resource, subresource: string): object {
  const own = { group, version, kind };
  if (subresource === 'scale') {
    return { subresource, responseKind: { group: 'autoscaling', version: 'v1', kind: 'Scale' }, verbs: ['get', 'patch', 'update'] };
  }
  if (subresource === 'log') return { subresource, responseKind: own, verbs: ['get'] };
  if (subresource === 'binding') return { subresource, responseKind: { group: '', version: 'v1', kind: 'Binding' }, verbs: ['create'] };
  return { subresource, responseKind: own, verbs: subresource === 'finalize' ? ['update'] : ['get', 'patch', 'update'] };
}
