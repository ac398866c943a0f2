import { trackUpdate } from '../apply/track-update.ts';
import { type ApiObject, isJsonObject } from '../json.ts';
import type { Entry } from '../storage/entry.ts';
import { changeObject, withAllowedChanges } from './change.ts';
import type { ObjectPlace, RequestContext, WriteRequest } from './context.ts';
import { trackingOf } from './create.ts';
import { decodeObject } from './decode.ts';
import { readEntry } from './read.ts';
import { writeScale } from './scale.ts';

/** Replaces an object, or through a subresource its part. */
export function updateObject(context: RequestContext, place: ObjectPlace, body: unknown, request: WriteRequest): Entry {
  if (request.subresource === 'scale') return writeScale(context, place, body, request);
  readEntry(context, place);
  const object = decodeObject(place, body, request);
  return changeObject(context, place, (previous) => updated(context, place, { object, previous, request }), request);
}

function updated(
  context: RequestContext,
  place: ObjectPlace,
  { object, previous, request }: { object: ApiObject; previous: ApiObject; request: WriteRequest },
): ApiObject {
  if (request.subresource === 'finalize') return withFinalizers(previous, object);
  const result = withAllowedChanges(context, place, { object, previous, request });
  // A client that sends no uid does not contradict the one that is there.
  if (object.metadata.uid) result.metadata.uid = object.metadata.uid;
  if (object.metadata.managedFields === undefined) result.metadata.managedFields = previous.metadata.managedFields ?? [];
  trackUpdate(previous, result, trackingOf(context, place, request));
  return result;
}

/** `finalize` sets only `spec.finalizers` of a namespace. */
function withFinalizers(previous: ApiObject, object: ApiObject): ApiObject {
  const spec = isJsonObject(object['spec']) ? object['spec'] : {};
  return { ...previous, spec: { finalizers: spec['finalizers'] ?? [] } };
}
