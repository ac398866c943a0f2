import { isJsonObject, type JsonObject, setField } from '../json.ts';
import type { Schema } from '../openapi/schema.ts';
import { type FieldSet, isEmpty, isMember, withoutSelf } from './field-set.ts';
import { partsOf } from './structure.ts';

/** The value without the given fields. A map or list that loses its last part goes too. */
export function removeFields(value: unknown, fields: FieldSet, schema: Schema | undefined): unknown {
  const parts = partsOf(value, schema);
  if (!parts || isEmpty(fields)) return value;
  const left = parts.parts.flatMap((part) => {
    const inner = fields[part.segment];
    if (!inner) return [part];
    if (isMember(inner) && (isEmpty(withoutSelf(inner)) || parts.kind === 'items')) return [];
    const remaining = removeFields(part.value, withoutSelf(inner), part.schema);
    return isBare(remaining) ? [] : [{ ...part, value: remaining }];
  });
  if (parts.kind === 'items') return left.map((part) => part.value);
  const result: JsonObject = {};
  for (const part of left) setField(result, part.segment.slice(2), part.value);
  return result;
}

function isBare(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return isJsonObject(value) && Object.keys(value).length === 0;
}
