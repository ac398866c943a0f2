import { type JsonObject, setField } from '../json.ts';
import type { Schema } from '../openapi/schema.ts';
import { type FieldSet, isEmpty, isMember, withoutSelf } from './field-set.ts';
import { partsOf } from './structure.ts';

/** The value without the members of a set. A map or list that loses its last part becomes null. */
export function removeFields(value: unknown, fields: FieldSet, schema: Schema | undefined): unknown {
  if (isEmpty(fields)) return value;
  const parts = partsOf(value, schema);
  if (!parts) return Array.isArray(value) || (typeof value === 'object' && value !== null) ? null : value;
  const left = parts.parts.flatMap((part) => {
    const inner = fields[part.segment];
    if (!inner) return [part];
    if (isMember(inner)) return [];
    return [{ ...part, value: removeFields(part.value, withoutSelf(inner), part.schema) }];
  });
  if (left.length === 0) return null;
  if (parts.kind === 'items') return left.map((part) => part.value);
  const result: JsonObject = {};
  for (const part of left) setField(result, part.segment.slice(2), part.value);
  return result;
}
