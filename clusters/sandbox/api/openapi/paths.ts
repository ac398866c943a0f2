import type { Resource } from '../resource.ts';

/** The paths of a resource, with what kubectl looks for there: the kind behind each, and the parameters that it may send. */
export function resourcePaths(resource: Resource, schemaName: string): Record<string, object> {
  const { group, version, plural, namespaced } = resource;
  const root = group ? `/apis/${group}/${version}` : `/api/${version}`;
  const collection = namespaced ? `${root}/namespaces/{namespace}/${plural}` : `${root}/${plural}`;
  const place = namespaced ? [pathParameter('namespace')] : [];
  return {
    [collection]: {
      get: operation(resource, 'list', schemaName, []),
      post: operation(resource, 'post', schemaName, writeParameters),
      parameters: place,
    },
    [`${collection}/{name}`]: {
      get: operation(resource, 'get', schemaName, []),
      put: operation(resource, 'put', schemaName, writeParameters),
      patch: operation(resource, 'patch', schemaName, [...writeParameters, queryParameter('force', 'boolean')]),
      delete: operation(resource, 'delete', schemaName, [queryParameter('dryRun', 'string')]),
      parameters: [...place, pathParameter('name')],
    },
  };
}

const writeParameters = [
  queryParameter('dryRun', 'string'),
  queryParameter('fieldManager', 'string'),
  queryParameter('fieldValidation', 'string'),
];

function operation({ group, version, kind }: Resource, action: string, schemaName: string, parameters: object[]): object {
  const schema = { $ref: `#/components/schemas/${schemaName}` };
  return {
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': { group, version, kind },
    parameters,
    responses: { 200: { description: 'OK', content: { 'application/json': { schema } } } },
  };
}

function queryParameter(name: string, type: string): object {
  return { name, in: 'query', schema: { type, uniqueItems: true } };
}

function pathParameter(name: string): object {
  return { name, in: 'path', required: true, schema: { type: 'string', uniqueItems: true } };
}
