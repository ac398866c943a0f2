import { type ApiObject, copyJson, equalJson } from '../json.ts';
import { conflict, invalid, modifiedMeanwhile } from '../refusals.ts';
import type { Entry } from '../storage/entry.ts';
import { createEntry } from '../storage/entry.ts';
import { validateObject } from '../validation/validate-object.ts';
import { type ObjectPlace, type RequestContext, storageKey, strategyFacts, type WriteRequest } from './context.ts';
import { setDefaults } from './defaults.ts';
import { isGone } from './finalizers.ts';
import { present, toStored } from './presentation.ts';
import { readEntry } from './read.ts';

/** What becomes of the present object; both are copies. `managedFields` are its work too. */
export type NextObject = (previous: ApiObject) => ApiObject;

/** Changes a stored object: the one way by which updates, patches, applies and scales reach the store. */
export function changeObject(context: RequestContext, place: ObjectPlace, next: NextObject, request: WriteRequest): Entry {
  const { resource } = place;
  const entry = readEntry(context, place);
  const previous = copyJson(present(entry, resource));
  // What an earlier release stored lacks the defaults that came later; having them filled in is no change that anyone made.
  setDefaults(resource, previous);
  const object = next(copyJson(previous));
  checkVersion(place, object, previous);
  if (equalJson(withoutBookkeeping(object), withoutBookkeeping(previous)) && sameOwners(object, previous)) return entry;

  const causes = validateObject(resource, object, previous);
  if (causes.length > 0) throw invalid(resource, place.name, causes);
  const key = storageKey(place);
  const stored = toStored(object, resource);
  if (request.dryRun) return createEntry(resource.bucket, key, stored);
  if (isGone(object)) return context.store.remove(resource.bucket, key) ?? entry;
  return context.store.put(resource.bucket, key, stored);
}

/**
 * The object that a write through this subresource may make of the previous one: the main resource cannot change the
 * status, the status subresource nothing but status, and neither what the server alone sets.
 */
export function withAllowedChanges(
  context: RequestContext,
  place: ObjectPlace,
  { object, previous, request }: { object: ApiObject; previous: ApiObject; request: WriteRequest },
): ApiObject {
  const { resource } = place;
  const result = request.subresource === 'status' ? statusOnly(object, previous) : withoutStatusChange(place, object, previous);
  result.metadata = { ...result.metadata, ...serverMetadata(previous, object) };
  if (previous.metadata.deletionTimestamp === undefined) {
    delete result.metadata.deletionTimestamp;
    delete result.metadata.deletionGracePeriodSeconds;
  }
  if (previous.metadata.generation === undefined) delete result.metadata.generation;
  if (request.subresource !== 'status') {
    setDefaults(resource, result);
    resource.strategy.prepareUpdate?.(result, previous, strategyFacts(context));
    countGeneration(result, previous, resource.custom || resource.strategy.countsGenerations === true);
  } else if (resource.custom) setDefaults(resource, result);
  return result;
}

function statusOnly(object: ApiObject, previous: ApiObject): ApiObject {
  const result: ApiObject = { ...previous, metadata: { ...previous.metadata, managedFields: object.metadata.managedFields ?? [] } };
  if (object['status'] === undefined) delete result['status'];
  else result['status'] = object['status'];
  return result;
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
  return { ...defined, resourceVersion: sent.metadata.resourceVersion || resourceVersion || '' };
}

/** The generation counts what was asked for: every change outside metadata and status. */
function countGeneration(object: ApiObject, previous: ApiObject, counts: boolean): void {
  if (!counts) return;
  const wanted = (one: ApiObject) => ({ ...one, metadata: undefined, status: undefined });
  const changed = !equalJson(wanted(object), wanted(previous));
  object.metadata.generation = (previous.metadata.generation ?? 1) + (changed ? 1 : 0);
}

function checkVersion({ resource, name }: ObjectPlace, object: ApiObject, previous: ApiObject): void {
  if (object.metadata.resourceVersion !== previous.metadata.resourceVersion) throw modifiedMeanwhile(resource, name);
  if (object.metadata.uid !== previous.metadata.uid) {
    const [sent, there] = [object.metadata.uid, previous.metadata.uid];
    throw conflict(resource, name, `Precondition failed: UID in precondition: ${sent}, UID in object meta: ${there}`);
  }
}

function withoutBookkeeping(object: ApiObject): ApiObject {
  return { ...object, metadata: { ...object.metadata, managedFields: [] } };
}

/** Who owns which fields; when they were last written does not count as a change. */
function sameOwners(object: ApiObject, previous: ApiObject): boolean {
  const owners = ({ metadata }: ApiObject) => (metadata.managedFields ?? []).map((entry) => ({ ...entry, time: undefined }));
  return equalJson(owners(object), owners(previous));
}
