import type { StatusCause } from '../../../api-error.ts';
import { invalidValue } from '../causes.ts';
import { rulesOf } from '../cel/rules.ts';
import { validateRules } from '../cel/validate-rules.ts';
import type { Schema } from '../openapi/schema.ts';
import { validateSchema } from '../validation/validate-schema.ts';
import { validateEmbeddedResources } from './embedded-resources.ts';
import { newCauses } from './ratcheting.ts';

/** Everything in a custom object that its definition forbids: by schema first, by rules where the schema lets rules look. */
export function validateCustomObject(schema: Schema, object: unknown, previous: unknown): StatusCause[] {
  const bySchema = validateSchema(object, schema);
  const found = previous === undefined ? bySchema : newCauses(bySchema, schema, { object, previous });
  const causes = [...found, ...validateEmbeddedResources(object, schema)];
  if (causes.some(({ reason }) => blocking.has(reason ?? ''))) return rulesOf(schema).size > 0 ? [...causes, notChecked] : causes;
  return [...causes, ...validateRules(schema, object, previous)];
}

/** What rules cannot be asked about. */
const blocking = new Set([
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
]);

/** Said where rules could not be asked. */
export const notChecked = invalidValue(
  '<nil>',
  null,
  'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
);
