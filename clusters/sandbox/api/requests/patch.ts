import { ApiError } from '../../../api-error.ts';
import { apiVersionOf } from '../../../objects.ts';
import { trackUpdate } from '../apply/track-update.ts';
import { invalidValue } from '../causes.ts';
import { type ApiObject, inOrder, isJsonObject, type JsonObject, valueAt } from '../json.ts';
import { goName, jsonPatch } from '../patching/json-patch.ts';
import { mergePatch } from '../patching/merge-patch.ts';
import { strategicMergePatch } from '../patching/strategic-merge-patch.ts';
import { badRequest, internalError, invalid, unsupportedPatch } from '../refusals.ts';
import type { Resource } from '../resource.ts';
import type { Entry } from '../storage/entry.ts';
import { withoutPlace } from '../typed/wrong-types.ts';
import { changeObject, withAllowedChanges } from './change.ts';
import type { ObjectPlace, RequestContext, WriteRequest } from './context.ts';
import { trackingOf } from './create.ts';
import { checkNamed, decodeObject, wrongTypeIn } from './decode.ts';
import { duplicateFields, noteDuplicateFields } from './duplicate-fields.ts';
import { type NextScale, scalePlace, scaleTracking, writeScale } from './scale.ts';
import { otherUid, versionRequired } from './update.ts';

export interface PatchBody {
  type: 'merge' | 'strategic' | 'json';
  body: unknown;
}

/** Changes an object by a description of the change. */
export function patchObject(context: RequestContext, place: ObjectPlace, patch: PatchBody, request: WriteRequest): Entry {
  const { resource } = place;
  if (patch.type === 'strategic' && resource.custom) throw unsupportedPatch(resource);
  if (request.subresource === 'scale') {
    return writeScale(context, place, patchedScale(context, place, patch, request), request);
  }
  return changeObject(
    context,
    place,
    (previous) => {
      const next = kindKept(patched(previous, patch, resource), patch, previous);
      if (isVersionless(resource, next, patch)) refuseVersionless(place, next, request);
      checkPatched(resource, next, patch);
      const object = decodeNext(place, next, { patch, request });
      const { uid } = object.metadata;
      if (uid && uid !== previous.metadata.uid) throw otherUid(place, uid);
      const track = (result: ApiObject) => trackUpdate(previous, result, trackingOf(context, place, request));
      return withAllowedChanges(context, place, { object, previous, request, track });
    },
    request,
  );
}

/** The Scale after a patch of it. */
function patchedScale(context: RequestContext, place: ObjectPlace, patch: PatchBody, request: WriteRequest): NextScale {
  const inScale = scalePlace(place);
  return (scale) => {
    const next = kindKept(patched(scale, patch, inScale.resource), patch, scale);
    checkPatched(inScale.resource, next, patch);
    const object = decodeNext(inScale, next, { patch, request });
    trackUpdate(scale, object, scaleTracking(context, place, request));
    return object;
  };
}

function patched(object: ApiObject, { type, body }: PatchBody, resource: Resource): JsonObject {
  const result = type === 'json' ? jsonPatch(object, body) : mergedWith(object, { type, body }, resource);
  if (!isJsonObject(result)) throw unreadable(result, 'json: cannot unmarshal the result of the patch');
  return result;
}

function mergedWith(object: ApiObject, { type, body }: PatchBody, resource: Resource): JsonObject {
  if (!isJsonObject(body)) return mergedWithNothing(object, { type, body });
  return type === 'merge' ? mergePatch(object, body) : strategicMergePatch(object, body, resource.schema());
}

/** `null` is a strategic patch that changes nothing; whatever else is no object is refused. */
function mergedWithNothing(object: ApiObject, { type, body }: PatchBody): ApiObject {
  if (body === null && type === 'strategic') return object;
  if (body === null) throw badRequest('Invalid JSON Patch');
  const reading = type === 'merge' ? 'error decoding patch: ' : '';
  throw badRequest(`${reading}json: cannot unmarshal ${goName(body)} into Go value of type map[string]interface {}`);
}

/** Of what a strategic patch says about the kind nothing is read. */
function kindKept(next: JsonObject, { type }: PatchBody, { apiVersion, kind }: ApiObject): JsonObject {
  return type === 'strategic' ? { ...next, apiVersion, kind } : next;
}

/** What a patch has made of an object must be one: here it is the patch that is refused. */
function checkPatched(resource: Resource, next: JsonObject, { type }: PatchBody): void {
  if (resource.custom && !next['apiVersion'] && next['kind']) throw internalError("Object 'apiVersion' is missing");
  if (resource.custom && !next['kind']) throw unreadable(next, `Object 'Kind' is missing in '${JSON.stringify(next)}'`);
  // What comes of JSON patches and merges is written down in the order of its fields, and read until the first that is wrong.
  const wrong = wrongTypeIn(resource, type === 'strategic' ? next : (inOrder(next) as JsonObject));
  if (wrong) throw unreadable(next, type === 'strategic' ? withoutPlace(wrong) : wrong);
}

/** A refusal names the kind as the object says it. */
function foreignName(next: JsonObject, { kind }: ApiObject): { group: string; kind: string } {
  const [group = ''] = String(next['apiVersion']).split('/').slice(0, -1);
  return { group, kind };
}

/** Without its version a built-in object is read as what it is inside of the server, where fields have other names. */
function isVersionless(resource: Resource, next: JsonObject, { type }: PatchBody): boolean {
  return !resource.custom && type !== 'strategic' && !next['apiVersion'] && Boolean(next['kind']);
}

function refuseVersionless(place: ObjectPlace, next: JsonObject, request: WriteRequest): void {
  const unknown = Object.keys(next).filter((field) => field !== 'apiVersion' && field !== 'kind');
  const complaints = unknown.sort().map((field) => `unknown field "${field}"`);
  if (request.fieldValidation === 'Strict') throw unreadable(next, `strict decoding error: ${complaints.join(', ')}`);
  if (request.fieldValidation !== 'Ignore') for (const complaint of complaints) request.warn(complaint);
  checkNamed(place, {});
}

/** The object after the patch. What strict decoding refuses in it is the patch's fault. */
function decodeNext(place: ObjectPlace, next: JsonObject, { patch, request }: { patch: PatchBody; request: WriteRequest }): ApiObject {
  checkNamed(place, next);
  if (place.resource.custom && !valueAt(next, ['metadata', 'resourceVersion'])) throw versionRequired(place.resource, place.name);
  if (patch.type !== 'json') noteDuplicateFields(next, duplicateFields(patch.body));
  const expected = apiVersionOf(place.resource);
  const isForeign = place.resource.custom && next['apiVersion'] !== expected;
  try {
    const object = decodeObject(place, isForeign ? { ...next, apiVersion: expected } : next, request);
    if (!isForeign) return object;
    throw invalid({ ...place.resource, ...foreignName(next, object) }, place.name, [
      invalidValue('apiVersion', next['apiVersion'], `must be ${expected}`),
    ]);
  } catch (error) {
    const refused = error instanceof ApiError && error.code === 400 ? /cannot be handled as a \S+: (.*)$/s.exec(error.message) : undefined;
    throw refused ? unreadable(next, refused[1] ?? '') : error;
  }
}

function unreadable(result: unknown, why: string): ApiError {
  const { message, details } = invalid({ group: '', plural: '', kind: '' }, '', [invalidValue('patch', JSON.stringify(result), why)]);
  return new ApiError(422, 'Invalid', message, details.causes ? { causes: details.causes } : {});
}
