import { ApiError } from '../../../api-error.ts';
import { apiVersionOf } from '../../../objects.ts';
import { appliedProblems } from '../apply/validate-applied.ts';
import { type ApiObject, copyJson, isJsonObject, type JsonObject } from '../json.ts';
import { badRequest } from '../refusals.ts';
import type { ObjectPlace } from './context.ts';

/** An applied configuration as it was sent: without defaults, as its fields are what its manager wants to own. */
export function decodeApplied(place: ObjectPlace, body: unknown): ApiObject {
  const { resource } = place;
  const sent = asConfiguration(body);
  const [apiVersion, kind] = [String(sent['apiVersion'] ?? ''), String(sent['kind'] ?? '')];
  if (apiVersion !== apiVersionOf(resource) || kind !== resource.kind) {
    throw badRequest(`invalid object type: ${apiVersion.includes('/') ? apiVersion : `/${apiVersion}`}, Kind=${kind}`);
  }
  const object = { ...copyJson(sent), metadata: isJsonObject(sent['metadata']) ? copyJson(sent['metadata']) : {} } as ApiObject;
  if (object.metadata.managedFields !== undefined && object.metadata.managedFields !== null) {
    throw badRequest('metadata.managedFields must be nil');
  }
  checkStructure(place, object);
  return object;
}

function asConfiguration(body: unknown): JsonObject {
  if (isJsonObject(body)) return body;
  if (body === undefined || body === null) return {};
  const what = Array.isArray(body) ? 'array' : typeof body === 'boolean' ? 'bool' : typeof body;
  throw badRequest(
    `error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${what} into Go value of type map[string]interface {}`,
  );
}

/** What does not fit the schema cannot be merged: the server fails at it, and takes the blame. */
function checkStructure({ resource }: ObjectPlace, object: ApiObject): void {
  const schema = resource.schema();
  const problems = appliedProblems(object, schema);
  if (problems.length === 0) return;
  const { namespace = '', name = '' } = object.metadata;
  const what = `${namespace}/${name}; ${resource.group}/${resource.version}, Kind=${resource.kind}`;
  const list = problems.length === 1 ? problems[0] : `errors:\n${problems.map((problem) => `  ${problem}`).join('\n')}`;
  throw new ApiError(500, 'Unknown', `failed to create typed patch object (${what}): ${list}`);
}
