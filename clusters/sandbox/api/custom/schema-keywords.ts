import type { StatusCause } from '../../../api-error.ts';
import { forbiddenField, invalidValue, notSupported, requiredValue } from '../causes.ts';
import type { Schema } from '../openapi/schema.ts';
import { listKeyProblems } from './list-keys.ts';
import { ruleKeywordProblems } from './rule-keywords.ts';

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];
const LIST_TYPES = ['atomic', 'set', 'map'];
const MAP_TYPES = ['atomic', 'granular'];

/** Where a schema is inside of a definition. */
export interface SchemaPlace {
  field: string;
  isRoot: boolean;
  /** Inside of apiVersion, kind or metadata. */
  isInMetadata?: boolean;
  /** Why there may be no default here. */
  noDefaults?: string;
}

/** Keywords that are not served, or that do not go together, in a schema and all its parts. */
export function keywordProblems(schema: Schema, place: SchemaPlace): StatusCause[] {
  return [...ownProblems(schema, place), ...partsOf(schema, place).flatMap(([inner, at]) => keywordProblems(inner, at))];
}

function ownProblems(schema: Schema, place: SchemaPlace): StatusCause[] {
  const { field } = place;
  return [
    ...unsupportedKeywords(schema, place),
    ...contradictions(schema, field),
    ...mapTypeProblems(schema, field),
    ...listTypeProblems(schema, field),
    ...listKeyProblems(schema, field),
    ...ruleKeywordProblems(schema, field),
  ];
}

const unsupported = ['id', 'additionalItems', 'patternProperties', 'definitions', 'dependencies', '$ref'];

function unsupportedKeywords(schema: Schema, { field, noDefaults, isInMetadata }: SchemaPlace): StatusCause[] {
  const causes = unsupported.filter((name) => name in schema).map((name) => forbiddenField(`${field}.${name}`, `${name} is not supported`));
  if (schema.type && !TYPES.includes(schema.type)) causes.push(notSupported(`${field}.type`, schema.type, TYPES));
  if (schema.default !== undefined && noDefaults !== undefined) {
    causes.push(forbiddenField(`${field}.default`, `must not be set ${noDefaults}`.trim()));
  }
  if (isInMetadata && schema['x-kubernetes-embedded-resource']) {
    causes.push(forbiddenField(`${field}.x-kubernetes-embedded-resource`, 'must not be used inside of resource meta'));
  }
  return causes;
}

function contradictions(schema: Schema, field: string): StatusCause[] {
  const causes: StatusCause[] = [];
  if (schema.uniqueItems) {
    causes.push(forbiddenField(`${field}.uniqueItems`, 'uniqueItems cannot be set to true since the runtime complexity becomes quadratic'));
  }
  if (
    Object.keys(schema.properties ?? {}).length > 0 &&
    schema.additionalProperties !== undefined &&
    schema.additionalProperties !== true
  ) {
    causes.push(forbiddenField(`${field}.additionalProperties`, 'additionalProperties and properties are mutual exclusive'));
  }
  if (schema['x-kubernetes-preserve-unknown-fields'] === false) {
    causes.push(invalidValue(`${field}.x-kubernetes-preserve-unknown-fields`, false, 'must be true or undefined'));
  }
  return causes;
}

function mapTypeProblems(schema: Schema, field: string): StatusCause[] {
  const mapType = schema['x-kubernetes-map-type'];
  if (mapType === undefined) return [];
  return [
    ...(schema.type === 'object' ? [] : [wrongType(schema, field, 'must be object if x-kubernetes-map-type is specified')]),
    ...(MAP_TYPES.includes(mapType) ? [] : [notSupported(`${field}.x-kubernetes-map-type`, mapType, MAP_TYPES)]),
  ];
}

function listTypeProblems(schema: Schema, field: string): StatusCause[] {
  const listType = schema['x-kubernetes-list-type'];
  if (listType === undefined) return [];
  const causes = schema.type === 'array' ? [] : [wrongType(schema, field, 'must be array if x-kubernetes-list-type is specified')];
  if (!LIST_TYPES.includes(listType)) causes.push(notSupported(`${field}.x-kubernetes-list-type`, listType, LIST_TYPES));
  return schema.type === 'array' && listType === 'set' ? [...causes, ...setItemProblems(schema.items, `${field}.items`)] : causes;
}

/** Items of a set are compared as wholes. */
function setItemProblems(items: Schema | undefined, field: string): StatusCause[] {
  const message = 'must be atomic as item of a list with x-kubernetes-list-type=set';
  const listType = items?.['x-kubernetes-list-type'];
  if (items?.type === 'array' && listType !== undefined && listType !== 'atomic') {
    return [invalidValue(`${field}.x-kubernetes-list-type`, listType, message)];
  }
  if (items?.type !== 'object' || items['x-kubernetes-map-type'] === 'atomic') return [];
  return [invalidValue(`${field}.x-kubernetes-map-type`, listType ?? null, message)];
}

function wrongType({ type }: Schema, field: string, message: string): StatusCause {
  return type ? invalidValue(`${field}.type`, type, message) : requiredValue(`${field}.type`, message);
}

function partsOf(schema: Schema, place: SchemaPlace): [Schema, SchemaPlace][] {
  const at = (name: string, more: Partial<SchemaPlace> = {}): SchemaPlace => ({
    ...place,
    ...more,
    isRoot: false,
    field: `${place.field}.${name}`,
  });
  const parts: [Schema, SchemaPlace][] = [];
  if (typeof schema.additionalProperties === 'object') {
    const more = place.isInMetadata ? { noDefaults: 'inside additionalProperties applying to object metadata' } : {};
    parts.push([schema.additionalProperties, at('additionalProperties', more)]);
  }
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    parts.push([inner, at(`properties[${name}]`, metadataPlace(schema, name, place))]);
  }
  if (schema.items) parts.push([schema.items, at('items')]);
  if (schema.not) parts.push([schema.not, at('not')]);
  for (const list of ['allOf', 'oneOf', 'anyOf'] as const) {
    for (const [index, inner] of (schema[list] ?? []).entries()) parts.push([inner, at(`${list}[${index}]`)]);
  }
  return parts;
}

function metadataPlace(schema: Schema, name: string, { isRoot }: SchemaPlace): Partial<SchemaPlace> {
  const isResource = isRoot || schema['x-kubernetes-embedded-resource'];
  if (!isResource || !['metadata', 'kind', 'apiVersion'].includes(name)) return {};
  return { isInMetadata: true, ...(isRoot && { noDefaults: `in top-level ${name}` }) };
}
