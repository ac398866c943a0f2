import { apiVersionOf } from '../../../objects.ts';
import { dropNulls } from '../custom/drop-nulls.ts';
import { type ApiObject, copyJson, isJsonObject, type JsonObject, valueAt } from '../json.ts';
import { publishedName } from '../openapi/kubernetes-schemas.ts';
import { badRequest } from '../refusals.ts';
import type { Resource } from '../resource.ts';
import { inWireForm, metadataShape, resourceShape } from '../typed/resource-shape.ts';
import { findWrongType } from '../typed/wrong-types.ts';
import { dropUnknownFields } from '../validation/unknown-fields.ts';
import type { ObjectPlace, Place, WriteRequest } from './context.ts';
import { duplicateFields } from './duplicate-fields.ts';

/** What a client sent as an object of the resource: of the right kind and place, with the fields that the kind has. */
export function decodeObject(place: Place | ObjectPlace, body: unknown, request: WriteRequest): ApiObject {
  const { resource } = place;
  const sent = asObjectOf(resource, body, request);
  const wrong = wrongTypeIn(resource, sent);
  if (wrong) throw cannotBeHandled(resource, wrong);
  const object = { ...copyJson(sent), metadata: isJsonObject(sent['metadata']) ? copyJson(sent['metadata']) : {} } as ApiObject;
  checkFields(resource, object, { request, duplicates: duplicateFields(body) });
  const decoded = inWireForm(resource, object);
  if (resource.custom) dropNulls(decoded, resource.schema());
  checkPlace(place, decoded);
  decoded.metadata.name ??= '';
  return decoded;
}

/** The object without fields that its kind does not have: what nobody can have applied, but an older schema may have kept. */
export function dropUnknown(resource: Resource, object: ApiObject): ApiObject {
  const schema = resource.schema();
  if (schema) dropUnknownFields(object, schema, { custom: resource.custom });
  return object;
}

/** The first value of a type that the kind's struct cannot hold. Of custom kinds only the metadata has a struct. */
export function wrongTypeIn(resource: Resource, sent: JsonObject): string | undefined {
  const shape = resourceShape(resource);
  if (shape) return findWrongType(sent, shape);
  const metadata = metadataShape();
  return metadata && findWrongType(sent['metadata'], metadata);
}

/** Drops fields that the kind does not have, and says so as the request wants it said. Changes `object`. */
export function checkFields(
  resource: Resource,
  object: ApiObject,
  { request, duplicates = [] }: { request: WriteRequest; duplicates?: readonly string[] | undefined },
): void {
  const schema = resource.schema();
  if (!schema) return;
  const found = dropUnknownFields(object, schema, { custom: resource.custom });
  const unknown = resource.custom ? found.sort() : found;
  if (request.fieldValidation === 'Ignore' || unknown.length + duplicates.length === 0) return;
  const complaints = [...duplicates.map((field) => `duplicate field "${field}"`), ...unknown.map((field) => `unknown field "${field}"`)];
  if (request.fieldValidation === 'Strict') throw cannotBeHandled(resource, `strict decoding error: ${complaints.join(', ')}`);
  for (const complaint of complaints) request.warn(complaint);
}

function cannotBeHandled({ kind, version }: Resource, why: string) {
  return badRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: ${why}`);
}

/** The body with its kind. What says nothing about its kind is taken for the kind of its URL, but for custom kinds. */
function asObjectOf(resource: Resource, body: unknown, request: WriteRequest): JsonObject {
  if (!isJsonObject(body)) throw notAnObject(resource, body);
  const expected = apiVersionOf(resource);
  if (resource.custom) checkCustomKind(resource, body, request);
  const apiVersion = String(body['apiVersion'] || expected);
  const kind = String(body['kind'] || resource.kind);
  if (!resource.custom && (apiVersion !== expected || kind !== resource.kind)) throw otherKind(resource, apiVersion, kind);
  return { ...body, apiVersion, kind };
}

/** A kind that the server knows cannot be converted, any other is not registered. */
function otherKind(resource: Resource, apiVersion: string, kind: string) {
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  const isKnown = publishedName({ group, version, kind }) !== undefined;
  const hub = `${(resource.group || 'core').split('.')[0]}.${resource.kind}`;
  const why = isKnown
    ? `converting (${version}.${kind}) to (${hub}): unknown conversion`
    : `no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/runtime/scheme.go:111"`;
  return badRequest(`${kind} in version "${version}" cannot be handled as a ${resource.kind}: ${why}`);
}

function checkCustomKind(resource: Resource, body: JsonObject, { fieldValidation }: WriteRequest): void {
  const { kind } = resource;
  if (!body['kind']) {
    const text = JSON.stringify(body);
    // Whoever reads loosely knows what was to be read.
    if (fieldValidation === 'Ignore') throw cannotBeHandled(resource, `Object 'Kind' is missing in '${text}'`);
    throw badRequest(
      `the object provided is unrecognized (must be of type ${kind}): Object 'Kind' is missing in '${text}' (${hint(text)})`,
    );
  }
  const [apiVersion, expected] = [body['apiVersion'] ?? '', apiVersionOf(resource)];
  if (apiVersion !== expected)
    throw badRequest(`the API version in the data (${apiVersion}) does not match the expected API version (${expected})`);
}

/** The beginning of a body, as the server shows it. */
function hint(text: string): string {
  return text.length > 30 ? `${text.slice(0, 30)} ...` : text;
}

function notAnObject({ kind }: Resource, body: unknown) {
  const fields = 'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';
  const why = `couldn't get version/kind; json parse error: json: cannot unmarshal ${goName(body)} into Go value of type ${fields}`;
  const text = JSON.stringify(body) ?? '';
  return badRequest(`the object provided is unrecognized (must be of type ${kind}): ${why} (${Buffer.from(text).toString('hex')})`);
}

function goName(body: unknown): string {
  if (Array.isArray(body)) return 'array';
  return typeof body === 'boolean' ? 'bool' : typeof body;
}

/** Refuses an object of another name or namespace than its URL, and fills in what it left out. Changes `object`. */
export function checkPlace(place: Place | ObjectPlace, object: ApiObject): void {
  const { metadata } = object;
  if (place.resource.namespaced) {
    metadata.namespace ||= place.namespace ?? '';
    if (metadata.namespace !== place.namespace) {
      throw badRequest(`the namespace of the provided object does not match the namespace sent on the request`);
    }
  } else delete metadata.namespace;
  if (!('name' in place)) return;
  metadata.name ||= place.name;
  if (metadata.name !== place.name) {
    throw badRequest(`the name of the object (${metadata.name}) does not match the name on the URL (${place.name})`);
  }
}

/** An object that takes another's place says its name, unlike a new one that its URL names. */
export function checkNamed({ name }: ObjectPlace, body: unknown): void {
  if (valueAt(body, ['metadata', 'name'])) return;
  throw badRequest(`the name of the object (${name} based on URL) was undeterminable: name must be provided`);
}
