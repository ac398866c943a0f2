import { ApiError } from '../../../api-error.ts';
import { apiVersionOf } from '../../../objects.ts';
import { completeNew } from '../admission/complete.ts';
import { isEmpty } from '../apply/field-set.ts';
import { setOf } from '../apply/managers.ts';
import { trackUpdate } from '../apply/track-update.ts';
import type { ApiObject } from '../json.ts';
import { alreadyExists, invalid } from '../refusals.ts';
import type { Entry } from '../storage/entry.ts';
import { createEntry } from '../storage/entry.ts';
import { timestamp } from '../timestamp.ts';
import { inWireForm, zeroObject } from '../typed/resource-shape.ts';
import { validateObject } from '../validation/validate-object.ts';
import { admit, admitNamespace } from './admit.ts';
import { type Place, type RequestContext, storageKey, strategyFacts, type WriteRequest } from './context.ts';
import { decodeObject } from './decode.ts';
import { setDefaults } from './defaults.ts';
import { warnOfFinalizers } from './finalizers.ts';
import { nameObject } from './name.ts';
import { toStored } from './presentation.ts';
import { settableFields } from './settable-fields.ts';
import { createUid } from './uid.ts';

/** Creates an object from what a client sent. */
export function createObject(context: RequestContext, place: Place, body: unknown, request: WriteRequest): Entry {
  const object = decodeObject(place, body, request);
  nameObject(object, context.random);
  const { resourceVersion } = object.metadata;
  if (resourceVersion && resourceVersion !== '0')
    throw new ApiError(500, 'Unknown', 'resourceVersion should not be set on objects to be created');
  return storeDecoded(context, place, object, request);
}

/** Creates an object that has been read already. */
export function storeDecoded(context: RequestContext, place: Place, object: ApiObject, request: WriteRequest): Entry {
  const status = object['status'];
  prepareNew(context, place, object);
  trackUpdate(undefined, object, trackingOf(context, place, request));
  if (request.subresource === 'status') ownStatusOnly(context, place, { object, status }, request);
  return storeNew(context, place, object, request);
}

/** Who creates an object by writing its status owns the status that was sent, although none is kept of it. */
function ownStatusOnly(
  context: RequestContext,
  place: Place,
  { object, status }: { object: ApiObject; status: unknown },
  request: WriteRequest,
): void {
  const sent: ApiObject = { ...object, ...(status !== undefined && { status }) };
  trackUpdate(undefined, sent, trackingOf(context, place, request));
  const settable = settableFields(place.resource, 'status');
  const entries = (sent.metadata.managedFields ?? []).map((entry) => ({ ...entry, fieldsV1: settable(setOf(entry)) }));
  const owning = entries.filter((entry) => !isEmpty(setOf(entry)));
  if (owning.length > 0) object.metadata.managedFields = owning;
  else delete object.metadata.managedFields;
}

/** What the server itself sets on a new object; also the first step of an apply that creates. */
export function prepareNew(context: RequestContext, place: Place, object: ApiObject): void {
  const { resource, namespace } = place;
  object.metadata = {
    ...object.metadata,
    ...(namespace !== undefined && { namespace }),
    uid: createUid(context.random),
    creationTimestamp: timestamp(context.clock.now()),
  };
  for (const field of ['resourceVersion', 'deletionTimestamp', 'deletionGracePeriodSeconds', 'selfLink']) delete object.metadata[field];
  if (resource.custom || resource.strategy.countsGenerations) object.metadata.generation = 1;
  if (resource.subresources.includes('status') && !keepsStatus(resource.plural)) delete object['status'];
  Object.assign(object, inWireForm(resource, object));
  setDefaults(resource, object);
}

/** Checks and stores an object that is complete. With `dryRun` it is only checked. */
export function storeNew(context: RequestContext, place: Place, object: ApiObject, request: WriteRequest): Entry {
  const { resource } = place;
  const { name } = object.metadata;
  admitNamespace(context, place, object);
  // After the owners of fields are noted: what the server allocates belongs to nobody.
  completeNew(context, place, object);
  resource.strategy.prepareCreate?.(object, strategyFacts(context));
  const causes = validateObject(resource, object, undefined);
  if (causes.length > 0) throw invalid({ ...resource, kind: object.kind }, name, causes);
  admit(context, place, object);
  warnOfFinalizers(place, object, undefined, request);
  const key = storageKey({ ...place, name });
  if (context.store.get(resource.bucket, key)) throw alreadyExists(resource, name);
  const stored = toStored(object, resource);
  return request.dryRun ? createEntry(resource.bucket, key, stored) : context.store.put(resource.bucket, key, stored);
}

export function trackingOf(context: RequestContext, place: Place, request: WriteRequest) {
  return {
    manager: request.fieldManager,
    apiVersion: apiVersionOf(place.resource),
    subresource: request.subresource,
    time: timestamp(context.clock.now()),
    schema: place.resource.schema(),
    zero: zeroObject(place.resource),
    onlyGroup: place.resource.custom ? place.resource.group : undefined,
  };
}

/** Nodes and persistent volumes come with the status that their creator knows. */
function keepsStatus(plural: string): boolean {
  return plural === 'nodes' || plural === 'persistentvolumes';
}
