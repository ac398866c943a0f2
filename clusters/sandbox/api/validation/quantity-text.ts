import { isJsonObject, type JsonObject } from '../json.ts';
import { fieldSchema, type Schema } from '../openapi/schema.ts';

/** Quantities may be sent as numbers and are kept as text, so that `1` and `"1"` are the same. Changes `value`. */
export function writeQuantitiesAsText(value: unknown, schema: Schema): void {
  if (Array.isArray(value)) {
    for (const item of value) if (schema.items) writeQuantitiesAsText(item, schema.items);
  } else if (isJsonObject(value)) {
    for (const field of Object.keys(value)) writeFieldAsText(value, field, fieldSchema(schema, field));
  }
}

function writeFieldAsText(object: JsonObject, field: string, schema: Schema | undefined): void {
  const value = object[field];
  if (schema && isQuantity(schema) && typeof value === 'number') object[field] = String(value);
  else if (schema) writeQuantitiesAsText(value, schema);
}

/** The published schema says only in words that a string is a quantity. */
export function isQuantity(schema: Schema): boolean {
  return schema.description?.startsWith('Quantity is a fixed-point') ?? false;
}
