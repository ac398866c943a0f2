import { ApiError } from '../../../api-error.ts';
import { type ApiMetadata, type ApiObject, copyJson } from '../json.ts';
import type { Entry } from '../storage/entry.ts';
import { timestamp } from '../timestamp.ts';
import { type ObjectPlace, type Place, type RequestContext, storageKey, strategyFacts } from './context.ts';
import type { DeleteRequest, Propagation } from './delete-options.ts';
import type { Selection } from './filter.ts';
import { isGone } from './finalizers.ts';
import { listEntries, readEntry } from './read.ts';

export interface Deletion {
  entry: Entry;
  /** False while finalizers or a grace period still hold it. */
  gone: boolean;
}

/** Deletes an object, or marks it as being deleted while something still holds it. */
export function deleteObject(context: RequestContext, place: ObjectPlace, request: DeleteRequest): Deletion {
  const entry = readEntry(context, place);
  const refusal = place.resource.strategy.refuseDeletion?.(entry.object);
  if (refusal) throw refusal;
  checkPreconditions(place, entry.object, request);
  const object = copyJson(entry.object);
  if (!object.metadata.deletionTimestamp) place.resource.strategy.prepareDelete?.(object, strategyFacts(context));
  markDeleted(context, place, object, request);
  const gone = isGone(object);
  if (request.dryRun) return { entry, gone };
  const { bucket } = place.resource;
  const key = storageKey(place);
  if (!gone) return { entry: JSON.stringify(object) === entry.text ? entry : context.store.put(bucket, key, object), gone };
  return { entry: context.store.remove(bucket, key) ?? entry, gone };
}

/** Deletes all that is selected. */
export function deleteCollection(context: RequestContext, place: Place, selection: Selection, request: DeleteRequest): Entry[] {
  const { entries } = listEntries(context, place, selection);
  return entries.map(
    ({ object }) => deleteObject(context, { ...place, namespace: object.metadata.namespace, name: object.metadata.name }, request).entry,
  );
}

function checkPreconditions({ resource, name }: ObjectPlace, { metadata }: ApiObject, { preconditions = {} }: DeleteRequest): void {
  const { uid, resourceVersion } = preconditions;
  const refuse = (why: string): never => {
    // Here the real server names the kind where it names the resource everywhere else.
    const message = `Operation cannot be fulfilled on ${resource.kind}${resource.group && `.${resource.group}`} "${name}": ${why}`;
    throw new ApiError(409, 'Conflict', message, { name, ...(resource.group && { group: resource.group }), kind: resource.kind });
  };
  if (uid !== undefined && uid !== metadata.uid) {
    const records = `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid})`;
    refuse(`${records}. The object might have been deleted and then recreated`);
  }
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion) {
    const records = `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion})`;
    refuse(`${records}. The object might have been modified`);
  }
}

function markDeleted(context: RequestContext, { resource }: ObjectPlace, object: ApiObject, request: DeleteRequest): void {
  const { metadata } = object;
  const asked = request.gracePeriodSeconds !== undefined && request.gracePeriodSeconds < 0 ? 1 : request.gracePeriodSeconds;
  const isRepeated = metadata.deletionTimestamp !== undefined;
  // A deletion under way keeps its finalizers, unless it is to end sooner.
  if (isRepeated && metadata.deletionGracePeriodSeconds && !shortenGrace(context, metadata, asked)) return;
  setFinalizers(metadata, request.propagation, resource.strategy.defaultPropagation);
  if (isRepeated) return;
  const grace = resource.strategy.gracePeriodSeconds?.(object, asked) ?? 0;
  metadata.deletionTimestamp = timestamp(context.clock.now() + grace * 1000);
  metadata.deletionGracePeriodSeconds = grace;
  if (metadata.generation !== undefined) metadata.generation += 1;
  if (object.kind === 'Namespace') object['status'] = { ...(object['status'] as object), phase: 'Terminating' };
}

/** Waiting can only become shorter, counted from when it began; false where nothing changes. */
function shortenGrace(context: RequestContext, metadata: ApiMetadata, asked: number | undefined): boolean {
  const present = metadata.deletionGracePeriodSeconds ?? 0;
  if (asked === undefined || asked >= present) return false;
  const now = context.clock.now();
  const end = Date.parse(metadata.deletionTimestamp ?? '') + (asked - present) * 1000;
  metadata.deletionTimestamp = timestamp(Math.max(end, now));
  metadata.deletionGracePeriodSeconds = end < now && asked > 0 ? 1 : asked;
  return true;
}

/** What becomes of dependents is said by a finalizer, which the garbage collector acts on and removes. */
function setFinalizers(metadata: ApiMetadata, asked: Propagation | undefined, usual: Propagation | undefined): void {
  const present = metadata.finalizers ?? [];
  const said = present.includes('orphan') ? 'Orphan' : present.includes('foregroundDeletion') ? 'Foreground' : undefined;
  const propagation = asked ?? said ?? usual;
  const finalizers = present.filter((finalizer) => finalizer !== 'foregroundDeletion' && finalizer !== 'orphan');
  if (propagation === 'Foreground') finalizers.push('foregroundDeletion');
  if (propagation === 'Orphan') finalizers.push('orphan');
  if (finalizers.length > 0) metadata.finalizers = finalizers;
  else delete metadata.finalizers;
}
