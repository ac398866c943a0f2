/** The built-in kinds that the sandbox serves: those of a real API server, but for the few that are named here. */
import { readFileSync } from 'node:fs';
import type { Subresource, Verb } from '../resource.ts';

export const kindsFile = new URL('../../../../resources/openapi/kinds.json', import.meta.url);

export interface BuiltInKind {
  group: string;
  version: string;
  kind: string;
  plural: string;
  singular: string;
  namespaced: boolean;
  verbs: Verb[];
  shortNames: string[];
  categories: string[];
  subresources: SubresourceKind[];
}

/** How discovery describes a subresource. Without group and version it is of its resource's own. */
export interface SubresourceKind {
  name: Subresource;
  kind: string;
  group?: string;
  version?: string;
  verbs: Verb[];
}

/** A kind as the file has it: empty lists are left out. */
export type PublishedKind = Omit<BuiltInKind, 'shortNames' | 'categories' | 'subresources'> & {
  shortNames?: string[] | undefined;
  categories?: string[] | undefined;
  subresources?: SubresourceKind[] | undefined;
};

/** What a real API server serves and the sandbox does not, and why. */
export const notServed: Readonly<Record<string, string>> = {
  componentstatuses: 'deprecated since Kubernetes 1.19: it asks processes that the sandbox does not have',
  'nodes/proxy': 'there is no kubelet behind a node',
  'pods/proxy': 'a pod is reached by port-forward, or by the port of the host that stands for its port',
  'services/proxy': 'a Service is reached by port-forward, or by the port of the host that stands for its port',
  'pods/ephemeralcontainers': 'a container is a process that cannot be added to a pod that runs',
  'pods/resize': "a container's resources are not limited, so there is nothing to resize",
};

/** Read with the module: what is served must be known before the first request, and it is one small file. */
export const builtInKinds: readonly BuiltInKind[] = readKinds();

function readKinds(): BuiltInKind[] {
  const { kinds } = JSON.parse(readFileSync(kindsFile, 'utf8')) as { kinds: PublishedKind[] };
  return kinds.filter((kind) => !isNotServed(kind.plural, kind)).map(complete);
}

function complete(kind: PublishedKind): BuiltInKind {
  const { shortNames = [], categories = [], subresources = [], plural } = kind;
  return {
    ...kind,
    shortNames,
    categories,
    subresources: subresources.filter(({ name }) => !isNotServed(`${plural}/${name}`, kind)),
  };
}

function isNotServed(name: string, { group }: PublishedKind): boolean {
  return group === '' && Object.hasOwn(notServed, name);
}
