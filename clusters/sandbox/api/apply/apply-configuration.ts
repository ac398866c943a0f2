import { type ApiObject, equalJson, type JsonObject, type ManagedFieldsEntry } from '../json.ts';
import { compareFields, touched } from './compare.ts';
import { conflictError, type FieldConflict } from './conflicts.ts';
import { type FieldSet, intersection, isEmpty, members, pathText, union } from './field-set.ts';
import { keepLastApplied, ownByLastApplied } from './last-applied.ts';
import { createManagersEntry, distinct, findEntry, setOf, sorted, type Tracking, without } from './managers.ts';
import { mergeApplied } from './merge.ts';
import { prune } from './prune.ts';
import { fieldSetOf } from './structure.ts';
import { entriesAfterUpdate, ownable, withoutMetadataItself } from './track-update.ts';

export interface Application extends Tracking {
  force: boolean;
  /** What the kind looks like before anything is set. */
  zero?: ApiObject | undefined;
  /** Which of the applied fields this request can set, and so own. */
  settable?(fields: FieldSet): FieldSet;
}

const BEFORE_FIRST_APPLY = 'before-first-apply';

/**
 * Server-side apply: the present object with the applied fields laid over it, without the fields that this manager
 * applied before and no longer does, and with `managedFields` saying so. 409 names the managers that own what would change.
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/
 */
export function applyConfiguration(live: ApiObject, applied: ApiObject, application: Application): ApiObject {
  const { schema, settable = (fields) => fields } = application;
  const entries = entriesBefore(live, application);
  const mine = findEntry(entries, 'Apply', application);
  const others = entries.filter((entry) => entry !== mine);
  const wanted = ownable(applied);
  const fields = settable(withoutMetadataItself(fieldSetOf(wanted, schema)));

  const liveFields = ownable(live);
  const merged = mergeApplied(liveFields, wanted, schema);
  const owned = others.map(setOf).reduce(union, fields);
  const result = (prune(merged, { last: setOf(mine), owned, schema }) ?? {}) as JsonObject;

  const comparison = compareFields(liveFields, result, schema);
  const changed = settable(touched(comparison));
  const conflicts = application.force ? [] : findConflicts(others, changed);
  const known = conflicts.length > 0 ? ownByLastApplied(live, application) : new Set();
  const refused = conflicts.filter(({ path }) => !known.has(pathText(path)));
  if (refused.length > 0) throw conflictError(refused);
  const kept = without(without(others, changed), comparison.removed);
  const isUnchanged = equalJson(liveFields, result);
  const own = ownEntry(mine, fields, { application, isUnchanged });
  const object = withOwners(live, result, sorted([...kept, ...own]));
  keepLastApplied(object, applied, application);
  return object;
}

/** Fields of an object whose owners nobody has noted belong to someone from before. */
function entriesBefore(live: ApiObject, application: Application): ManagedFieldsEntry[] {
  const entries = distinct(live.metadata.managedFields ?? []);
  if (entries.length > 0 || !live.metadata.uid) return entries;
  const tracking = { ...application, manager: BEFORE_FIRST_APPLY };
  const { settable = (fields) => fields } = application;
  return entriesAfterUpdate([], { previous: application.zero, object: live, tracking }).map((entry) => ({
    ...entry,
    fieldsV1: settable(setOf(entry)),
  }));
}

/** The time says when the manager last changed something. */
function ownEntry(
  mine: ManagedFieldsEntry | undefined,
  fields: FieldSet,
  { application, isUnchanged }: { application: Application; isUnchanged: boolean },
): ManagedFieldsEntry[] {
  if (isEmpty(fields)) return [];
  const entry = createManagersEntry('Apply', application, fields);
  if (!isUnchanged) return [entry];
  const { time: _, ...untimed } = entry;
  return [mine?.time === undefined ? untimed : { ...entry, time: mine.time }];
}

function findConflicts(others: readonly ManagedFieldsEntry[], changed: FieldSet): FieldConflict[] {
  return others.flatMap((entry) => members(intersection(setOf(entry), changed)).map((path) => ({ entry, path })));
}

/** The live object's own bookkeeping around the fields that can have owners. */
function withOwners(live: ApiObject, fields: JsonObject, managedFields: ManagedFieldsEntry[]): ApiObject {
  const ownedMetadata = Object.keys(ownable(live)['metadata'] as JsonObject);
  const bookkeeping = Object.entries(live.metadata).filter(([field]) => !ownedMetadata.includes(field));
  const metadata = { ...Object.fromEntries(bookkeeping), ...(fields['metadata'] as JsonObject | undefined), managedFields };
  return { apiVersion: live.apiVersion, kind: live.kind, ...fields, metadata } as ApiObject;
}
