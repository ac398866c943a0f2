import { equalJson, isJsonObject } from '../json.ts';
import type { Schema } from '../openapi/schema.ts';
import { type FieldSet, insert, union } from './field-set.ts';
import { bySegment, canHaveParts, type Part, partsOf } from './structure.ts';

/** What became of the fields between two forms of an object. */
export interface Comparison {
  added: FieldSet;
  modified: FieldSet;
  removed: FieldSet;
}

/** Compares part by part where the schema lets parts have different owners. Undefined stands for absent, null does not. */
export function compareFields(previous: unknown, next: unknown, schema: Schema | undefined): Comparison {
  const comparison: Comparison = { added: {}, modified: {}, removed: {} };
  compareInside(comparison, [], { previous, next, schema });
  return comparison;
}

/** Everything that someone who wrote `next` has changed by it. */
export function touched({ added, modified }: Comparison): FieldSet {
  return union(added, modified);
}

interface Pair {
  previous: unknown;
  next: unknown;
  schema: Schema | undefined;
}

function comparePair(comparison: Comparison, path: string[], pair: Pair): void {
  const { previous, next } = pair;
  if (haveOtherForms(pair)) {
    compareOtherForms(comparison, path, pair);
    return;
  }
  if (isLeafPair(pair)) {
    const set = setFor(comparison, pair);
    if (previous === undefined || next === undefined || !equalJson(previous, next)) insert(set, path);
    return;
  }
  compareInside(comparison, path, pair);
  if (previous === undefined || next === undefined) insert(setFor(comparison, pair), path);
}

/** Where the schema allows any form: a map that becomes a list or a value, or the other way round. Null takes any form. */
function haveOtherForms({ previous, next, schema }: Pair): boolean {
  const isPresent = previous !== undefined && next !== undefined && previous !== null && next !== null;
  return isPresent && formOf(previous) !== formOf(next) && (canHaveParts(previous, schema) || canHaveParts(next, schema));
}

function formOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : typeof value;
}

/** The parts of the one form are gone, those of the other are new, and the whole is another. */
function compareOtherForms(comparison: Comparison, path: string[], { previous, next, schema }: Pair): void {
  compareInside(comparison, path, { previous, next: undefined, schema });
  compareInside(comparison, path, { previous: undefined, next, schema });
  insert(comparison.modified, path);
}

function setFor({ added, modified, removed }: Comparison, { previous, next }: Pair): FieldSet {
  if (previous === undefined) return added;
  return next === undefined ? removed : modified;
}

/** A pair without parts, or with none on either side: what is empty and what is absent are told apart as values. */
function isLeafPair({ previous, next, schema }: Pair): boolean {
  const isGranular = canHaveParts(previous ?? next, schema) || canHaveParts(next ?? previous, schema);
  return !isGranular || (isBare(previous) && isBare(next));
}

function isBare(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return !isJsonObject(value) || Object.keys(value).length === 0;
}

function compareInside(comparison: Comparison, path: string[], { previous, next, schema }: Pair): void {
  const before = partsOf(previous, schema)?.parts ?? [];
  const after = partsOf(next, schema)?.parts ?? [];
  const old = bySegment(before);
  const now = bySegment(after);
  for (const segment of new Set([...old.keys(), ...now.keys()])) {
    compareSame(comparison, [...path, segment], { before: old.get(segment) ?? [], after: now.get(segment) ?? [] });
  }
}

/** Items that repeat one another's keys count as one leaf. */
function compareSame(comparison: Comparison, path: string[], { before, after }: { before: Part[]; after: Part[] }): void {
  const schema = (before[0] ?? after[0])?.schema;
  const [wasRepeated, isRepeated] = [before.length > 1, after.length > 1];
  if (wasRepeated && isRepeated) {
    if (!equalJson(values(before), values(after))) insert(comparison.modified, path);
    return;
  }
  const previous = wasRepeated ? undefined : before[0]?.value;
  const next = isRepeated ? undefined : after[0]?.value;
  if (previous !== undefined || next !== undefined) comparePair(comparison, path, { previous, next, schema });
  if (wasRepeated) insert(comparison.removed, path);
  if (isRepeated) insert(comparison.added, path);
}

function values(parts: readonly Part[]): unknown[] {
  return parts.map(({ value }) => value);
}
