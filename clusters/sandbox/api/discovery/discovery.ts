import { unknownPath } from '../refusals.ts';
import type { Registry } from '../registry.ts';
import type { Resource } from '../resource.ts';
import { customMetricsGroupEntry } from './custom-metrics.ts';
import { type ServedGroup, servedGroup, servedGroups } from './groups.ts';
import { storageVersionHash } from './storage-version-hash.ts';
import { subresourceKinds } from './subresources.ts';

/** The documents by which clients learn what is served, in the older form: one a group and version. */

/** `address` is where the server was reached: HOST:PORT. */
export function coreVersions(address: string): object {
  const serverAddressByClientCIDRs = [{ clientCIDR: '0.0.0.0/0', serverAddress: address }];
  return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs };
}

export function groupList(registry: Registry): object {
  const groups = servedGroups(registry).filter(({ name }) => name !== '');
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: [...groups.map(describeGroup), customMetricsGroupEntry()] };
}

export function groupDocument(registry: Registry, name: string): object {
  const group = servedGroup(registry, name);
  if (!group) throw unknownPath();
  return { kind: 'APIGroup', apiVersion: 'v1', ...describeGroup(group) };
}

export function resourceList(registry: Registry, group: string, version: string): object {
  const served = servedGroup(registry, group)?.versions.find((one) => one.version === version);
  if (!served) throw unknownPath();
  const groupVersion = group ? `${group}/${version}` : version;
  // The core group is older than the API version of this list.
  const apiVersion = group === '' ? {} : { apiVersion: 'v1' };
  return { kind: 'APIResourceList', ...apiVersion, groupVersion, resources: served.resources.flatMap(describe) };
}

function describeGroup({ name, versions: served }: ServedGroup): object {
  const versions = served.map(({ version }) => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions, preferredVersion: versions[0] };
}

function describe(resource: Resource): object[] {
  const { plural, singular, namespaced, kind, verbs, shortNames, categories } = resource;
  const hash = storageVersionHash(resource);
  const main = {
    name: plural,
    singularName: singular,
    namespaced,
    kind,
    verbs,
    ...(shortNames.length > 0 && { shortNames }),
    ...(categories.length > 0 && { categories }),
    ...(hash && { storageVersionHash: hash }),
  };
  const subresources = subresourceKinds(resource).map(({ name, group, version, ...own }) => ({
    name: `${plural}/${name}`,
    singularName: '',
    namespaced,
    ...(group && { group, version }),
    kind: own.kind,
    verbs: own.verbs,
  }));
  return [main, ...subresources];
}
