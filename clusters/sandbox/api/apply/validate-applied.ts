import { isJsonObject } from '../json.ts';
import { fieldSchema, type Schema } from '../openapi/schema.ts';
import { goText, goType } from '../patching/go-text.ts';
import { segmentText } from './field-set.ts';
import { partsOf } from './structure.ts';

/** What keeps an applied configuration from being owned field by field, in the words of the API server. */
export function appliedProblems(value: unknown, schema: Schema | undefined, path = ''): string[] {
  if (!schema || value === null || value === undefined) return [];
  if (isJsonObject(value)) return isMap(schema) ? mapProblems(value, schema, path) : [`${path}: ${expected(schema, value)}`];
  if (Array.isArray(value))
    return schema.type && schema.type !== 'array' ? [`${path}: ${expected(schema, value)}`] : listProblems(value, schema, path);
  return scalarProblem(value, schema, path);
}

function isMap({ type, properties, additionalProperties }: Schema): boolean {
  return type === undefined || type === 'object' || properties !== undefined || additionalProperties !== undefined;
}

function mapProblems(value: Record<string, unknown>, schema: Schema, path: string): string[] {
  const problems: string[] = [];
  for (const [field, inner] of Object.entries(value)) {
    const known = fieldSchema(schema, field);
    // The first unknown field ends the look at its object.
    if (!known && !allowsUnknown(schema)) return [...problems, `${path}.${field}: field not declared in schema`];
    problems.push(...appliedProblems(inner, known, `${path}.${field}`));
  }
  return problems;
}

function allowsUnknown(schema: Schema): boolean {
  if (schema['x-kubernetes-preserve-unknown-fields'] || schema.additionalProperties === true) return true;
  return schema.properties === undefined && schema.additionalProperties === undefined;
}

function listProblems(value: unknown[], schema: Schema, path: string): string[] {
  const listType = schema['x-kubernetes-list-type'];
  const isAssociative = listType === 'map' || listType === 'set';
  const problem = isAssociative ? value.map((item, index) => elementProblem(item, schema, index)).find(Boolean) : undefined;
  if (problem) return [`${path}: ${problem}`];
  const parts = partsOf(value, schema)?.parts ?? [];
  const seen = new Set<string>();
  return value.flatMap((item, index) => {
    const segment = parts[index]?.segment;
    const place = segment === undefined ? `[${index}]` : segmentText(segment);
    const repeated = segment !== undefined && seen.has(segment) ? [`${path}: duplicate entries for key ${place}`] : [];
    if (segment !== undefined) seen.add(segment);
    return [...repeated, ...appliedProblems(item, schema.items, `${path}${place}`)];
  });
}

function elementProblem(item: unknown, schema: Schema, index: number): string | undefined {
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  if (schema['x-kubernetes-list-type'] === 'set') return setElementProblem(item, index);
  if (item === null) return `element ${index}: associative list with keys may not have a null element`;
  if (!isJsonObject(item)) return `element ${index}: associative list with keys may not have non-map elements`;
  const hasKey = keys.some((key) => item[key] !== undefined || schema.items?.properties?.[key]?.default !== undefined);
  if (hasKey || keys.length === 0) return undefined;
  const names = keys.map((key) => JSON.stringify(key)).join(' ');
  return `element ${index}: associative list with keys has an element that omits all key fields [${names}] (and doesn't have default values for any key fields)`;
}

function setElementProblem(item: unknown, index: number): string | undefined {
  if (item === null) return `element ${index}: associative list without keys has an element that's an explicit null`;
  if (isJsonObject(item)) return `element ${index}: associative list without keys has an element that's a map type`;
  return Array.isArray(item) ? `element ${index}: not supported: associative list with lists as elements` : undefined;
}

function scalarProblem(value: unknown, schema: Schema, path: string): string[] {
  if (schema['x-kubernetes-int-or-string'] || (schema['x-kubernetes-preserve-unknown-fields'] && !schema.type)) return [];
  return tests[schema.type ?? '']?.(value) === false ? [`${path}: ${expected(schema, value)}`] : [];
}

const tests: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  integer: (value) => typeof value === 'number',
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  array: Array.isArray,
  object: isJsonObject,
};

function expected(schema: Schema, value: unknown): string {
  switch (schema.type) {
    case 'string':
      return `expected string, got ${goSyntax(value)}`;
    case 'integer':
    case 'number':
      return `expected numeric (int or float), got ${goType(value)}`;
    case 'boolean':
      return `expected boolean, got ${goPlain(value)}`;
    case 'array':
      return `expected list, got ${goPlain(value)}`;
    default:
      return `expected map, got ${goPlain(value)}`;
  }
}

/** As Go's `%v` and `%#v` print a value. */
function goPlain(value: unknown): string {
  return `&{${goText(value)}}`;
}

function goSyntax(value: unknown): string {
  return `&value.valueUnstructured{Value:${goLiteral(value)}}`;
}

function goLiteral(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map(goLiteral).join(', ')}}`;
  if (!isJsonObject(value)) return value === null ? 'interface {}(nil)' : String(value);
  const pairs = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `map[string]interface {}{${pairs.map(([key, inner]) => `${JSON.stringify(key)}:${goLiteral(inner)}`).join(', ')}}`;
}
