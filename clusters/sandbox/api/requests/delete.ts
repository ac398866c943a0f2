import { type ApiObject, copyJson } from '../json.ts';
import { conflict } from '../refusals.ts';
import type { Entry } from '../storage/entry.ts';
import { type ObjectPlace, type Place, type RequestContext, storageKey, timestamp } from './context.ts';
import type { Selection } from './filter.ts';
import { isGone } from './finalizers.ts';
import { listEntries, readEntry } from './read.ts';

export interface DeleteRequest {
  propagation?: 'Background' | 'Foreground' | 'Orphan' | undefined;
  gracePeriodSeconds?: number | undefined;
  preconditions?: { uid?: string | undefined; resourceVersion?: string | undefined } | undefined;
  dryRun?: boolean | undefined;
}

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
  if (uid && uid !== metadata.uid) {
    throw conflict(resource, name, `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${metadata.uid}`);
  }
  if (resourceVersion && resourceVersion !== metadata.resourceVersion) {
    const there = metadata.resourceVersion;
    throw conflict(
      resource,
      name,
      `Precondition failed: ResourceVersion in precondition: ${resourceVersion}, ResourceVersion in object meta: ${there}`,
    );
  }
}

function markDeleted(context: RequestContext, { resource }: ObjectPlace, object: ApiObject, request: DeleteRequest): void {
  const { metadata } = object;
  const asked = request.gracePeriodSeconds;
  const grace = resource.strategy.gracePeriodSeconds?.(object, asked) ?? 0;
  const isSooner = grace < (metadata.deletionGracePeriodSeconds ?? Number.POSITIVE_INFINITY);
  const finalizers = finalizersFor(metadata.finalizers ?? [], request.propagation);
  if (finalizers.length > 0) metadata.finalizers = finalizers;
  else delete metadata.finalizers;
  if (!metadata.deletionTimestamp) {
    metadata.deletionTimestamp = timestamp(context.clock.now() + grace * 1000);
    metadata.deletionGracePeriodSeconds = grace;
    if (metadata.generation !== undefined) metadata.generation += 1;
    if (object.kind === 'Namespace') object['status'] = { ...(object['status'] as object), phase: 'Terminating' };
  } else if (isSooner) {
    metadata.deletionTimestamp = timestamp(context.clock.now() + grace * 1000);
    metadata.deletionGracePeriodSeconds = grace;
  }
}

/** The garbage collector does what these finalizers ask for, and removes them. */
function finalizersFor(present: string[], propagation: DeleteRequest['propagation']): string[] {
  if (!propagation) return present;
  const others = present.filter((finalizer) => finalizer !== 'foregroundDeletion' && finalizer !== 'orphan');
  if (propagation === 'Foreground') return [...others, 'foregroundDeletion'];
  return propagation === 'Orphan' ? [...others, 'orphan'] : others;
}
