import type { StatusCause } from '../../../api-error.ts';
import { forbiddenField, invalidValue, requiredValue } from '../causes.ts';
import { patternProblem } from '../cel/regular-expressions.ts';
import { equalJson } from '../json.ts';
import type { Schema } from '../openapi/schema.ts';
import { incompletenessProblems } from './structural-completeness.ts';

type Level = 'root' | 'item' | 'field';

/**
 * Why a schema is not structural: every part needs a type, and what only restricts values cannot describe them.
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema
 */
export function structuralProblems(schema: Schema, field: string): StatusCause[] {
  return [...invariantProblems(schema, field, 'root'), ...incompletenessProblems(schema, field)].sort((left, right) =>
    `${left.field}: ${left.message}` < `${right.field}: ${right.message}` ? -1 : 1,
  );
}

function invariantProblems(schema: Schema, field: string, level: Level): StatusCause[] {
  return [
    ...typeProblems(schema, field, level),
    ...extensionProblems(schema, field),
    ...resourceProblems(schema, field, level),
    ...partProblems(schema, field, level),
    ...restrictionProblems(schema, field, schema),
  ];
}

const noTypeMessages: Record<Level, string> = {
  root: 'must not be empty at the root',
  item: 'must not be empty for specified array items',
  field: 'must not be empty for specified object fields',
};

function typeProblems(schema: Schema, field: string, level: Level): StatusCause[] {
  const { type } = schema;
  if (schema['x-kubernetes-embedded-resource'] && type !== 'object') {
    const message = 'must be object if x-kubernetes-embedded-resource is true';
    return [type ? invalidValue(`${field}.type`, type, message) : requiredValue(`${field}.type`, message)];
  }
  const mayBeAnything = schema['x-kubernetes-int-or-string'] || schema['x-kubernetes-preserve-unknown-fields'];
  if (!type && !mayBeAnything) return [requiredValue(`${field}.type`, noTypeMessages[level])];
  return level === 'root' && type && type !== 'object' ? [invalidValue(`${field}.type`, type, 'must be object at the root')] : [];
}

function extensionProblems(schema: Schema, field: string): StatusCause[] {
  if (!schema['x-kubernetes-int-or-string']) return [];
  const others = ['x-kubernetes-preserve-unknown-fields', 'x-kubernetes-embedded-resource'] as const;
  return others
    .filter((other) => schema[other])
    .map((other) => invalidValue(`${field}.${other}`, true, 'must be false if x-kubernetes-int-or-string is true'));
}

function resourceProblems(schema: Schema, field: string, level: Level): StatusCause[] {
  const isEmbedded = schema['x-kubernetes-embedded-resource'] === true;
  const causes: StatusCause[] = [];
  if (isEmbedded && schema.additionalProperties !== undefined) {
    causes.push(forbiddenField(`${field}.additionalProperties`, 'must not be used if x-kubernetes-embedded-resource is set'));
  }
  if (isEmbedded && !schema['x-kubernetes-preserve-unknown-fields'] && Object.keys(schema.properties ?? {}).length === 0) {
    const message = 'must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields';
    causes.push(requiredValue(`${field}.properties`, message));
  }
  if (!isEmbedded && level !== 'root') return causes;
  for (const [name, type] of Object.entries({ kind: 'string', apiVersion: 'string', metadata: 'object' })) {
    const own = schema.properties?.[name];
    if (own && own.type !== type) causes.push(invalidValue(`${field}.properties[${name}].type`, own.type ?? '', `must be ${type}`));
  }
  return level === 'root' ? [...causes, ...metadataProblems(schema.properties?.['metadata'], `${field}.properties[metadata]`)] : causes;
}

/** The server has its own idea of metadata: a definition may only restrict names. */
function metadataProblems(metadata: Schema | undefined, field: string): StatusCause[] {
  if (!metadata) return [];
  const { type: _, default: __, description: ___, properties = {}, ...rest } = metadata;
  const isNameOnly = Object.keys(properties).every((name) => name === 'name' || name === 'generateName');
  if (isNameOnly && Object.keys(rest).length === 0) return [];
  return [forbiddenField(field, 'must not specify anything other than name and generateName, but metadata is implicitly specified')];
}

function partProblems(schema: Schema, field: string, level: Level): StatusCause[] {
  const causes: StatusCause[] = [];
  if (schema.type === 'array' && !schema.items) causes.push(requiredValue(`${field}.items`, 'must be specified'));
  if (schema.items) causes.push(...invariantProblems(schema.items, `${field}.items`, 'item'));
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    causes.push(...invariantProblems(inner, `${field}.properties[${name}]`, 'field'));
  }
  if (schema.additionalProperties !== undefined && level === 'root') {
    causes.push(forbiddenField(`${field}.additionalProperties`, 'must not be used at the root'));
  }
  if (typeof schema.additionalProperties === 'object') {
    causes.push(...invariantProblems(schema.additionalProperties, `${field}.additionalProperties`, 'field'));
  }
  return causes;
}

const intOrString = [{ type: 'integer' }, { type: 'string' }];

/** Of `anyOf` and its like. The one place for types there is an int-or-string's. */
function restrictionProblems(schema: Schema, field: string, owner: Schema): StatusCause[] {
  const causes: StatusCause[] = [];
  const isUsual = (list: Schema[] | undefined) => owner['x-kubernetes-int-or-string'] === true && equalJson(list, intOrString);
  if (!isUsual(schema.anyOf)) causes.push(...listProblems(schema.anyOf, `${field}.anyOf`));
  for (const [index, inner] of (schema.allOf ?? []).entries()) {
    const isFirst = index === 0 && isUsual(inner.anyOf);
    causes.push(...nestedProblems(isFirst ? { ...inner, anyOf: [] } : inner, `${field}.allOf[${index}]`));
  }
  causes.push(...listProblems(schema.oneOf, `${field}.oneOf`));
  if (schema.not) causes.push(...nestedProblems(schema.not, `${field}.not`));
  const problem = schema.pattern === undefined ? undefined : patternProblem(schema.pattern);
  if (problem !== undefined) {
    causes.push(invalidValue(`${field}.pattern`, schema.pattern, `must be a valid regular expression, but isn't: ${problem}`));
  }
  return causes;
}

function listProblems(list: Schema[] | undefined, field: string): StatusCause[] {
  return (list ?? []).flatMap((inner, index) => nestedProblems(inner, `${field}[${index}]`));
}

/** What describes values and may not stand where they are only restricted. */
const forbidden: [name: string, message: string][] = [
  ['type', 'must be empty to be structural'],
  ['additionalProperties', 'must be undefined to be structural'],
  ['default', 'must be undefined to be structural'],
  ['title', 'must be empty to be structural'],
  ['description', 'must be empty to be structural'],
  ['nullable', 'must be false to be structural'],
  ['x-kubernetes-preserve-unknown-fields', 'must be false to be structural'],
  ['x-kubernetes-embedded-resource', 'must be false to be structural'],
  ['x-kubernetes-int-or-string', 'must be false to be structural'],
  ['x-kubernetes-list-map-keys', 'must be empty to be structural'],
  ['x-kubernetes-list-type', 'must be undefined to be structural'],
  ['x-kubernetes-map-type', 'must be undefined to be structural'],
  ['x-kubernetes-validations', 'must be empty to be structural'],
];

function nestedProblems(schema: Schema, field: string): StatusCause[] {
  const all: Record<string, unknown> = { ...schema };
  const causes = forbidden.filter(([name]) => Boolean(all[name])).map(([name, message]) => forbiddenField(`${field}.${name}`, message));
  if (schema.properties?.['metadata']) {
    causes.push(forbiddenField(`${field}.properties[metadata]`, 'must not be specified in a nested context'));
  }
  causes.push(...restrictionProblems(schema, field, {}));
  if (schema.items) causes.push(...nestedProblems(schema.items, `${field}.items`));
  for (const [name, inner] of Object.entries(schema.properties ?? {}))
    causes.push(...nestedProblems(inner, `${field}.properties[${name}]`));
  return causes;
}
