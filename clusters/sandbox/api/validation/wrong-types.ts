import { isJsonObject } from '../json.ts';
import { fieldSchema, type Schema } from '../openapi/schema.ts';
import { isQuantity } from './quantity-text.ts';

/** The first value of a type that the schema does not allow, said as kube-apiserver's JSON decoder says it; undefined when all fit. */
export function findWrongType(value: unknown, schema: Schema | undefined, path = ''): string | undefined {
  if (!schema || value === null || value === undefined || schema['x-kubernetes-preserve-unknown-fields']) return undefined;
  if (!fits(value, schema)) {
    const where = path === '' ? 'the object' : `field ${path}`;
    return `json: cannot unmarshal ${typeName(value)} into ${where} of type ${expectedName(schema)}`;
  }
  for (const part of partsOf(value, schema, path)) {
    const found = findWrongType(part.value, part.schema, part.path);
    if (found) return found;
  }
  return undefined;
}

interface Part {
  value: unknown;
  schema: Schema | undefined;
  path: string;
}

function partsOf(value: unknown, schema: Schema, path: string): Part[] {
  if (Array.isArray(value)) return value.map((item, index) => ({ value: item, schema: schema.items, path: `${path}[${index}]` }));
  if (!isJsonObject(value)) return [];
  const inside = (field: string) => (path === '' ? field : `${path}.${field}`);
  return Object.entries(value).map(([field, inner]) => ({ value: inner, schema: fieldSchema(schema, field), path: inside(field) }));
}

function fits(value: unknown, schema: Schema): boolean {
  if (schema['x-kubernetes-int-or-string']) return typeof value === 'string' || Number.isInteger(value);
  // Quantities are published as strings and accepted as numbers too.
  if (schema.type === 'string' && isQuantity(schema)) return typeof value === 'string' || typeof value === 'number';
  const test = schema.type && tests[schema.type];
  return !test || test(value);
}

const tests: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  array: Array.isArray,
  object: isJsonObject,
};

function typeName(value: unknown): string {
  if (typeof value === 'boolean') return 'bool';
  return Array.isArray(value) ? 'array' : typeof value;
}

function expectedName(schema: Schema): string {
  if (schema['x-kubernetes-int-or-string']) return 'int or string';
  if (schema.type === 'integer') return schema.format ?? 'int64';
  return schema.type === 'boolean' ? 'bool' : (schema.type ?? 'any');
}
