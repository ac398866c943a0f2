import type { Registry } from '../registry.ts';
import type { Resource } from '../resource.ts';
import { aggregatedCustomMetrics } from './custom-metrics.ts';
import { type ServedGroup, servedGroups } from './groups.ts';
import { subresourceKinds } from './subresources.ts';

export const AGGREGATED_TYPE = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

/** Everything that is served in one document: the core group alone (`/api`), or all others (`/apis`), with these metrics of pods. */
export function aggregatedDiscovery(registry: Registry, { core, metrics }: { core: boolean; metrics: readonly string[] }): object {
  const groups = servedGroups(registry).filter(({ name }) => (name === '') === core);
  const items = [...groups.map(describeGroup), ...(core ? [] : [aggregatedCustomMetrics(metrics)])];
  return { kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', metadata: {}, items };
}

function describeGroup({ name, versions }: ServedGroup): object {
  return {
    metadata: name ? { name } : {},
    versions: versions.map(({ version, resources }) => ({ version, resources: resources.map(describe), freshness: 'Current' })),
  };
}

function describe(resource: Resource): object {
  const { plural, singular, namespaced, verbs, shortNames, categories } = resource;
  const subresources = subresourceKinds(resource);
  return {
    resource: plural,
    responseKind: responseKind(resource, resource),
    scope: namespaced ? 'Namespaced' : 'Cluster',
    singularResource: singular,
    verbs,
    ...(shortNames.length > 0 && { shortNames }),
    ...(categories.length > 0 && { categories }),
    ...(subresources.length > 0 && {
      subresources: subresources.map((subresource) => ({
        subresource: subresource.name,
        responseKind: responseKind(resource, subresource),
        verbs: subresource.verbs,
      })),
    }),
  };
}

/** Empty names stand for the group and version that the document is about; only custom kinds spell them out. */
function responseKind(resource: Resource, { group, version, kind }: { group?: string; version?: string; kind: string }): object {
  if (resource.custom) return { group: group ?? resource.group, version: version ?? resource.version, kind };
  const isOwn = group === undefined || (group === resource.group && version === resource.version);
  return isOwn ? { group: '', version: '', kind } : { group, version, kind };
}
