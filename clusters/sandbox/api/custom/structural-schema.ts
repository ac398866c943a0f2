import type { StatusCause } from '../../../api-error.ts';
import { forbiddenField, invalidValue, notSupported, requiredValue } from '../causes.ts';
import type { Schema } from '../openapi/schema.ts';
import { validateSchema } from '../validation/validate-schema.ts';

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

/**
 * Why a schema is not structural: every part needs a type, and values cannot be described by logic alone.
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema
 */
export function structuralProblems(schema: Schema, field: string, isRoot = true): StatusCause[] {
  const causes = [...typeProblems(schema, field, isRoot), ...keywordProblems(schema, field), ...defaultProblems(schema, field)];
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    causes.push(...structuralProblems(inner, `${field}.properties[${name}]`, false));
  }
  if (schema.items) causes.push(...structuralProblems(schema.items, `${field}.items`, false));
  if (typeof schema.additionalProperties === 'object') {
    causes.push(...structuralProblems(schema.additionalProperties, `${field}.additionalProperties`, false));
  }
  return causes;
}

function typeProblems(schema: Schema, field: string, isRoot: boolean): StatusCause[] {
  if (isRoot && schema.type !== 'object') {
    return schema.type
      ? [invalidValue(`${field}.type`, schema.type, 'must be object at the root')]
      : [requiredValue(`${field}.type`, 'must not be empty at the root')];
  }
  if (schema.type && !TYPES.includes(schema.type)) return [notSupported(`${field}.type`, schema.type, TYPES)];
  const mayBeAnything = schema['x-kubernetes-int-or-string'] || schema['x-kubernetes-preserve-unknown-fields'];
  if (!schema.type && !mayBeAnything) return [requiredValue(`${field}.type`, 'must not be empty for specified object fields')];
  if (schema.type === 'array' && !schema.items) return [requiredValue(`${field}.items`, 'must be specified')];
  return [];
}

function keywordProblems(schema: Schema, field: string): StatusCause[] {
  const causes: StatusCause[] = [];
  if (schema.properties && schema.additionalProperties !== undefined) {
    causes.push(forbiddenField(`${field}.additionalProperties`, 'additionalProperties and properties are mutual exclusive'));
  }
  if ('$ref' in schema) causes.push(forbiddenField(`${field}.$ref`, '$ref is not supported'));
  if (schema.uniqueItems)
    causes.push(forbiddenField(`${field}.uniqueItems`, 'uniqueItems cannot be set to true since the runtime complexity becomes quadratic'));
  if (schema['x-kubernetes-list-type'] === 'map' && !schema['x-kubernetes-list-map-keys']?.length) {
    causes.push(requiredValue(`${field}.x-kubernetes-list-map-keys`, 'must not be empty if x-kubernetes-list-type is map'));
  }
  if (schema.pattern !== undefined && !isPattern(schema.pattern)) {
    causes.push(invalidValue(`${field}.pattern`, schema.pattern, 'must be a valid regular expression'));
  }
  return causes;
}

function isPattern(source: string): boolean {
  try {
    new RegExp(source, 'u');
    return true;
  } catch {
    return false;
  }
}

function defaultProblems(schema: Schema, field: string): StatusCause[] {
  if (schema.default === undefined) return [];
  return validateSchema(schema.default, schema, `${field}.default`).filter(({ reason }) => reason !== 'FieldValueRequired');
}
