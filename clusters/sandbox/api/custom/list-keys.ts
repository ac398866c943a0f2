import type { StatusCause } from '../../../api-error.ts';
import { forbiddenField, invalidValue, requiredValue } from '../causes.ts';
import type { Schema } from '../openapi/schema.ts';

const KEYS = 'x-kubernetes-list-map-keys';
const TYPE = 'x-kubernetes-list-type';

/** What is wrong with the keys by which a list's items are told apart. */
export function listKeyProblems(schema: Schema, field: string): StatusCause[] {
  const listType = schema[TYPE];
  return [
    ...(schema[KEYS]?.length && listType !== 'map' ? [keysWithoutMap(listType, field)] : []),
    ...(listType === 'map' ? mapProblems(schema, field) : []),
    ...(listType === 'map' || listType === 'set' ? nullableProblems(schema, field) : []),
  ];
}

function keysWithoutMap(listType: string | undefined, field: string): StatusCause {
  const message = `must be map if ${KEYS} is non-empty`;
  return listType === undefined ? requiredValue(`${field}.${TYPE}`, message) : invalidValue(`${field}.${TYPE}`, listType, message);
}

function mapProblems({ items, [KEYS]: keys = [] }: Schema, field: string): StatusCause[] {
  const causes: StatusCause[] = [];
  if (keys.length === 0) causes.push(requiredValue(`${field}.${KEYS}`, `must not be empty if ${TYPE} is map`));
  if (!items) return [...causes, requiredValue(`${field}.items`, `must have a schema if ${TYPE} is map`)];
  if (items.type !== 'object') {
    return [...causes, invalidValue(`${field}.items.type`, items.type ?? '', `must be object if parent array's ${TYPE} is map`)];
  }
  return [...causes, ...keys.flatMap((key, index) => keyProblems(items, { key, keys, isRepeated: keys.indexOf(key) < index, field }))];
}

function keyProblems(
  items: Schema,
  { key, keys, isRepeated, field }: { key: string; keys: string[]; isRepeated: boolean; field: string },
): StatusCause[] {
  const causes: StatusCause[] = [];
  const property = items.properties?.[key];
  if (!property) causes.push(invalidValue(`${field}.${KEYS}`, keys, 'entries must all be names of item properties'));
  if (isRepeated) causes.push(invalidValue(`${field}.${KEYS}`, keys, 'must not contain duplicate entries'));
  if (!property) return causes;
  const at = `${field}.items.properties[${key}]`;
  if (property.type === 'array' || property.type === 'object') {
    causes.push(invalidValue(`${at}.type`, items.type, `must be a scalar type if parent array's ${TYPE} is map`));
  }
  if (!items.required?.includes(key) && property.default === undefined) {
    causes.push(requiredValue(`${at}.default`, `this property is in ${KEYS}, so it must have a default or be a required property`));
  }
  if (property.nullable) causes.push(forbiddenField(`${at}.nullable`, `this property is in ${KEYS}, so it cannot be nullable`));
  return causes;
}

function nullableProblems({ items, [TYPE]: listType }: Schema, field: string): StatusCause[] {
  return items?.nullable ? [forbiddenField(`${field}.items.nullable`, `cannot be nullable when ${TYPE} is ${listType}`)] : [];
}
