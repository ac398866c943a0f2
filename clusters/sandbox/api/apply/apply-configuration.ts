import { ApiError, type StatusCause } from '../../../api-error.ts';
import type { ApiObject, JsonObject, ManagedFieldsEntry } from '../json.ts';
import { changedFields } from './compare.ts';
import { difference, differenceUntouched, type FieldSet, intersection, isEmpty, members, pathText } from './field-set.ts';
import { createManagersEntry, findEntry, setOf, type Tracking, without } from './managers.ts';
import { mergeApplied } from './merge.ts';
import { removeFields } from './remove.ts';
import { fieldSetOf } from './structure.ts';
import { ownable } from './track-update.ts';

/**
 * Server-side apply: the present object with the applied fields laid over it, without the fields that this manager
 * applied before and no longer does, and with `managedFields` saying so. 409 names the managers that own what would change.
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/
 */
export function applyConfiguration(live: ApiObject, applied: ApiObject, tracking: Tracking & { force: boolean }): ApiObject {
  const { schema } = tracking;
  const entries = live.metadata.managedFields ?? [];
  const mine = findEntry(entries, 'Apply', tracking);
  const others = entries.filter((entry) => entry !== mine);
  const wanted = ownable(applied);
  const fields = fieldSetOf(wanted, schema);

  const liveFields = ownable(live);
  const merged = mergeApplied(liveFields, wanted, schema);
  const changed = changedFields(liveFields, merged, schema);
  const conflicts = findConflicts(others, changed, { ...tracking, fields });
  if (conflicts.length > 0 && !tracking.force) throw conflictError(conflicts);

  const dropped = others.reduce((left, entry) => differenceUntouched(left, setOf(entry)), difference(setOf(mine), fields));
  const result = removeFields(merged, differenceUntouched(dropped, fields), schema) as JsonObject;
  const taken = tracking.force ? intersection(changed, fields) : {};
  return withOwners(live, result, [...without(others, taken), createManagersEntry('Apply', tracking, fields)]);
}

interface FieldConflict {
  entry: ManagedFieldsEntry;
  path: string[];
}

function findConflicts(others: ManagedFieldsEntry[], changed: FieldSet, { fields }: { fields: FieldSet }): FieldConflict[] {
  return others.flatMap((entry) => {
    const disputed = intersection(intersection(changed, fields), setOf(entry));
    return isEmpty(disputed) ? [] : members(disputed).map((path) => ({ entry, path }));
  });
}

function conflictError(conflicts: FieldConflict[]): ApiError {
  const byManager = Map.groupBy(conflicts, ({ entry }) => describe(entry));
  const [first] = byManager.keys();
  const list = [...byManager].map(([manager, fields]) => `${manager}:\n${fields.map(({ path }) => `- ${pathText(path)}`).join('\n')}`);
  const [only] = conflicts;
  const count = conflicts.length === 1 ? '1 conflict' : `${conflicts.length} conflicts`;
  const where =
    conflicts.length === 1 && only
      ? `conflict with ${first}: ${pathText(only.path)}`
      : byManager.size === 1
        ? `conflicts with ${list[0]}`
        : `conflicts with ${list.join('\nconflicts with ')}`;
  const causes: StatusCause[] = conflicts.map(({ entry, path }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with ${describe(entry)}`,
    field: pathText(path),
  }));
  return new ApiError(409, 'Conflict', `Apply failed with ${count}: ${where}`, { causes });
}

function describe({ manager, operation, apiVersion, subresource, time }: ManagedFieldsEntry): string {
  if (operation === 'Apply') return JSON.stringify(manager);
  const through = subresource ? ` with subresource ${JSON.stringify(subresource)}` : '';
  return `${JSON.stringify(manager)}${through} using ${apiVersion}${time ? ` at ${time}` : ''}`;
}

/** The live object's own bookkeeping around the fields that can have owners. */
function withOwners(live: ApiObject, fields: JsonObject, managedFields: ManagedFieldsEntry[]): ApiObject {
  const ownedMetadata = Object.keys((ownable(live)['metadata'] ?? {}) as JsonObject);
  const bookkeeping = Object.entries(live.metadata).filter(([field]) => !ownedMetadata.includes(field));
  const metadata = { ...Object.fromEntries(bookkeeping), ...(fields['metadata'] as JsonObject | undefined), managedFields };
  return { apiVersion: live.apiVersion, kind: live.kind, ...fields, metadata } as ApiObject;
}
