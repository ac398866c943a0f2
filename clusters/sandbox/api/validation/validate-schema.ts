import type { StatusCause } from '../../../api-error.ts';
import { duplicateValue, invalidValue, notSupported, requiredValue, tooLong, tooMany, typeInvalid } from '../causes.ts';
import { compilePattern } from '../cel/regular-expressions.ts';
import { equalJson, isJsonObject, type JsonObject } from '../json.ts';
import { fieldSchema, type Schema } from '../openapi/schema.ts';
import { formatProblem } from './formats.ts';

/** Everything in a value that contradicts its schema, in the words of kube-apiserver. */
export function validateSchema(value: unknown, schema: Schema, path = ''): StatusCause[] {
  if (value === undefined || (value === null && schema.nullable)) return [];
  const wrongTypes = typeProblems(value, schema, path);
  if (wrongTypes.length > 0) return [...wrongTypes, ...validateEnum(value, schema, path)];
  return [
    ...validateEnum(value, schema, path),
    ...(typeof value === 'string' ? validateString(value, schema, path) : []),
    ...(typeof value === 'number' ? validateNumber(value, schema, path) : []),
    ...(Array.isArray(value) ? validateArray(value, schema, path) : []),
    ...(isJsonObject(value) ? validateObject(value, schema, path) : []),
    ...validateCombined(value, schema, path),
  ];
}

function typeProblems(value: unknown, schema: Schema, path: string): StatusCause[] {
  const actual = typeOf(value);
  if (schema['x-kubernetes-int-or-string']) {
    return actual === 'integer' || actual === 'string' ? [] : neitherIntegerNorString(path, actual, schema);
  }
  const isFine = !schema.type || schema.type === actual || (schema.type === 'number' && actual === 'integer');
  if (isFine) return [];
  if (actual !== 'number' || !schema.format?.startsWith('int')) return [wrongType(path, actual, schema.type ?? '')];
  // The real server says twice that a fraction is no integer of so many bits.
  const wrong = wrongType(path, 'float64', schema.format);
  const why = `Checked value must be of type ${schema.type} with format ${schema.format} in ${path}`;
  return [{ reason: 'FieldValueInvalid', message: `Invalid value: "number": ${why}`, field: '<nil>' }, wrong];
}

function neitherIntegerNorString(path: string, actual: string, schema: Schema): StatusCause[] {
  const wrong = wrongType(path, actual, 'integer,string');
  if (!schema.anyOf || actual === 'null') return [wrong];
  const message = `Invalid value: "": ${JSON.stringify(path)} must validate at least one schema (anyOf)`;
  const fraction = `Invalid value: "number": Checked value must be of type integer (default format) in ${path}`;
  return [
    wrong,
    { reason: 'FieldValueInvalid', message, field: '<nil>' },
    ...(actual === 'number' ? [{ reason: 'FieldValueInvalid', message: fraction, field: '<nil>' }] : []),
    wrongType(path, actual, 'integer'),
  ];
}

function wrongType(path: string, actual: string, wanted: string): StatusCause {
  return typeInvalid(path, actual, `${path} in body must be of type ${wanted}: "${actual}"`);
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function validateEnum(value: unknown, schema: Schema, path: string): StatusCause[] {
  if (!schema.enum || schema.enum.some((allowed) => equalJson(allowed, value))) return [];
  return [notSupported(path, value, schema.enum)];
}

function validateString(value: string, schema: Schema, path: string): StatusCause[] {
  const causes: StatusCause[] = [];
  const length = [...value].length;
  if (schema.maxLength !== undefined && length > schema.maxLength) causes.push(tooLong(path, schema.maxLength));
  if (schema.minLength !== undefined && length < schema.minLength) {
    causes.push(invalidValue(path, value, `${path} in body should be at least ${schema.minLength} chars long`));
  }
  if (schema.pattern !== undefined && !compilePattern(schema.pattern).test(value)) {
    causes.push(invalidValue(path, value, `${path} in body should match '${schema.pattern}'`));
  }
  const format = schema.format === undefined ? undefined : formatProblem(schema.format, value);
  if (format) causes.push(typeInvalid(path, value, `${path} in body must be of type ${schema.format}: ${JSON.stringify(value)}`));
  return causes;
}

function validateNumber(value: number, schema: Schema, path: string): StatusCause[] {
  const { minimum, maximum, multipleOf } = schema;
  const causes: StatusCause[] = [];
  if (minimum !== undefined && (schema.exclusiveMinimum ? value <= minimum : value < minimum)) {
    const bound = schema.exclusiveMinimum ? 'greater than' : 'greater than or equal to';
    causes.push(invalidValue(path, value, `${path} in body should be ${bound} ${minimum}`));
  }
  if (maximum !== undefined && (schema.exclusiveMaximum ? value >= maximum : value > maximum)) {
    const bound = schema.exclusiveMaximum ? 'less than' : 'less than or equal to';
    causes.push(invalidValue(path, value, `${path} in body should be ${bound} ${maximum}`));
  }
  if (multipleOf !== undefined && !Number.isInteger(value / multipleOf)) {
    causes.push(invalidValue(path, value, `${path} in body should be a multiple of ${multipleOf}`));
  }
  return causes;
}

function validateArray(value: unknown[], schema: Schema, path: string): StatusCause[] {
  const causes: StatusCause[] = [];
  if (schema.maxItems !== undefined && value.length > schema.maxItems) causes.push(tooMany(path, value.length, schema.maxItems));
  if (schema.minItems !== undefined && value.length < schema.minItems) {
    causes.push(invalidValue(path, value.length, `${path} in body should have at least ${schema.minItems} items`));
  }
  causes.push(...validateUnique(value, schema, path));
  const { items } = schema;
  return items ? [...causes, ...value.flatMap((item, index) => validateSchema(item, items, `${path}[${index}]`))] : causes;
}

function validateUnique(value: unknown[], schema: Schema, path: string): StatusCause[] {
  const listType = schema['x-kubernetes-list-type'];
  if (listType !== 'set' && listType !== 'map') return [];
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const identity = (item: unknown) =>
    listType === 'map' && isJsonObject(item) ? Object.fromEntries(keys.map((key) => [key, item[key]])) : item;
  const identities = value.map(identity);
  return identities.flatMap((one, index) => {
    const isRepeated = identities.findIndex((other) => equalJson(one, other)) < index;
    return isRepeated ? [duplicateValue(`${path}[${index}]`, one)] : [];
  });
}

function validateObject(value: JsonObject, schema: Schema, path: string): StatusCause[] {
  const inside = (field: string) => (path === '' ? field : `${path}.${field}`);
  const causes = (schema.required ?? []).filter((field) => value[field] === undefined).map((field) => requiredValue(inside(field)));
  const count = Object.keys(value).length;
  if (schema.maxProperties !== undefined && count > schema.maxProperties) causes.push(tooMany(path, count, schema.maxProperties));
  if (schema.minProperties !== undefined && count < schema.minProperties) {
    causes.push(invalidValue(path, count, `${path} in body should have at least ${schema.minProperties} properties`));
  }
  for (const [field, inner] of Object.entries(value)) {
    const known = fieldSchema(schema, field);
    // Metadata has rules of its own (validation/metadata.ts).
    if (known && inside(field) !== 'metadata') causes.push(...validateSchema(inner, known, inside(field)));
  }
  return causes;
}

function validateCombined(value: unknown, schema: Schema, path: string): StatusCause[] {
  const passes = (one: Schema) => validateSchema(value, one, path).length === 0;
  const causes = (schema.allOf ?? []).flatMap((one) => validateSchema(value, one, path));
  if (schema.anyOf && !schema['x-kubernetes-int-or-string'] && !schema.anyOf.some(passes)) {
    causes.push(invalidValue(path, value, `${path} in body must validate at least one schema (anyOf)`));
  }
  if (schema.oneOf && schema.oneOf.filter(passes).length !== 1) {
    causes.push(invalidValue(path, value, `${path} in body must validate one and only one schema (oneOf)`));
  }
  if (schema.not && passes(schema.not)) causes.push(invalidValue(path, value, `${path} in body must not validate the schema (not)`));
  return causes;
}
