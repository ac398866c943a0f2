import type { CustomResourceDefinition } from 'kubernetes-types/apiextensions/v1.d.ts';
import { type ApiObject, type JsonObject, typed } from '../json.ts';
import type { Resource } from '../resource.ts';
import type { Store } from '../storage/store.ts';
import { kubernetesSchemas } from './kubernetes-schemas.ts';

/** The stored definition of a custom kind. */
export function definitionOf({ plural, group }: Resource, store: Store): ApiObject | undefined {
  return store.get('apiextensions.k8s.io/customresourcedefinitions', `${plural}.${group}`)?.object;
}

/** The published schema of a custom kind: its definition's, with the fields that every object has. */
export function objectSchema({ group, version, kind }: Resource, definition: CustomResourceDefinition | undefined): JsonObject {
  const schema = (definition?.spec.versions.find(({ name }) => name === version)?.schema?.openAPIV3Schema ?? {}) as JsonObject;
  return {
    ...schema,
    properties: { ...typed<{ properties?: JsonObject }>(schema).properties, ...commonProperties('io.k8s.api.core.v1.ConfigMap') },
    'x-kubernetes-group-version-kind': [{ group, kind, version }],
  };
}

export function listSchema({ group, version, kind, listKind, plural }: Resource, name: string): JsonObject {
  return {
    description: `${listKind} is a list of ${kind}`,
    type: 'object',
    required: ['items'],
    properties: {
      ...commonProperties('io.k8s.api.core.v1.ConfigMapList'),
      items: { description: `List of ${plural}.`, type: 'array', items: { $ref: `#/components/schemas/${name}` } },
    },
    'x-kubernetes-group-version-kind': [{ group, kind: listKind, version }],
  };
}

/** `apiVersion`, `kind` and `metadata` as any built-in kind has them. */
function commonProperties(name: string): JsonObject {
  const { properties = {} } = (kubernetesSchemas().document(name) ?? {}) as { properties?: JsonObject };
  const { default: _empty, ...metadata } = (properties['metadata'] ?? {}) as JsonObject;
  return { apiVersion: properties['apiVersion'], kind: properties['kind'], metadata };
}
