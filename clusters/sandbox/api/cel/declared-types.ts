import type { Environment } from '@marcbachmann/cel-js';
import { Duration } from '@marcbachmann/cel-js/evaluator';
import type { JsonObject } from '../json.ts';
import type { Schema } from '../openapi/schema.ts';
import { escapeName } from './property-names.ts';
import { type ObjectField, SchemaObject } from './values.ts';

/** A schema as expressions see it: a type's name, and how values become values of it. */
export interface DeclaredType {
  name: string;
  toCel(value: unknown): unknown;
}

/** Declares the types of a schema in an environment. */
export interface TypeDeclarations {
  environment: Environment;
  /** The names that the expressions use: properties of other names need no type. */
  names: ReadonlySet<string>;
  /** What is declared already. */
  declared: Map<Schema, DeclaredType>;
}

/** Undefined for what expressions cannot see: values without a schema. */
export function declareType(schema: Schema, types: TypeDeclarations, isResource = false): DeclaredType | undefined {
  const declared = declareValue(schema, types, isResource || schema['x-kubernetes-embedded-resource'] === true);
  if (!declared || !schema.nullable) return declared;
  return { name: 'dyn', toCel: (value) => (value === null ? null : declared.toCel(value)) };
}

function declareValue(schema: Schema, types: TypeDeclarations, isResource: boolean): DeclaredType | undefined {
  if (schema['x-kubernetes-int-or-string']) return { name: 'dyn', toCel: intOrString };
  switch (schema.type) {
    case 'array':
      return declareList(schema, types);
    case 'object':
      return typeof schema.additionalProperties === 'object'
        ? declareMap(schema.additionalProperties, types)
        : declareObject(isResource ? withResourceFields(schema) : schema, types);
    case 'string':
      return stringTypes[schema.format ?? ''] ?? { name: 'string', toCel: same };
    case 'integer':
      return { name: 'int', toCel: integer };
    case 'number':
      return { name: 'double', toCel: same };
    case 'boolean':
      return { name: 'bool', toCel: same };
    default:
      return undefined;
  }
}

function declareList({ items }: Schema, types: TypeDeclarations): DeclaredType | undefined {
  const item = items && declareType(items, types);
  if (!item) return undefined;
  return { name: `list<${item.name}>`, toCel: (value) => (value as unknown[]).map(item.toCel) };
}

function declareMap(values: Schema, types: TypeDeclarations): DeclaredType | undefined {
  const value = declareType(values, types);
  if (!value) return undefined;
  const toCel = (map: unknown) => new Map(Object.entries(map as JsonObject).map(([key, inner]) => [key, value.toCel(inner)]));
  return { name: `map<string, ${value.name}>`, toCel };
}

function declareObject(schema: Schema, types: TypeDeclarations): DeclaredType {
  const known = types.declared.get(schema);
  if (known) return known;
  const { environment, declared } = types;
  const fields = new Map<string, ObjectField>();
  const fieldTypes: Record<string, string> = {};
  for (const [property, inner] of Object.entries(schema.properties ?? {})) {
    const escaped = escapeName(property);
    const field = escaped !== undefined && types.names.has(escaped) ? declareType(inner, types) : undefined;
    if (escaped === undefined || !field) continue;
    fields.set(escaped, { name: property, toCel: field.toCel });
    fieldTypes[escaped] = field.name;
  }
  const name = `object${declared.size + 1}`;
  class Declared extends SchemaObject {}
  environment.registerType(name, { ctor: Declared, fields: fieldTypes });
  environment.registerOperator(`${name} == ${name}`, (left: Declared, right: Declared) => left.equals(right));
  environment.registerOperator(`${name} == null`, () => false);
  const type: DeclaredType = { name, toCel: (value) => new Declared(value as JsonObject, fields) };
  declared.set(schema, type);
  return type;
}

/** What every resource has, whatever its schema says. Of its metadata, rules see the name alone. */
function withResourceFields(schema: Schema): Schema {
  const text: Schema = { type: 'string' };
  const metadata: Schema = { type: 'object', properties: { name: text, generateName: text } };
  return { ...schema, properties: { ...schema.properties, apiVersion: text, kind: text, metadata } };
}

const stringTypes: Record<string, DeclaredType> = {
  byte: { name: 'bytes', toCel: (value) => new Uint8Array(Buffer.from(String(value), 'base64')) },
  date: { name: 'google.protobuf.Timestamp', toCel: (value) => new Date(String(value)) },
  'date-time': { name: 'google.protobuf.Timestamp', toCel: (value) => new Date(String(value)) },
  duration: { name: 'google.protobuf.Duration', toCel: durationOf },
};

function intOrString(value: unknown): unknown {
  return typeof value === 'number' ? BigInt(value) : value;
}

function integer(value: unknown): unknown {
  return BigInt(Math.trunc(Number(value)));
}

function same(value: unknown): unknown {
  return value;
}

const nanoseconds: Record<string, number> = { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9, d: 86_400e9, w: 604_800e9 };

function durationOf(value: unknown): Duration {
  let total = 0;
  for (const [, count = '0', unit = 's'] of String(value).matchAll(/(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h|d|w)/g)) {
    total += Number(count) * (nanoseconds[unit] ?? 0);
  }
  const signed = String(value).startsWith('-') ? -total : total;
  return new Duration(BigInt(Math.trunc(signed / 1e9)), signed % 1e9);
}
