import { copyJson, isJsonObject, type ManagedFieldsEntry } from '../json.ts';
import type { Schema } from '../openapi/schema.ts';
import { difference, type FieldSet, isEmpty } from './field-set.ts';

export interface Tracking {
  manager: string;
  apiVersion: string;
  subresource: string | undefined;
  /** As objects carry it. */
  time: string;
  schema: Schema | undefined;
  /** Of a custom kind: entries of other groups make all entries unreadable. */
  onlyGroup?: string | undefined;
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

/** What makes two entries those of one manager. */
export function identityOf({ manager, operation, subresource = '', apiVersion }: ManagedFieldsEntry): string {
  return [manager, operation, subresource, operation === 'Apply' ? '' : apiVersion].join('\0');
}

/** Of entries of one manager, as a write through scale can leave them, the last one counts. */
export function distinct(entries: readonly ManagedFieldsEntry[]): ManagedFieldsEntry[] {
  return [...new Map(entries.map((entry) => [identityOf(entry), entry])).values()];
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

/** In the order in which the API server lists them: appliers first, then by time and name. */
export function sorted(entries: readonly ManagedFieldsEntry[]): ManagedFieldsEntry[] {
  const rank = ({ operation, time = '', manager, apiVersion, subresource = '' }: ManagedFieldsEntry) =>
    [operation, time, manager, apiVersion, subresource].join('\0');
  return [...entries].sort((left, right) => (rank(left) < rank(right) ? -1 : 1));
}

/** What a client sent as `managedFields`: undefined for entries that say nothing or cannot be read, which then change nothing. */
export function sentEntries(sent: unknown): ManagedFieldsEntry[] | undefined {
  if (!Array.isArray(sent) || sent.length === 0) return undefined;
  const isReadable = sent.every(
    (entry) =>
      isJsonObject(entry) && (entry['operation'] === 'Apply' || entry['operation'] === 'Update') && entry['fieldsType'] === 'FieldsV1',
  );
  return isReadable ? (copyJson(sent) as ManagedFieldsEntry[]) : undefined;
}

/** Whether a client asks for all owners to be forgotten: an empty list, or one empty entry. */
export function isReset(sent: unknown): boolean {
  if (!Array.isArray(sent)) return false;
  const [first] = sent;
  return sent.length === 0 || (sent.length === 1 && isJsonObject(first) && Object.keys(first).length === 0);
}

const MOST_UPDATERS = 10;
const ANCIENT = 'ancient-changes';

/** Entries of updates are few: the oldest ones of a version become one. */
export function capped(entries: readonly ManagedFieldsEntry[], merge: (left: FieldSet, right: FieldSet) => FieldSet): ManagedFieldsEntry[] {
  const updaters = sorted(entries.filter(({ operation }) => operation === 'Update'));
  const surplus = updaters.length - MOST_UPDATERS;
  if (surplus <= 0) return [...entries];
  const { manager: _, subresource: __, ...oldest } = updaters[0] as ManagedFieldsEntry;
  const merged = updaters.filter(({ apiVersion }) => apiVersion === oldest.apiVersion).slice(0, surplus + 1);
  const bucket: ManagedFieldsEntry = {
    ...oldest,
    manager: ANCIENT,
    fieldsV1: merged.map(setOf).reduce(merge),
    ...(merged.at(-1)?.time !== undefined && { time: merged.at(-1)?.time as string }),
  };
  return [...entries.filter((entry) => !merged.includes(entry)), bucket];
}
