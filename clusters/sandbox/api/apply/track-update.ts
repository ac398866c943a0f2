import { type ApiObject, equalJson, type JsonObject, type ManagedFieldsEntry } from '../json.ts';
import { compareFields, touched } from './compare.ts';
import { difference, type FieldSet, isEmpty, union } from './field-set.ts';
import {
  capped,
  createManagersEntry,
  distinct,
  findEntry,
  isReset,
  sentEntries,
  setOf,
  sorted,
  type Tracking,
  without,
} from './managers.ts';

/**
 * Notes in `metadata.managedFields` who wrote what: the fields that this write changed are the writer's now, and nobody
 * owns fields that are gone. Changes `object`. `previous` is undefined for a new object, and `zero` is what it is compared with.
 */
export function trackUpdate(
  previous: ApiObject | undefined,
  object: ApiObject,
  tracking: Tracking & { zero?: ApiObject | undefined },
): void {
  const entries = presentEntries(previous, object, tracking);
  if ((previous && entries.length === 0) || entries.some((entry) => isUnreadable(entry, tracking))) {
    delete object.metadata.managedFields;
    return;
  }
  object.metadata = { ...object.metadata, managedFields: [] };
  const next = entriesAfterUpdate(entries, { previous: previous ?? tracking.zero, object, tracking });
  const owning = next.filter((entry) => !isEmpty(setOf(entry)));
  if (owning.length > 0) object.metadata.managedFields = sorted(owning);
  else delete object.metadata.managedFields;
}

/** Between groups custom kinds cannot be converted. */
function isUnreadable({ apiVersion }: ManagedFieldsEntry, { onlyGroup }: Tracking): boolean {
  return onlyGroup !== undefined && !apiVersion.startsWith(`${onlyGroup}/`);
}

/** Those that the client sent where it sent some; through a subresource nobody can. An empty list forgets all. */
function presentEntries(previous: ApiObject | undefined, object: ApiObject, { subresource }: Tracking): ManagedFieldsEntry[] {
  const stored = distinct(previous?.metadata.managedFields ?? []);
  if (subresource !== undefined) return stored;
  if (isReset(object.metadata.managedFields)) return [];
  return sentEntries(object.metadata.managedFields) ?? stored;
}

/** The owners after a change from `previous` to `object`. */
export function entriesAfterUpdate(
  entries: readonly ManagedFieldsEntry[],
  { previous, object, tracking }: { previous: ApiObject | undefined; object: ApiObject; tracking: Tracking },
): ManagedFieldsEntry[] {
  const comparison = compareFields(ownable(previous), ownable(object), tracking.schema);
  const changed = withoutMetadataItself(touched(comparison));
  const others = isEmpty(changed) && isEmpty(comparison.removed) ? entries : without(entries, union(changed, comparison.removed));
  if (isEmpty(changed)) return [...others];
  const mine = findEntry(others, 'Update', tracking);
  const fields = union(setOf(mine), changed);
  const before = findEntry(entries, 'Update', tracking);
  const entry =
    before && equalJson(fields, before.fieldsV1) ? { ...before, time: tracking.time } : createManagersEntry('Update', tracking, fields);
  return capped([...others.filter((other) => other !== mine), entry], union);
}

const SERVER_FIELDS = ['name', 'namespace', 'uid', 'resourceVersion', 'generation', 'creationTimestamp', 'selfLink', 'managedFields'];
const DELETION_FIELDS = ['deletionTimestamp', 'deletionGracePeriodSeconds'];
const HIDDEN = new Set([...SERVER_FIELDS, ...DELETION_FIELDS]);

/** The part of an object that can have owners. */
export function ownable(object: ApiObject | undefined): JsonObject {
  if (!object) return {};
  const { apiVersion: _version, kind: _kind, metadata, ...rest } = object;
  return { metadata: Object.fromEntries(Object.entries(metadata).filter(([field]) => !HIDDEN.has(field))), ...rest };
}

/** A set without the object's metadata itself, which everyone shares. */
export function withoutMetadataItself(fields: FieldSet): FieldSet {
  return difference(fields, { 'f:metadata': {} });
}
