import type { SubresourceKind } from '../builtin/kinds.ts';
import { subresourceKinds } from '../discovery/subresources.ts';
import type { Resource, Verb } from '../resource.ts';
import { publishedName } from './kubernetes-schemas.ts';
import { deletionParameters, listParameters, logParameters, patchParameters, pathParameter, writeParameters } from './parameters.ts';

/** The paths of a resource and of its subresources: what may be done there, the kind behind it, and the parameters. */
export function resourcePaths(resource: Resource, schemaName: string): Record<string, object> {
  const { group, version, plural, namespaced } = resource;
  const root = group ? `/apis/${group}/${version}` : `/api/${version}`;
  const collection = namespaced ? `${root}/namespaces/{namespace}/${plural}` : `${root}/${plural}`;
  const place = namespaced ? [pathParameter('namespace')] : [];
  const paths: Record<string, object> = { [collection]: { ...collectionOperations(resource, schemaName), parameters: place } };
  if (!resource.verbs.includes('get')) return paths;
  if (namespaced) paths[`${root}/${plural}`] = { get: operation(resource, 'list', `${schemaName}List`, listParameters) };
  const named = [...place, pathParameter('name')];
  paths[`${collection}/{name}`] = { ...objectOperations(resource, schemaName), parameters: named };
  for (const subresource of subresourceKinds(resource)) {
    const own = { ...resource, ...kindOf(resource, subresource) };
    const operations = subresourceOperations(own, subresource, schemaName);
    paths[`${collection}/{name}/${subresource.name}`] = { ...operations, parameters: named };
  }
  return paths;
}

interface Kind {
  group: string;
  version: string;
  kind: string;
}

type Operations = Record<string, object>;

function collectionOperations(resource: Resource, schemaName: string): Operations {
  return allowed(resource.verbs, {
    list: ['get', operation(resource, 'list', `${schemaName}List`, listParameters)],
    create: ['post', writing(resource, 'post', schemaName, writeParameters)],
    deletecollection: ['delete', operation(resource, 'deletecollection', STATUS, [...listParameters, ...deletionParameters])],
  });
}

function objectOperations(resource: Kind & { verbs: readonly Verb[] }, schemaName: string): Operations {
  return allowed(resource.verbs, {
    get: ['get', operation(resource, 'get', schemaName, [])],
    update: ['put', writing(resource, 'put', schemaName, writeParameters)],
    patch: ['patch', patching(resource, schemaName)],
    delete: ['delete', operation(resource, 'delete', STATUS, deletionParameters)],
  });
}

function subresourceOperations(own: Kind, { name, verbs }: SubresourceKind, schemaName: string): Operations {
  if (CONNECTIONS.includes(name)) return { get: operation(own, 'connect', undefined, []), post: operation(own, 'connect', undefined, []) };
  if (name === 'log') return { get: operation(own, 'get', undefined, logParameters) };
  const answer = publishedName(own) ?? schemaName;
  const created = { create: ['post', writing(own, 'post', answer, writeParameters)] } satisfies OperationTable;
  return { ...objectOperations({ ...own, verbs }, answer), ...allowed(verbs, created) };
}

const CONNECTIONS = ['attach', 'exec', 'portforward', 'proxy'];

function kindOf({ group, version }: Resource, subresource: SubresourceKind): Kind {
  return { group: subresource.group ?? group, version: subresource.version ?? version, kind: subresource.kind };
}

type OperationTable = Partial<Record<Verb, [method: string, operation: object]>>;

function allowed(verbs: readonly Verb[], table: OperationTable): Operations {
  const entries = Object.entries(table).filter(([verb]) => verbs.includes(verb as Verb));
  return Object.fromEntries(entries.map(([, pair]) => pair));
}

const STATUS = 'io.k8s.apimachinery.pkg.apis.meta.v1.Status';
const PATCH = '#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.Patch';

function operation({ group, version, kind }: Kind, action: string, answer: string | undefined, parameters: object[]): object {
  const schema = answer ? { $ref: `#/components/schemas/${answer}` } : { type: 'string' };
  return {
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': { group, version, kind },
    parameters,
    responses: { 200: { description: 'OK', content: { 'application/json': { schema } } }, 401: { description: 'Unauthorized' } },
  };
}

function writing(kind: Kind, action: string, schemaName: string, parameters: object[]): object {
  const schema = { $ref: `#/components/schemas/${schemaName}` };
  return { ...operation(kind, action, schemaName, parameters), requestBody: { content: { '*/*': { schema } }, required: true } };
}

function patching(kind: Kind, schemaName: string): object {
  const types = ['application/apply-patch+yaml', 'application/json-patch+json', 'application/merge-patch+json'];
  if (publishedName(kind)) types.push('application/strategic-merge-patch+json');
  const content = Object.fromEntries(types.map((type) => [type, { schema: { $ref: PATCH } }]));
  return { ...operation(kind, 'patch', schemaName, patchParameters), requestBody: { content, required: true } };
}
