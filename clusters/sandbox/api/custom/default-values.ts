import type { StatusCause } from '../../../api-error.ts';
import { invalidValue } from '../causes.ts';
import { validateRules } from '../cel/validate-rules.ts';
import { copyJson, isJsonObject } from '../json.ts';
import type { Schema } from '../openapi/schema.ts';
import { dropUnknownFields } from '../validation/unknown-fields.ts';
import { validateSchema } from '../validation/validate-schema.ts';
import { validateEmbeddedResources } from './embedded-resources.ts';

/** Defaults that their own schema would refuse. */
export function defaultProblems(schema: Schema, field: string): StatusCause[] {
  const causes = schema.default === undefined ? [] : problemsOf(schema.default, schema, `${field}.default`);
  // Not those inside of additionalProperties: there are none.
  if (schema.items) causes.push(...defaultProblems(schema.items, `${field}.items`));
  for (const [name, inner] of Object.entries(schema.properties ?? {}))
    causes.push(...defaultProblems(inner, `${field}.properties[${name}]`));
  return causes;
}

function problemsOf(value: unknown, schema: Schema, field: string): StatusCause[] {
  const causes = validateUnknown(value, schema, field);
  const bySchema = validateSchema(value, schema).map((cause) => inDefault(cause, field));
  const found = [...validateEmbeddedResources(value, schema, field), ...bySchema];
  if (found.length > 0) return [...causes, ...found];
  return [...causes, ...validateRules(schema, value, undefined).map((cause) => inDefault(cause, field))];
}

function validateUnknown(value: unknown, schema: Schema, field: string): StatusCause[] {
  const copy = { value: copyJson(value) };
  const unknown =
    isJsonObject(value) || Array.isArray(value)
      ? dropUnknownFields(copy, { type: 'object', properties: { value: schema } }, { custom: true })
      : [];
  return unknown.length > 0 ? [invalidValue(field, value, 'must not have unknown fields')] : [];
}

function inDefault(cause: StatusCause, field: string): StatusCause {
  const inner = !cause.field || cause.field === '<nil>' ? '' : `.${cause.field}`;
  return { ...cause, field: `${field}${inner}` };
}
