import { apiVersionOf } from '../../../objects.ts';
import { type ApiObject, copyJson, isJsonObject, type JsonObject } from '../json.ts';
import { badRequest } from '../refusals.ts';
import type { Resource } from '../resource.ts';
import { writeQuantitiesAsText } from '../validation/quantity-text.ts';
import { dropUnknownFields } from '../validation/unknown-fields.ts';
import { findWrongType } from '../validation/wrong-types.ts';
import type { ObjectPlace, Place, WriteRequest } from './context.ts';

/** What a client sent as an object of the resource: of the right kind and place, with the fields that the kind has. */
export function decodeObject(place: Place | ObjectPlace, body: unknown, request: WriteRequest): ApiObject {
  const { resource } = place;
  const sent = asObjectOf(resource, body);
  const object = { ...copyJson(sent), metadata: isJsonObject(sent['metadata']) ? copyJson(sent['metadata']) : {} } as ApiObject;
  if (!object.metadata.name && 'name' in place && place.name) object.metadata.name = place.name;
  object.metadata.name ??= '';
  checkFields(resource, object, request);
  dropNulls(resource, object);
  checkPlace(place, object);
  return object;
}

/** Refuses or drops fields that the kind does not have, and refuses values of the wrong type (400). */
export function checkFields(resource: Resource, object: ApiObject, request: WriteRequest): void {
  const schema = resource.schema();
  if (!schema) return;
  const unknown = dropUnknownFields(object, schema, { custom: resource.custom });
  if (unknown.length > 0 && request.fieldValidation !== 'Ignore') {
    const complaints = unknown.map((field) => `unknown field "${field}"`);
    if (request.fieldValidation === 'Strict') throw strictRefusal(resource, complaints);
    for (const complaint of complaints) request.warn(complaint);
  }
  const wrong = resource.custom ? undefined : findWrongType(object, schema);
  if (wrong) throw badRequest(`${resource.kind} in version "${resource.version}" cannot be handled as a ${resource.kind}: ${wrong}`);
  if (!resource.custom) writeQuantitiesAsText(object, schema);
}

function strictRefusal(resource: Resource, complaints: string[]) {
  const reason = `strict decoding error: ${complaints.join(', ')}`;
  if (resource.custom) return badRequest(reason);
  return badRequest(`${resource.kind} in version "${resource.version}" cannot be handled as a ${resource.kind}: ${reason}`);
}

function asObjectOf(resource: Resource, body: unknown): JsonObject {
  if (!isJsonObject(body)) {
    throw badRequest('couldn\'t get version/kind; json parse error: the body must be one object with "apiVersion" and "kind"');
  }
  const apiVersion = body['apiVersion'] ?? apiVersionOf(resource);
  const kind = body['kind'] ?? resource.kind;
  if (apiVersion !== apiVersionOf(resource)) {
    throw badRequest(`the API version in the data (${apiVersion}) does not match the expected API version (${apiVersionOf(resource)})`);
  }
  if (kind !== resource.kind) {
    throw badRequest(
      `${kind} in version "${resource.version}" cannot be handled as a ${resource.kind}: the body is of another kind than its URL`,
    );
  }
  return { ...body, apiVersion, kind };
}

function checkPlace(place: Place | ObjectPlace, object: ApiObject): void {
  const { metadata } = object;
  if (place.resource.namespaced) {
    metadata.namespace ??= place.namespace ?? '';
    if (metadata.namespace !== place.namespace) {
      throw badRequest(`the namespace of the provided object does not match the namespace sent on the request`);
    }
  } else delete metadata.namespace;
  if ('name' in place && metadata.name !== place.name) {
    throw badRequest(`the name of the object (${metadata.name}) does not match the name on the URL (${place.name})`);
  }
}

/** In built-in kinds null is the same as absent; a custom kind's schema decides. */
function dropNulls(resource: Resource, value: object): void {
  if (resource.custom) return;
  for (const [field, inner] of Object.entries(value)) {
    if (inner === null && !Array.isArray(value)) delete (value as Record<string, unknown>)[field];
    else if (inner !== null && typeof inner === 'object') dropNulls(resource, inner);
  }
}
