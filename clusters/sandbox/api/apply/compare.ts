import { equalJson } from '../json.ts';
import type { Schema } from '../openapi/schema.ts';
import type { FieldSet } from './field-set.ts';
import { fieldSetOf, partsOf } from './structure.ts';

/** The fields of `next` that are new or have another value than in `previous`. */
export function changedFields(previous: unknown, next: unknown, schema: Schema | undefined): FieldSet {
  const before = partsOf(previous, schema);
  const after = partsOf(next, schema);
  const set: FieldSet = {};
  const old = new Map(before?.parts.map((part) => [part.segment, part.value]));
  for (const part of after?.parts ?? []) {
    const changed = changedPart(part, old);
    if (changed) set[part.segment] = changed;
  }
  return set;
}

function changedPart(
  part: { segment: string; value: unknown; schema: Schema | undefined },
  old: Map<string, unknown>,
): FieldSet | undefined {
  if (!old.has(part.segment)) {
    const whole = fieldSetOf(part.value, part.schema);
    const isNamed = part.segment.startsWith('k:') || typeof part.schema?.additionalProperties === 'object';
    return Object.keys(whole).length > 0 && isNamed ? { '.': {}, ...whole } : whole;
  }
  const previous = old.get(part.segment);
  if (equalJson(previous, part.value)) return undefined;
  if (!partsOf(part.value, part.schema)) return {};
  const below = changedFields(previous, part.value, part.schema);
  // Only removals below: nothing of what is there now has changed.
  return Object.keys(below).length > 0 ? below : undefined;
}
