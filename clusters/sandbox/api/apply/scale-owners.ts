/** Who owns an object's replicas, as owners of a Scale, and back. */
import type { ManagedFieldsEntry } from '../json.ts';
import { difference, type FieldSet, insert, isEmpty, members } from './field-set.ts';
import { identityOf, setOf, sorted } from './managers.ts';

const SCALE = 'autoscaling/v1';
const REPLICAS = ['f:spec', 'f:replicas'];

/** Where the scaled kind has its replicas, and under which version it is written. */
export interface ScaledOwners {
  apiVersion: string;
  path: readonly string[];
}

/** The owners of the replicas as those of the Scale's. */
export function ownersOfScale(entries: readonly ManagedFieldsEntry[], { path }: ScaledOwners): ManagedFieldsEntry[] {
  return entries.filter((entry) => owns(entry, path)).map((entry) => ({ ...entry, apiVersion: SCALE, fieldsV1: setOfPath(REPLICAS) }));
}

/**
 * The object's owners after its Scale was written. Whoever owned the replicas by writing the object owns them from now on by an
 * entry of its own, as its name in the Scale was another; no entry that comes of a Scale has a time.
 */
export function ownersAfterScale(
  entries: readonly ManagedFieldsEntry[],
  ofScale: readonly ManagedFieldsEntry[],
  { apiVersion, path }: ScaledOwners,
): ManagedFieldsEntry[] {
  const names = new Set(ofScale.map(identityOf));
  const kept = entries.filter((entry) => owns(entry, path) && names.has(identityOf(entry)));
  const others = entries.flatMap((entry) => {
    if (!owns(entry, path) || kept.includes(entry)) return [entry];
    const left = difference(setOf(entry), setOfPath(path));
    return isEmpty(left) ? [] : [{ ...entry, fieldsV1: left }];
  });
  const keptNames = new Set(kept.map(identityOf));
  const times = new Map(entries.map((entry) => [identityOf(entry), entry.time]));
  const taken = ofScale
    .filter((entry) => owns(entry, REPLICAS) && !keptNames.has(identityOf(entry)))
    .map((entry): ManagedFieldsEntry => {
      const { time: _, ...untimed } = entry;
      const time = times.get(identityOf(entry));
      return { ...untimed, apiVersion, fieldsV1: setOfPath(path), ...(time !== undefined && { time }) };
    });
  const replaced = new Set(taken.filter(({ operation }) => operation === 'Apply').map(identityOf));
  return sorted([...others.filter((entry) => !replaced.has(identityOf(entry))), ...taken]);
}

function owns(entry: ManagedFieldsEntry, path: readonly string[]): boolean {
  return members(setOf(entry)).some((member) => member.join('\0') === path.join('\0'));
}

function setOfPath(path: readonly string[]): FieldSet {
  const set: FieldSet = {};
  insert(set, path);
  return set;
}
