import { ApiError } from '../../../api-error.ts';
import { applyConfiguration } from '../apply/apply-configuration.ts';
import type { ApiObject } from '../json.ts';
import type { Entry } from '../storage/entry.ts';
import { inWireForm } from '../typed/resource-shape.ts';
import { withoutPlace } from '../typed/wrong-types.ts';
import { checkIdentity } from './applied-identity.ts';
import { applyScale } from './applied-scale.ts';
import { changeObject, withAllowedChanges } from './change.ts';
import { type ApplyRequest, type ObjectPlace, type RequestContext, storageKey } from './context.ts';
import { prepareNew, storeNew, trackingOf } from './create.ts';
import { checkPlace, dropUnknown, wrongTypeIn } from './decode.ts';
import { decodeApplied } from './decode-applied.ts';
import { readEntry } from './read.ts';
import { settableFields } from './settable-fields.ts';
import { otherUid, versionRequired } from './update.ts';

/** Server-side apply: creates the object or changes it, and tells which of the two it did. */
export function applyObject(
  context: RequestContext,
  place: ObjectPlace,
  body: unknown,
  request: ApplyRequest,
): { entry: Entry; created: boolean } {
  const creates = request.subresource === 'status' && place.resource.strategy.createsOnUpdate;
  if (request.subresource && !creates) readEntry(context, place);
  if (request.subresource === 'scale') return { entry: applyScale(context, place, body, request), created: false };
  const applied = decodeApplied(place, body);
  const settable = settableFields(place.resource, request.subresource);
  const tracking = { ...trackingOf(context, place, request), force: request.force ?? false, settable };
  const result = (live: ApiObject) => {
    const merged = applyConfiguration(live, applied, tracking);
    // A status of null is none.
    if (merged['status'] === null) delete merged['status'];
    checkMerged(place, merged, applied);
    checkIdentity(place, applied, live);
    const object = dropUnknown(place.resource, inWireForm(place.resource, merged));
    checkPlace(place, object);
    if (object.metadata.managedFields?.length === 0) delete object.metadata.managedFields;
    return object;
  };
  if (!context.store.get(place.resource.bucket, storageKey(place))) {
    const object = result(emptyObject(place, tracking.zero));
    if (applied.metadata.generation !== undefined) object.metadata.generation = applied.metadata.generation;
    prepareApplied(context, place, object);
    return { entry: storeNew(context, place, object, request), created: true };
  }
  const next = (previous: ApiObject) => {
    const object = result(previous);
    const { resourceVersion, uid, deletionTimestamp } = applied.metadata;
    if (uid && uid !== previous.metadata.uid) throw otherUid(place, uid);
    if (place.resource.custom && (resourceVersion === '' || resourceVersion === '0')) throw versionRequired(place.resource, place.name);
    if (resourceVersion) object.metadata.resourceVersion = resourceVersion;
    // Refused as a change of what cannot change.
    if (deletionTimestamp) object.metadata.deletionTimestamp = deletionTimestamp;
    return withAllowedChanges(context, place, { object, previous, request });
  };
  return { entry: changeObject(context, place, next, request), created: false };
}

/** What the kind cannot hold although its schema allows it: the server fails at it, and takes the blame. */
function checkMerged({ resource }: ObjectPlace, merged: ApiObject, applied: ApiObject): void {
  const wrong = wrongTypeIn(resource, merged);
  if (!wrong) return;
  const { namespace = '', name } = applied.metadata;
  const type = `${resource.group}/${resource.version}, Kind=${resource.kind}`;
  const why = wrong.startsWith('illegal base64') ? `error decoding from json: ${wrong}` : withoutPlace(wrong);
  const message = `failed to convert new object (${namespace}/${name}; ${type}) to proper version: unable to convert unstructured object to ${type}: ${why}`;
  throw new ApiError(500, 'Unknown', message);
}

function emptyObject({ resource, name }: ObjectPlace, zero: ApiObject | undefined): ApiObject {
  const empty = zero ?? { apiVersion: `${resource.group}/${resource.version}`, kind: resource.kind, metadata: { name } };
  return { ...empty, metadata: { ...empty.metadata, name } };
}

function prepareApplied(context: RequestContext, place: ObjectPlace, object: ApiObject): void {
  const { managedFields } = object.metadata;
  prepareNew(context, place, object);
  if (managedFields) object.metadata.managedFields = managedFields;
}
