import { readFileSync } from 'node:fs';
import type { JsonObject } from '../json.ts';
import { isJsonObject } from '../json.ts';
import { referredName } from './referred-names.ts';
import type { Schema } from './schema.ts';

export const openApiFile = new URL('../../../../resources/openapi/kubernetes.json', import.meta.url);

/** The schemas of the built-in kinds. */
export interface KubernetesSchemas {
  /** A schema as published, with references; undefined for a name that is not in the file. */
  document(name: string): JsonObject | undefined;
  /** The schema of a kind with its references followed; undefined for a kind that is not in the file. */
  ofKind(kind: KindName): Schema | undefined;
  /** Under which name a kind is published. */
  nameOf(kind: KindName): string | undefined;
}

export interface KindName {
  group: string;
  version: string;
  kind: string;
}

/** The name of a built-in kind's schema: `io.k8s.api.core.v1.Pod`. */
export function publishedName(kind: KindName): string | undefined {
  return kubernetesSchemas().nameOf(kind);
}

let loaded: KubernetesSchemas | undefined;

/** Reads the file at the first call: a start that writes nothing need not wait for it. */
export function kubernetesSchemas(): KubernetesSchemas {
  loaded ??= readSchemas();
  return loaded;
}

/** The file has a schema a line, so that only those are parsed that are asked for. */
function readSchemas(): KubernetesSchemas {
  const [, kindLine = '', , ...lines] = readFileSync(openApiFile, 'utf8').split('\n');
  const kinds = JSON.parse(`{${withoutComma(kindLine)}}`) as { kinds: Record<string, string> };
  const texts = new Map(lines.filter((line) => line.startsWith('"')).map(splitLine));
  const documents = new Map<string, JsonObject>();
  const linked = new Map<string, Schema>();

  function document(name: string): JsonObject | undefined {
    const text = texts.get(name);
    if (text === undefined) return undefined;
    const parsed = documents.get(name) ?? (JSON.parse(text) as JsonObject);
    documents.set(name, parsed);
    return parsed;
  }

  function nameOf(kind: KindName): string | undefined {
    return kinds.kinds[keyOf(kind)];
  }

  return {
    document,
    nameOf,
    ofKind(kind) {
      const name = nameOf(kind);
      return name === undefined ? undefined : linkNamed(name, document, linked);
    },
  };
}

/** `"io.k8s.api.core.v1.Pod":{...},` as name and text. */
function splitLine(line: string): [string, string] {
  const end = line.indexOf('":');
  return [line.slice(1, end), withoutComma(line.slice(end + 2))];
}

function withoutComma(line: string): string {
  return line.endsWith(',') ? line.slice(0, -1) : line;
}

export function keyOf({ group, version, kind }: KindName): string {
  return `${group}/${version}/${kind}`;
}

type FindDocument = (name: string) => JsonObject | undefined;

/** Replaces references by what they refer to. Registered before its fields are linked, as schemas may contain themselves. */
function linkNamed(name: string, find: FindDocument, linked: Map<string, Schema>): Schema {
  const known = linked.get(name);
  if (known) return known;
  const schema: Schema = {};
  linked.set(name, schema);
  Object.assign(schema, linkInside(find(name) ?? {}));
  return Object.assign(schema, wellKnownTypes[name]);

  function linkInside(source: JsonObject): JsonObject {
    const target: JsonObject = {};
    for (const [field, value] of Object.entries(source)) target[field] = linkValue(value);
    // Not a list where it is the name of a property: JSONSchemaProps has one.
    const [only] = (Array.isArray(target['allOf']) ? target['allOf'] : []) as JsonObject[];
    // Published as `allOf: [reference]` where the field adds a default or a description of its own.
    return only ? { ...only, ...target, allOf: undefined } : target;
  }

  function linkValue(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(linkValue);
    if (!isJsonObject(value)) return value;
    const reference = value['$ref'];
    return typeof reference === 'string' ? linkNamed(referredName(reference), find, linked) : linkInside(value);
  }
}

/** Types whose JSON their published schema says only in words. */
const wellKnownTypes: Record<string, Schema> = {
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { 'x-kubernetes-int-or-string': true },
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': { 'x-kubernetes-preserve-unknown-fields': true, 'x-kubernetes-map-type': 'atomic' },
  'io.k8s.apimachinery.pkg.runtime.RawExtension': { 'x-kubernetes-preserve-unknown-fields': true },
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON': { 'x-kubernetes-preserve-unknown-fields': true },
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrArray': { 'x-kubernetes-preserve-unknown-fields': true },
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrBool': { 'x-kubernetes-preserve-unknown-fields': true },
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrStringArray': { 'x-kubernetes-preserve-unknown-fields': true },
};
