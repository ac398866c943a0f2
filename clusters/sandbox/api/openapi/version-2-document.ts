import { isJsonObject, type JsonObject } from '../json.ts';
import type { Registry } from '../registry.ts';
import type { Store } from '../storage/store.ts';
import { openApiDocument, openApiPath } from './documents.ts';

interface Version3 {
  paths: Record<string, Record<string, Operation | JsonObject[]>>;
  components: { schemas: Record<string, JsonObject> };
}

interface Operation extends JsonObject {
  parameters?: JsonObject[];
  requestBody?: { content: Record<string, { schema: JsonObject }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: JsonObject }> }>;
}

/** The older form of all documents together, for clients that do not know version 3. Made when it is asked for: it is large. */
export function openApiV2Document(registry: Registry, store: Store): JsonObject {
  const names = new Set(registry.all().map(openApiPath));
  const documents = [...names].map((name) => JSON.parse(openApiDocument(registry, store, name)) as Version3);
  const schemas: Record<string, JsonObject> = Object.assign({}, ...documents.map(({ components }) => components.schemas));
  const paths: Version3['paths'] = Object.assign({}, ...documents.map((document) => document.paths));
  return {
    swagger: '2.0',
    info: { title: 'Kubernetes', version: '1.36' },
    paths: Object.fromEntries(Object.entries(paths).map(([path, item]) => [path, pathItem(item)])),
    definitions: Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, older(schema)])),
  };
}

function pathItem(item: Version3['paths'][string]): JsonObject {
  const entries = Object.entries(item).map(([method, part]) => [method, Array.isArray(part) ? part.map(parameter) : operation(part)]);
  return Object.fromEntries(entries);
}

function operation({ requestBody, parameters = [], responses, ...rest }: Operation): JsonObject {
  const bodySchema = Object.values(requestBody?.content ?? {})[0]?.schema;
  const body = bodySchema ? [{ name: 'body', in: 'body', required: true, schema: older(bodySchema) }] : [];
  const answers = Object.entries(responses).map(([code, { description, content }]) => {
    const schema = content?.['application/json']?.schema;
    return [code, { description, ...(schema && { schema: older(schema) }) }];
  });
  const consumes = requestBody ? { consumes: Object.keys(requestBody.content) } : {};
  return {
    ...rest,
    ...consumes,
    produces: ['application/json', 'application/yaml'],
    schemes: ['https'],
    parameters: [...body, ...parameters.map(parameter)],
    responses: Object.fromEntries(answers),
  };
}

/** In the older form a parameter's type is its own. */
function parameter({ schema, ...rest }: JsonObject): JsonObject {
  return { ...rest, ...(isJsonObject(schema) ? schema : {}) };
}

/** References lead to `definitions`, and stand beside a description without `allOf` around them. */
function older(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(older);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([field, inner]) => {
    return [field, field === '$ref' && typeof inner === 'string' ? inner.replace('#/components/schemas/', '#/definitions/') : older(inner)];
  });
  const { allOf, ...rest } = Object.fromEntries(entries) as JsonObject;
  const [only, ...others] = Array.isArray(allOf) ? (allOf as JsonObject[]) : [];
  if (only && others.length === 0 && '$ref' in only) return { ...rest, ...only };
  return allOf === undefined ? rest : { ...rest, allOf };
}
