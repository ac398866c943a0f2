import { unknownPath } from '../refusals.ts';
import type { Registry } from '../registry.ts';
import type { Resource } from '../resource.ts';

/** The documents by which clients learn what is served, in the older form: one a group and version. */

export function coreVersions(): object {
  return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] };
}

export function groupList(registry: Registry): object {
  const groups = new Set(registry.all().map(({ group }) => group));
  groups.delete('');
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: [...groups, ...virtualGroups].map((group) => describeGroup(registry, group)) };
}

export function groupDocument(registry: Registry, group: string): object {
  if (versionsOf(registry, group).length === 0) throw unknownPath();
  return { kind: 'APIGroup', apiVersion: 'v1', ...describeGroup(registry, group) };
}

export function resourceList(registry: Registry, group: string, version: string): object {
  if (!versionsOf(registry, group).includes(version)) throw unknownPath();
  const resources = registry.all().filter((resource) => resource.group === group && resource.version === version);
  const groupVersion = group ? `${group}/${version}` : version;
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: [...resources.flatMap(describe), ...reviewsOf(group)] };
}

/** Groups whose kinds are asked and never stored. */
const virtualGroups = ['authorization.k8s.io'];

export function versionsOf(registry: Registry, group: string): string[] {
  const versions = registry.all().filter((resource) => resource.group === group);
  return virtualGroups.includes(group) ? ['v1'] : [...new Set(versions.map(({ version }) => version))];
}

function describeGroup(registry: Registry, name: string): object {
  const versions = versionsOf(registry, name).map((version) => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions, preferredVersion: versions[0] };
}

function describe(resource: Resource): object[] {
  const { plural, singular, namespaced, kind, verbs, shortNames, categories } = resource;
  const main = {
    name: plural,
    singularName: singular,
    namespaced,
    kind,
    verbs,
    ...(shortNames.length > 0 && { shortNames }),
    ...(categories.length > 0 && { categories }),
  };
  return [main, ...resource.subresources.map((subresource) => describeSubresource(resource, subresource))];
}

function describeSubresource({ plural, namespaced, kind }: Resource, subresource: string): object {
  const base = { name: `${plural}/${subresource}`, singularName: '', namespaced };
  if (subresource === 'scale') return { ...base, group: 'autoscaling', version: 'v1', kind: 'Scale', verbs: ['get', 'patch', 'update'] };
  if (subresource === 'log') return { ...base, kind, verbs: ['get'] };
  if (subresource === 'binding') return { ...base, kind: 'Binding', verbs: ['create'] };
  return { ...base, kind, verbs: subresource === 'finalize' ? ['update'] : ['get', 'patch', 'update'] };
}

export const reviewKinds = ['SelfSubjectAccessReview', 'SelfSubjectRulesReview'] as const;

function reviewsOf(group: string): object[] {
  if (group !== 'authorization.k8s.io') return [];
  return reviewKinds.map((kind) => ({
    name: `${kind.toLowerCase()}s`,
    singularName: kind.toLowerCase(),
    namespaced: false,
    kind,
    verbs: ['create'],
  }));
}
