import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import type { CustomResourceDefinition } from 'kubernetes-types/apiextensions/v1.d.ts';
import { type JsonObject, typed } from '../json.ts';
import { unknownPath } from '../refusals.ts';
import type { Registry } from '../registry.ts';
import type { Resource } from '../resource.ts';
import type { Store } from '../storage/store.ts';
import { definitionOf, listSchema, objectSchema } from './custom-schemas.ts';
import { kubernetesSchemas, openApiFile, publishedName } from './kubernetes-schemas.ts';
import { resourcePaths } from './paths.ts';
import { references, referredNames } from './referred-names.ts';

/** The index of `/openapi/v3`: a document's address holds a hash, so that clients may keep it for ever. */
export function openApiIndex(registry: Registry, store: Store): object {
  const groups = Map.groupBy(registry.all(), openApiPath);
  const paths = [...groups].map(([path, resources]) => [
    path,
    { serverRelativeURL: `/openapi/v3/${path}?hash=${hashOf(path, resources, store)}` },
  ]);
  return { paths: Object.fromEntries(paths) };
}

/** The hash of the present document of one group and version (`apis/apps/v1`); undefined when nothing is served there. */
export function openApiHash(registry: Registry, store: Store, path: string): string | undefined {
  const resources = registry.all().filter((resource) => openApiPath(resource) === path);
  return resources.length === 0 ? undefined : hashOf(path, resources, store);
}

/** The document of one group and version. */
export function openApiDocument(registry: Registry, store: Store, path: string): string {
  const resources = registry.all().filter((resource) => openApiPath(resource) === path);
  if (resources.length === 0) throw unknownPath();
  const custom = customSchemas(resources, store);
  const find = (name: string) => custom[name] ?? kubernetesSchemas().document(name);
  const paths = Object.assign({}, ...resources.map((resource) => resourcePaths(resource, schemaName(resource))));
  const own = resources.map(schemaName);
  const names = [...referredNames(find, [...own, ...references(paths)])].sort();
  return JSON.stringify({
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: '1.36' },
    paths,
    components: {
      schemas: Object.fromEntries(names.map((name) => [name, find(name)])),
      securitySchemes: {
        BearerToken: { type: 'apiKey', description: 'Bearer Token authentication', name: 'authorization', in: 'header' },
      },
    },
  });
}

/** Where the document of a resource is: `apis/apps/v1`. */
export function openApiPath({ group, version }: Resource): string {
  return group ? `apis/${group}/${version}` : `api/${version}`;
}

/** Of what the document is made from, which is cheaper than of the document. */
function hashOf(path: string, resources: Resource[], store: Store): string {
  const { size, mtimeMs } = statSync(openApiFile);
  const definitions = resources.filter(({ custom }) => custom).map((resource) => definitionOf(resource, store));
  const parts = definitions.map((definition) => `${definition?.metadata?.uid}/${definition?.metadata?.generation}`);
  return createHash('sha256')
    .update([path, size, mtimeMs, ...parts].join(' '))
    .digest('hex')
    .toUpperCase();
}

/** Built-in kinds have the name they were published under, custom ones the usual reversed domain. */
function schemaName(resource: Resource): string {
  const { group, version, kind } = resource;
  const published = resource.custom ? undefined : publishedName({ group, version, kind });
  return published ?? `${group.split('.').reverse().join('.')}.${version}.${kind}`;
}

function customSchemas(resources: Resource[], store: Store): Record<string, JsonObject> {
  const schemas: Record<string, JsonObject> = {};
  for (const resource of resources.filter(({ custom }) => custom)) {
    const name = schemaName(resource);
    const definition = definitionOf(resource, store);
    schemas[name] = objectSchema(resource, definition && typed<CustomResourceDefinition>(definition));
    schemas[`${name}List`] = listSchema(resource, name);
  }
  return schemas;
}
