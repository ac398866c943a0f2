import type { StatusCause } from '../../../api-error.ts';
import { invalidValue, requiredValue } from '../causes.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { fieldSchema, type Schema } from '../openapi/schema.ts';
import { serviceNameProblem } from '../validation/names.ts';

/** What is wrong with the resources inside an object: each needs to say what it is. */
export function validateEmbeddedResources(value: unknown, schema: Schema | undefined, path = ''): StatusCause[] {
  if (!schema) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => validateEmbeddedResources(item, schema.items, `${path}[${index}]`));
  if (!isJsonObject(value)) return [];
  const own = schema['x-kubernetes-embedded-resource'] ? validateResource(value, path) : [];
  const inner = Object.entries(value).flatMap(([name, field]) =>
    path === '' && name === 'metadata'
      ? []
      : validateEmbeddedResources(field, fieldSchema(schema, name), path === '' ? name : `${path}.${name}`),
  );
  return [...own, ...inner];
}

function validateResource(value: JsonObject, path: string): StatusCause[] {
  const { apiVersion, kind, metadata } = value;
  return [
    ...validateText(apiVersion, `${path}.apiVersion`),
    ...validateText(kind, `${path}.kind`),
    ...(typeof apiVersion === 'string' && apiVersion.split('/').length > 2
      ? [invalidValue(`${path}.apiVersion`, apiVersion, `unexpected GroupVersion string: ${apiVersion}`)]
      : []),
    ...(typeof kind === 'string' && kind !== '' ? validateKind(kind, `${path}.kind`) : []),
    ...(metadata === undefined || isJsonObject(metadata) ? [] : [invalidValue(`${path}.metadata`, metadata, 'must be an object')]),
  ];
}

function validateText(value: unknown, field: string): StatusCause[] {
  if (value === undefined) return [requiredValue(field)];
  if (typeof value !== 'string') return [invalidValue(field, value, 'must be a string')];
  return value === '' ? [invalidValue(field, value, 'must not be empty')] : [];
}

function validateKind(kind: string, field: string): StatusCause[] {
  const problem = serviceNameProblem(kind.toLowerCase());
  return problem ? [invalidValue(field, kind, `may have mixed case, but should otherwise match: ${problem}`)] : [];
}
