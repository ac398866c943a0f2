import type { Registry } from '../registry.ts';
import type { Resource } from '../resource.ts';

/** What is served under one group, its versions in the order of preference. */
export interface ServedGroup {
  name: string;
  versions: { version: string; resources: Resource[] }[];
}

/** All groups: the built-in ones in the order of a real server, then those of custom kinds by name. */
export function servedGroups(registry: Registry): ServedGroup[] {
  const groups = [...Map.groupBy(registry.all(), ({ group }) => group)].map(([name, resources]) => toGroup(name, resources));
  const builtIn = groups.filter(isBuiltIn);
  const custom = groups.filter((group) => !isBuiltIn(group)).sort((left, right) => (left.name < right.name ? -1 : 1));
  return [...builtIn, ...custom];
}

/** One group; undefined when nothing is served under the name. */
export function servedGroup(registry: Registry, name: string): ServedGroup | undefined {
  const resources = registry.all().filter(({ group }) => group === name);
  return resources.length === 0 ? undefined : toGroup(name, resources);
}

function toGroup(name: string, resources: Resource[]): ServedGroup {
  const versions = [...Map.groupBy(resources, ({ version }) => version)];
  return { name, versions: versions.map(([version, members]) => ({ version, resources: members })) };
}

function isBuiltIn({ versions }: ServedGroup): boolean {
  return versions.some(({ resources }) => resources.some(({ custom }) => !custom));
}
