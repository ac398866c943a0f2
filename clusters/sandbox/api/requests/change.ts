import { ApiError } from '../../../api-error.ts';
import { type ApiObject, copyJson, equalJson } from '../json.ts';
import { conflict, invalid, modifiedMeanwhile } from '../refusals.ts';
import type { Entry } from '../storage/entry.ts';
import { createEntry } from '../storage/entry.ts';
import { inWireForm } from '../typed/resource-shape.ts';
import { validateObject } from '../validation/validate-object.ts';
import { admitChange } from './admit.ts';
import { type ObjectPlace, type RequestContext, storageKey, strategyFacts, type WriteRequest } from './context.ts';
import { setDefaults } from './defaults.ts';
import { isGone, warnOfFinalizers } from './finalizers.ts';
import { present, toStored } from './presentation.ts';
import { readEntry } from './read.ts';

/** What becomes of the present object; both are copies. `managedFields` are its work too. */
export type NextObject = (previous: ApiObject) => ApiObject;

/** Changes a stored object: the one way by which updates, patches, applies and scales reach the store. */
export function changeObject(context: RequestContext, place: ObjectPlace, next: NextObject, request: WriteRequest): Entry {
  const { resource } = place;
  const entry = readEntry(context, place);
  // What an earlier release stored lacks the defaults that came later; having them filled in is no change that anyone made.
  const previous = inWireForm(resource, copyJson(present(entry, resource)));
  setDefaults(resource, previous);
  const object = next(copyJson(previous));
  checkVersion(place, object, previous);
  if (equalJson(withoutBookkeeping(object), withoutBookkeeping(previous)) && sameOwners(object, previous)) return entry;

  const causes = validateObject(resource, object, previous, request.subresource);
  if (causes.length > 0) throw invalid({ ...resource, kind: object.kind }, place.name, causes);
  admitChange(context, place, object, previous);
  warnOfFinalizers(place, object, previous, request);
  const key = storageKey(place);
  const stored = toStored(object, resource);
  if (request.dryRun) return createEntry(resource.bucket, key, stored);
  if (isGone(object)) return removed(context, place, stored);
  return context.store.put(resource.bucket, key, stored);
}

/** The write that takes an object's last finalizer is the last that is told of it. */
function removed(context: RequestContext, place: ObjectPlace, stored: ApiObject): Entry {
  const [bucket, key] = [place.resource.bucket, storageKey(place)];
  const resourceVersion = context.store.remove(bucket, key)?.object.metadata.resourceVersion ?? stored.metadata.resourceVersion ?? '';
  return createEntry(bucket, key, { ...stored, metadata: { ...stored.metadata, resourceVersion } });
}

interface AllowedChange {
  object: ApiObject;
  previous: ApiObject;
  request: WriteRequest;
  /** Notes who wrote what: after defaults, which are the writer's, and before what the server allocates, which is nobody's. */
  track?: (result: ApiObject) => void;
}

/**
 * The object that a write through this subresource may make of the previous one: the main resource cannot change the
 * status, the status subresource nothing but status, and neither what the server alone sets.
 */
export function withAllowedChanges(
  context: RequestContext,
  place: ObjectPlace,
  { object, previous, request, track }: AllowedChange,
): ApiObject {
  const { resource } = place;
  const result = request.subresource === 'status' ? statusOnly(place, object, previous) : withoutStatusChange(place, object, previous);
  result.metadata = { ...result.metadata, ...serverMetadata(previous, object) };
  if (previous.metadata.generation === undefined) delete result.metadata.generation;
  if (request.subresource !== 'status' || resource.custom) setDefaults(resource, result);
  track?.(result);
  if (request.subresource !== 'status') {
    resource.strategy.prepareUpdate?.(result, previous, strategyFacts(context));
    countGeneration(place, result, previous);
  }
  return result;
}

function statusOnly({ resource }: ObjectPlace, object: ApiObject, previous: ApiObject): ApiObject {
  const metadata = resource.custom ? previous.metadata : metadataWithStatus(resource, object, previous);
  const result: ApiObject = { ...previous, metadata: { ...metadata, managedFields: object.metadata.managedFields ?? [] } };
  if (object['status'] === undefined) delete result['status'];
  else result['status'] = object['status'];
  return result;
}

/** Writing the status of a built-in kind writes its metadata too. */
function metadataWithStatus({ strategy }: ObjectPlace['resource'], object: ApiObject, previous: ApiObject): ApiObject['metadata'] {
  const metadata = { ...object.metadata };
  for (const field of strategy.statusKeeps ?? []) {
    delete metadata[field];
    if (previous.metadata[field] !== undefined) metadata[field] = previous.metadata[field];
  }
  return metadata;
}

function withoutStatusChange({ resource }: ObjectPlace, object: ApiObject, previous: ApiObject): ApiObject {
  if (!resource.subresources.includes('status')) return { ...object };
  const result: ApiObject = { ...object };
  if (previous['status'] === undefined) delete result['status'];
  else result['status'] = previous['status'];
  return result;
}

function serverMetadata({ metadata }: ApiObject, sent: ApiObject) {
  const { uid, creationTimestamp, generation, deletionTimestamp, deletionGracePeriodSeconds, namespace, name, resourceVersion } = metadata;
  const kept = { uid, creationTimestamp, generation, deletionTimestamp, deletionGracePeriodSeconds, namespace, name };
  const defined = Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined));
  // None, and zero, stand for the present one.
  const asked = sent.metadata.resourceVersion === '0' ? undefined : sent.metadata.resourceVersion;
  return { ...defined, resourceVersion: asked || resourceVersion || '' };
}

/** The generation counts what was asked for: every change outside metadata and status, and of annotations where the kind says so. */
function countGeneration({ resource }: ObjectPlace, object: ApiObject, previous: ApiObject): void {
  const { countsGenerations, countsAnnotations } = resource.strategy;
  if (!resource.custom && !countsGenerations) return;
  const annotations = ({ metadata }: ApiObject) => (countsAnnotations ? metadata.annotations : undefined);
  const wanted = (one: ApiObject) => ({ ...one, metadata: undefined, status: undefined });
  const changed = !equalJson(wanted(object), wanted(previous)) || !equalJson(annotations(object) ?? {}, annotations(previous) ?? {});
  object.metadata.generation = (previous.metadata.generation ?? 1) + (changed ? 1 : 0);
}

/** Where the real server keeps the object, which it tells. */
function registryKey({ resource, namespace, name }: ObjectPlace): string {
  const folder =
    resource.bucket === 'services' ? 'services/specs' : resource.custom ? `${resource.group}/${resource.plural}` : resource.plural;
  return `/registry/${folder}/${namespace ? `${namespace}/` : ''}${name}`;
}

/** What is there is not the object that was meant. */
export function otherObject(place: ObjectPlace, meant: string | undefined, there: string | undefined): ApiError {
  const failed = `Precondition failed: UID in precondition: ${meant}, UID in object meta: ${there}`;
  const why = `StorageError: invalid object, Code: 4, Key: ${registryKey(place)}, ResourceVersion: 0, AdditionalErrorMsg: ${failed}`;
  return conflict(place.resource, place.name, why);
}

function checkVersion(place: ObjectPlace, object: ApiObject, previous: ApiObject): void {
  const { resource, name } = place;
  const { resourceVersion } = object.metadata;
  if (object.metadata.uid !== previous.metadata.uid) {
    throw otherObject(place, object.metadata.uid, previous.metadata.uid);
  }
  if (resourceVersion !== undefined && !/^\d+$/.test(resourceVersion)) {
    throw new ApiError(500, 'Unknown', `strconv.ParseUint: parsing ${JSON.stringify(resourceVersion)}: invalid syntax`);
  }
  if (resourceVersion !== previous.metadata.resourceVersion) throw modifiedMeanwhile(resource, name);
}

function withoutBookkeeping(object: ApiObject): ApiObject {
  return { ...object, metadata: { ...object.metadata, managedFields: [] } };
}

/** Who owns which fields; when they were last written does not count as a change. */
function sameOwners(object: ApiObject, previous: ApiObject): boolean {
  const owners = ({ metadata }: ApiObject) => (metadata.managedFields ?? []).map((entry) => ({ ...entry, time: undefined }));
  return equalJson(owners(object), owners(previous));
}
