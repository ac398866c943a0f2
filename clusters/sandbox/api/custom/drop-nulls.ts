import { isJsonObject } from '../json.ts';
import { fieldSchema, type Schema } from '../openapi/schema.ts';

/** Drops the nulls that a schema neither allows nor replaces: to send null is to leave a field out. Changes `value`. */
export function dropNulls(value: unknown, schema: Schema | undefined, isRoot = true): void {
  if (!schema) return;
  if (Array.isArray(value)) for (const item of value) dropNulls(item, schema.items, false);
  if (!isJsonObject(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    if (isRoot && name === 'metadata') continue;
    const field = fieldSchema(schema, name);
    if (inner === null && field && !field.nullable) delete value[name];
    else dropNulls(inner, field, false);
  }
}
