/**
 * Writes resources/openapi/kubernetes.json from a running kube-apiserver: the schemas of the built-in kinds that the
 * sandbox serves, and of all that they refer to.
 *
 *     kubectl proxy --port 8001 &
 *     node clusters/sandbox/api/openapi/generate.ts http://127.0.0.1:8001
 */
import { writeFile } from 'node:fs/promises';
import { builtInKinds } from '../builtin/kinds.ts';
import { openApiFile } from './kubernetes-schemas.ts';
import { referredNames } from './referred-names.ts';

const server = process.argv[2];
if (!server) throw new Error('Give the address of an API server, for example http://127.0.0.1:8001 with `kubectl proxy` running.');

const extraKinds = ['Scale', 'Status', 'DeleteOptions', 'SelfSubjectAccessReview', 'SelfSubjectRulesReview', 'Binding'];
const groupVersions = new Set(builtInKinds.map(({ group, version }) => (group ? `apis/${group}/${version}` : `api/${version}`)));
groupVersions.add('apis/authorization.k8s.io/v1');

const all: Record<string, object> = {};
for (const groupVersion of groupVersions) {
  const answer = await fetch(`${server}/openapi/v3/${groupVersion}`);
  if (!answer.ok) throw new Error(`${server} answered ${answer.status} for ${groupVersion}; is it a kube-apiserver?`);
  const document = (await answer.json()) as { components: { schemas: Record<string, object> } };
  Object.assign(all, document.components.schemas);
}

const wanted = Object.keys(all).filter((name) => served(name, all[name] ?? {}));
const schemas = Object.fromEntries([...referredNames(all, wanted)].sort().map((name) => [name, all[name]]));
const version = (await (await fetch(`${server}/version`)).json()) as { gitVersion: string };
const file = { source: `kube-apiserver ${version.gitVersion}, /openapi/v3 (Kubernetes, Apache-2.0)`, schemas };
await writeFile(openApiFile, `${JSON.stringify(file)}\n`);

function served(name: string, schema: object): boolean {
  const kinds = (schema as { 'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string }[] })[
    'x-kubernetes-group-version-kind'
  ];
  if (!kinds) return false;
  const isBuiltIn = builtInKinds.some((built) =>
    kinds.some(
      (kind) => kind.group === built.group && kind.version === built.version && [built.kind, `${built.kind}List`].includes(kind.kind),
    ),
  );
  return isBuiltIn || extraKinds.includes(name.split('.').at(-1) ?? '');
}
