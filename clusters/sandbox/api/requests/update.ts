import type { ApiError } from '../../../api-error.ts';
import { trackUpdate } from '../apply/track-update.ts';
import { invalidValue } from '../causes.ts';
import { type ApiObject, isJsonObject } from '../json.ts';
import { invalid } from '../refusals.ts';
import type { Resource } from '../resource.ts';
import type { Entry } from '../storage/entry.ts';
import { changeObject, otherObject, withAllowedChanges } from './change.ts';
import { type ObjectPlace, type RequestContext, storageKey, type WriteRequest } from './context.ts';
import { storeDecoded, trackingOf } from './create.ts';
import { checkNamed, decodeObject } from './decode.ts';
import { readEntry } from './read.ts';
import { replacedScale, writeScale } from './scale.ts';

/** Replaces an object, or through a subresource its part. */
export function updateObject(context: RequestContext, place: ObjectPlace, body: unknown, request: WriteRequest): Entry {
  if (request.subresource === 'scale') return writeScale(context, place, replacedScale(context, place, body, request), request);
  const object = decodeObject(place, body, request);
  checkNamed(place, body);
  if (place.resource.strategy.createsOnUpdate && !context.store.get(place.resource.bucket, storageKey(place))) {
    if (object.metadata.uid) throw otherObject(place, object.metadata.uid, '');
    request.onCreated?.();
    return storeDecoded(context, place, object, request);
  }
  checkIdentity(place, object, readEntry(context, place).object);
  return changeObject(context, place, (previous) => updated(context, place, { object, previous, request }), request);
}

/** Custom kinds are only replaced by version: whoever sends none may not know what is there. */
function checkIdentity({ resource, name }: ObjectPlace, { metadata }: ApiObject, there: ApiObject): void {
  const isAnother = metadata.uid !== undefined && metadata.uid !== there.metadata.uid;
  if (!resource.custom || (metadata.resourceVersion && metadata.resourceVersion !== '0') || isAnother) return;
  throw versionRequired(resource, name);
}

/** An object's uid cannot be changed. */
export function otherUid({ resource, name }: ObjectPlace, uid: string): ApiError {
  return invalid(resource, name, [invalidValue('metadata.uid', uid, 'field is immutable')]);
}

/** Custom kinds take no change that does not say what it is a change of. */
export function versionRequired(resource: Resource, name: string): ApiError {
  const cause = invalidValue('metadata.resourceVersion', 0, 'must be specified for an update');
  return invalid({ ...resource, kind: resource.plural }, name, [cause]);
}

function updated(
  context: RequestContext,
  place: ObjectPlace,
  { object, previous, request }: { object: ApiObject; previous: ApiObject; request: WriteRequest },
): ApiObject {
  if (request.subresource === 'finalize') return withFinalizers(previous, object);
  const track = (result: ApiObject) => trackUpdate(previous, result, trackingOf(context, place, request));
  const result = withAllowedChanges(context, place, { object, previous, request, track });
  // A client that sends no uid does not contradict the one that is there.
  if (object.metadata.uid) result.metadata.uid = object.metadata.uid;
  return result;
}

/** `finalize` sets only `spec.finalizers` of a namespace. */
function withFinalizers(previous: ApiObject, object: ApiObject): ApiObject {
  const spec = isJsonObject(object['spec']) ? object['spec'] : {};
  return { ...previous, spec: { finalizers: spec['finalizers'] ?? [] } };
}
