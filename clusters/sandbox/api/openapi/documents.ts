import { createHash } from 'node:crypto';
import type { CustomResourceDefinition } from 'kubernetes-types/apiextensions/v1.d.ts';
import { type JsonObject, typed } from '../json.ts';
import { unknownPath } from '../refusals.ts';
import type { Registry } from '../registry.ts';
import type { Resource } from '../resource.ts';
import type { Store } from '../storage/store.ts';
import { kubernetesSchemas, publishedName } from './kubernetes-schemas.ts';
import { resourcePaths } from './paths.ts';
import { referredNames } from './referred-names.ts';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/** The index of `/openapi/v3`: a document's address holds a hash, so that clients may keep it for ever. */
export function openApiIndex(registry: Registry, store: Store): object {
  const groupVersions = [...new Set(registry.all().map(pathOf))];
  const paths = groupVersions.map((path) => [
    path,
    { serverRelativeURL: `/openapi/v3/${path}?hash=${hashOf(openApiDocument(registry, store, path))}` },
  ]);
  return { paths: Object.fromEntries(paths) };
}

/** The document of one group and version (`apis/apps/v1`). */
export function openApiDocument(registry: Registry, store: Store, path: string): string {
  const resources = registry.all().filter((resource) => pathOf(resource) === path);
  if (resources.length === 0) throw unknownPath();
  const builtIn = kubernetesSchemas().documents;
  const own = Object.fromEntries(resources.map((resource) => [schemaName(resource), schemaOf(resource, store)]));
  const all = { ...builtIn, ...own };
  const names = [...referredNames(all, Object.keys(own))].sort();
  return JSON.stringify({
    openapi: '3.0.0',
    info: { title: 'Slipway sandbox', version: 'v1' },
    paths: Object.assign({}, ...resources.map((resource) => resourcePaths(resource, schemaName(resource)))),
    components: { schemas: Object.fromEntries(names.map((name) => [name, all[name]])) },
  });
}

function pathOf({ group, version }: Resource): string {
  return group ? `apis/${group}/${version}` : `api/${version}`;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32).toUpperCase();
}

/** Built-in kinds have the name they were published under, custom ones the usual reversed domain. */
function schemaName(resource: Resource): string {
  const { group, version, kind } = resource;
  const published = resource.custom ? undefined : publishedName({ group, version, kind });
  return published ?? `${group.split('.').reverse().join('.')}.${version}.${kind}`;
}

function schemaOf(resource: Resource, store: Store): JsonObject {
  if (!resource.custom) return kubernetesSchemas().documents[schemaName(resource)] ?? {};
  const { group, version, kind, plural } = resource;
  const entry = store.get('apiextensions.k8s.io/customresourcedefinitions', `${plural}.${group}`);
  const definition = entry && typed<CustomResourceDefinition>(entry.object);
  const schema = (definition?.spec.versions.find(({ name }) => name === version)?.schema?.openAPIV3Schema ?? {}) as JsonObject;
  return {
    ...schema,
    properties: {
      ...(schema['properties'] as JsonObject | undefined),
      apiVersion: { type: 'string', description: 'The version of this form of the object.' },
      kind: { type: 'string', description: 'The kind of the object.' },
      metadata: { description: 'Standard metadata.', allOf: [{ $ref: `#/components/schemas/${META}` }] },
    },
    'x-kubernetes-group-version-kind': [{ group, version, kind }],
  };
}
