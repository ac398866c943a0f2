import type { ManagedFieldsEntry } from '../json.ts';
import type { Schema } from '../openapi/schema.ts';
import { difference, type FieldSet, isEmpty } from './field-set.ts';

export interface Tracking {
  manager: string;
  apiVersion: string;
  subresource: string | undefined;
  /** As objects carry it. */
  time: string;
  schema: Schema | undefined;
}

/** The entry of a manager; the same manager has different ones for Apply and Update, and for each subresource. */
export function findEntry(
  entries: readonly ManagedFieldsEntry[],
  operation: 'Apply' | 'Update',
  { manager, subresource, apiVersion }: Tracking,
): ManagedFieldsEntry | undefined {
  return entries.find(
    (entry) =>
      entry.manager === manager &&
      entry.operation === operation &&
      (entry.subresource ?? undefined) === subresource &&
      (operation === 'Apply' || entry.apiVersion === apiVersion),
  );
}

export function setOf(entry: ManagedFieldsEntry | undefined): FieldSet {
  return (entry?.fieldsV1 ?? {}) as FieldSet;
}

export function createManagersEntry(operation: 'Apply' | 'Update', tracking: Tracking, fields: FieldSet): ManagedFieldsEntry {
  const { manager, apiVersion, time, subresource } = tracking;
  const entry: ManagedFieldsEntry = { manager, operation, apiVersion, time, fieldsType: 'FieldsV1', fieldsV1: fields };
  return subresource ? { ...entry, subresource } : entry;
}

/** Takes fields from entries; one that has none left is gone. */
export function without(entries: readonly ManagedFieldsEntry[], fields: FieldSet): ManagedFieldsEntry[] {
  return entries.flatMap((entry) => {
    const left = difference(setOf(entry), fields);
    return isEmpty(left) ? [] : [{ ...entry, fieldsV1: left }];
  });
}
