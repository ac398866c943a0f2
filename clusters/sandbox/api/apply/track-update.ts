import { type ApiObject, equalJson, type JsonObject } from '../json.ts';
import { changedFields } from './compare.ts';
import { difference, isEmpty, union } from './field-set.ts';
import { createManagersEntry, findEntry, setOf, type Tracking, without } from './managers.ts';
import { fieldSetOf } from './structure.ts';

/**
 * Notes in `metadata.managedFields` who wrote what: the fields that this write changed are the writer's now, and nobody
 * owns fields that are gone. Changes `object`.
 */
export function trackUpdate(previous: ApiObject | undefined, object: ApiObject, tracking: Tracking): void {
  const before = ownable(previous);
  const after = ownable(object);
  const entries = object.metadata.managedFields ?? [];
  const changed = changedFields(before, after, tracking.schema);
  const gone = difference(fieldSetOf(before, tracking.schema), fieldSetOf(after, tracking.schema));
  if (isEmpty(changed) && isEmpty(gone)) return;

  const mine = findEntry(entries, 'Update', tracking);
  const others = without(
    entries.filter((entry) => entry !== mine),
    union(changed, gone),
  );
  const fields = difference(union(setOf(mine), changed), gone);
  const unchanged = mine && equalJson(fields, mine.fieldsV1);
  const own = isEmpty(fields) ? [] : [unchanged ? { ...mine, time: tracking.time } : createManagersEntry('Update', tracking, fields)];
  object.metadata.managedFields = [...others, ...own];
}

const SERVER_FIELDS = ['name', 'namespace', 'uid', 'resourceVersion', 'generation', 'creationTimestamp', 'selfLink', 'managedFields'];
const DELETION_FIELDS = ['deletionTimestamp', 'deletionGracePeriodSeconds'];

/** The part of an object that can have owners. */
export function ownable(object: ApiObject | undefined): JsonObject {
  if (!object) return {};
  const { apiVersion: _version, kind: _kind, metadata, ...rest } = object;
  const hidden = new Set([...SERVER_FIELDS, ...DELETION_FIELDS]);
  const kept = Object.entries(metadata).filter(([field]) => !hidden.has(field));
  return kept.length === 0 ? rest : { metadata: Object.fromEntries(kept), ...rest };
}
