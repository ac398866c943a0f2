import type { StatusCause } from '../../../api-error.ts';
import { forbiddenField, invalidValue } from '../causes.ts';
import type { Schema } from '../openapi/schema.ts';
import { defaultProblems } from './default-values.ts';
import { keywordProblems } from './schema-keywords.ts';
import { ruleProblems } from './schema-rules.ts';
import { structuralProblems } from './structural-schema.ts';

/** What is wrong with a version's schema. Later checks need what earlier ones promise. */
export function validateDefinitionSchema(schema: Schema, field: string, { hasStatus }: { hasStatus: boolean }): StatusCause[] {
  const atRoot = rootProblems(schema, field, hasStatus);
  const structural = structuralProblems(schema, field);
  const described = structural.length > 0 ? structural : defaultProblems(schema, field);
  const keywords = keywordProblems(schema, { field, isRoot: true });
  const rules = described.length + keywords.length === 0 ? ruleProblems(schema, field) : [];
  return [...atRoot, ...described, ...keywords, ...rules];
}

/** The status is checked by itself, so what holds for both cannot be said at the root. */
const notAtRoot = [
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'enum',
  'additionalProperties',
  'nullable',
  'default',
  'minProperties',
  'maxProperties',
] as const;

function rootProblems(schema: Schema, field: string, hasStatus: boolean): StatusCause[] {
  const causes = schema.nullable ? [forbiddenField(`${field}.nullable`, 'nullable cannot be true at the root')] : [];
  if (!hasStatus || !notAtRoot.some((name) => schema[name] !== undefined)) return causes;
  const message = `only ${allowedAtRoot} fields are allowed at the root of the schema if the status subresource is enabled`;
  return [invalidValue(field, schema, message), ...causes];
}

const allowedAtRoot =
  '[Description Type Format Title Maximum ExclusiveMaximum Minimum ExclusiveMinimum MaxLength MinLength Pattern MaxItems MinItems UniqueItems MultipleOf Required Items Properties ExternalDocs Example XPreserveUnknownFields XValidations]';
