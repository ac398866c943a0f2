/**
 * Writes resources/openapi/kinds.json from a running kube-apiserver: every kind that it serves, as discovery describes it.
 *
 *     kubectl proxy --port 8001 &
 *     node clusters/sandbox/api/builtin/generate.ts http://127.0.0.1:8001
 */
import { writeFile } from 'node:fs/promises';
import { type BuiltInKind, kindsFile, type PublishedKind } from './kinds.ts';

const server = process.argv[2];
if (!server) throw new Error('Give the address of an API server, for example http://127.0.0.1:8001 with `kubectl proxy` running.');

interface PublishedResource {
  name: string;
  singularName: string;
  namespaced: boolean;
  kind: string;
  group?: string;
  version?: string;
  verbs: string[];
  shortNames?: string[];
  categories?: string[];
}

const { groups } = await read<{ groups: { name: string; versions: { groupVersion: string }[] }[] }>('/apis');
const groupVersions = ['v1', ...groups.flatMap(({ versions }) => versions.map(({ groupVersion }) => groupVersion))];
const kinds: PublishedKind[] = [];
for (const groupVersion of groupVersions) kinds.push(...(await readKinds(groupVersion)));

const version = await read<{ gitVersion: string }>('/version');
const source = `kube-apiserver ${version.gitVersion}, discovery (Kubernetes, Apache-2.0)`;
const lines = kinds.map((kind) => JSON.stringify(kind)).join(',\n');
await writeFile(kindsFile, `{"source":${JSON.stringify(source)},"kinds":[\n${lines}\n]}\n`);

async function readKinds(groupVersion: string): Promise<PublishedKind[]> {
  const path = groupVersion.includes('/') ? `/apis/${groupVersion}` : `/api/${groupVersion}`;
  const { resources } = await read<{ resources: PublishedResource[] }>(path);
  const [group = '', kindVersion = ''] = groupVersion.includes('/') ? groupVersion.split('/') : ['', groupVersion];
  const main = resources.filter(({ name }) => !name.includes('/'));
  return main.map((resource) => ({
    group,
    version: kindVersion,
    kind: resource.kind,
    plural: resource.name,
    singular: resource.singularName,
    namespaced: resource.namespaced,
    verbs: resource.verbs as BuiltInKind['verbs'],
    shortNames: resource.shortNames,
    categories: resource.categories,
    subresources: subresourcesOf(resource, resources),
  }));
}

function subresourcesOf(resource: PublishedResource, all: PublishedResource[]): PublishedKind['subresources'] {
  const prefix = `${resource.name}/`;
  const own = all.filter(({ name }) => name.startsWith(prefix));
  if (own.length === 0) return undefined;
  return own.map(({ name, kind, group, version: kindVersion, verbs }) => ({
    name: name.slice(prefix.length),
    kind,
    ...(group && { group }),
    ...(kindVersion && { version: kindVersion }),
    verbs,
  })) as PublishedKind['subresources'];
}

async function read<Body>(path: string): Promise<Body> {
  const answer = await fetch(`${server}${path}`);
  if (!answer.ok) throw new Error(`${server} answered ${answer.status} for ${path}; is it a kube-apiserver?`);
  return (await answer.json()) as Body;
}
