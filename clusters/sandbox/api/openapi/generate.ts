/**
 * Writes resources/openapi/kubernetes.json from a running kube-apiserver: the schemas of all its kinds, one a line.
 *
 *     kubectl proxy --port 8001 &
 *     node clusters/sandbox/api/openapi/generate.ts http://127.0.0.1:8001
 */
import { writeFile } from 'node:fs/promises';
import { type KindName, keyOf, openApiFile } from './kubernetes-schemas.ts';

const server = process.argv[2];
if (!server) throw new Error('Give the address of an API server, for example http://127.0.0.1:8001 with `kubectl proxy` running.');

type Document = Record<string, unknown> & { 'x-kubernetes-group-version-kind'?: KindName[] };

const { paths } = await read<{ paths: Record<string, object> }>('/openapi/v3');
const groupVersions = Object.keys(paths).filter((path) => /^apis?\/.*v\d/.test(path));
const all: Record<string, Document> = {};
for (const groupVersion of groupVersions) {
  const { components } = await read<{ components: { schemas: Record<string, Document> } }>(`/openapi/v3/${groupVersion}`);
  Object.assign(all, components.schemas);
}

const names = Object.keys(all).sort();
const kinds: Record<string, string> = {};
for (const name of names) for (const kind of all[name]?.['x-kubernetes-group-version-kind'] ?? []) kinds[keyOf(kind)] ??= name;
const version = await read<{ gitVersion: string }>('/version');
const source = `kube-apiserver ${version.gitVersion}, /openapi/v3 (Kubernetes, Apache-2.0)`;
const lines = names.map((name) => `${JSON.stringify(name)}:${JSON.stringify(all[name])}`);
// A schema a line, so that a reader can find one without parsing the others.
await writeFile(
  openApiFile,
  `{"source":${JSON.stringify(source)},\n"kinds":${JSON.stringify(kinds)},\n"schemas":{\n${lines.join(',\n')}\n}}\n`,
);

async function read<Body>(path: string): Promise<Body> {
  const answer = await fetch(`${server}${path}`);
  if (!answer.ok) throw new Error(`${server} answered ${answer.status} for ${path}; is it a kube-apiserver?`);
  return (await answer.json()) as Body;
}
