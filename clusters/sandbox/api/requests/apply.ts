import { applyConfiguration } from '../apply/apply-configuration.ts';
import type { ApiObject } from '../json.ts';
import { badRequest } from '../refusals.ts';
import type { Entry } from '../storage/entry.ts';
import { changeObject, withAllowedChanges } from './change.ts';
import { type ObjectPlace, type RequestContext, storageKey, type WriteRequest } from './context.ts';
import { prepareNew, storeNew, trackingOf } from './create.ts';
import { decodeObject } from './decode.ts';

export interface ApplyRequest extends WriteRequest {
  force?: boolean | undefined;
}

/** Server-side apply: creates the object or changes it, and tells which of the two it did. */
export function applyObject(
  context: RequestContext,
  place: ObjectPlace,
  body: unknown,
  request: ApplyRequest,
): { entry: Entry; created: boolean } {
  const applied = decodeObject(place, body, request);
  if (applied.metadata.managedFields?.length) throw badRequest('metadata.managedFields must be nil');
  const tracking = { ...trackingOf(context, place, request), force: request.force ?? false };
  if (!context.store.get(place.resource.bucket, storageKey(place)) && !request.subresource) {
    const object = applyConfiguration(emptyObject(applied), applied, tracking);
    prepareApplied(context, place, object);
    return { entry: storeNew(context, place, object, request), created: true };
  }
  const next = (previous: ApiObject) => {
    const object = applyConfiguration(previous, applied, tracking);
    if (applied.metadata.resourceVersion) object.metadata.resourceVersion = applied.metadata.resourceVersion;
    return withAllowedChanges(context, place, { object, previous, request });
  };
  return { entry: changeObject(context, place, next, request), created: false };
}

function emptyObject({ apiVersion, kind, metadata }: ApiObject): ApiObject {
  return { apiVersion, kind, metadata: { name: metadata.name } };
}

function prepareApplied(context: RequestContext, place: ObjectPlace, object: ApiObject): void {
  const managedFields = object.metadata.managedFields ?? [];
  prepareNew(context, place, object);
  object.metadata.managedFields = managedFields;
}
