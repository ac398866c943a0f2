import { copyJson, isJsonObject, type JsonObject } from '../json.ts';
import { fieldSchema, type Schema } from '../openapi/schema.ts';

/** Sets absent fields to their schema's defaults, from the outside in, so that a default object gets its own defaults. Changes `value`. */
export function fillSchemaDefaults(value: unknown, schema: Schema | undefined): void {
  if (!schema) return;
  if (Array.isArray(value)) {
    for (const item of value) fillSchemaDefaults(item, schema.items);
  } else if (isJsonObject(value)) {
    fillAbsentFields(value, schema);
    for (const [field, inner] of Object.entries(value)) {
      const inside = fieldSchema(schema, field);
      if (!isServersMetadata(field, inside)) fillSchemaDefaults(inner, inside);
    }
  }
}

function fillAbsentFields(value: JsonObject, schema: Schema): void {
  for (const [field, { default: preset, nullable }] of Object.entries(schema.properties ?? {})) {
    const isAbsent = value[field] === undefined || (value[field] === null && !nullable);
    if (preset !== undefined && isAbsent) value[field] = copyJson(preset);
  }
}

/** Metadata is the server's own type, whose published defaults only say that a struct is never null. */
function isServersMetadata(field: string, schema: Schema | undefined): boolean {
  return field === 'metadata' && schema?.properties?.['managedFields'] !== undefined;
}
