import { isJsonObject, type JsonObject } from '../json.ts';
import { fieldSchema, type Schema } from '../openapi/schema.ts';

/**
 * Drops the fields that the schema does not have, and names them (`spec.replica`). Changes `object`.
 * Custom kinds may keep unknown fields where their schema says so; in an embedded resource the usual three are known.
 */
export function dropUnknownFields(object: JsonObject, schema: Schema, { custom }: { custom: boolean }): string[] {
  const unknown: string[] = [];
  visit(object, schema, '');
  return unknown;

  function visit(value: unknown, at: Schema | undefined, path: string): void {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(item, at?.items, `${path}[${index}]`);
    } else if (isJsonObject(value) && at) visitObject(value, at, path);
  }

  function visitObject(value: JsonObject, at: Schema, path: string): void {
    for (const [field, inner] of Object.entries(value)) {
      const where = path === '' ? field : `${path}.${field}`;
      const known = fieldSchema(at, field);
      if (known) visit(inner, known, where);
      else if (!keepsUnknown(at, field, custom)) {
        unknown.push(where);
        delete value[field];
      }
    }
  }
}

function keepsUnknown(schema: Schema, field: string, custom: boolean): boolean {
  if (schema['x-kubernetes-preserve-unknown-fields'] || schema.additionalProperties === true) return true;
  if (schema['x-kubernetes-embedded-resource'] && ['apiVersion', 'kind', 'metadata'].includes(field)) return true;
  // A built-in type without named fields is one that its schema describes in words only.
  return !custom && !schema.properties && schema.additionalProperties === undefined;
}
