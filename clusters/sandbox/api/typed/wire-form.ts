import { isJsonObject, type JsonObject, setField } from '../json.ts';
import type { Shape, ShapeField } from './go-types.ts';
import { canonicalQuantity } from './quantities.ts';

/**
 * An object as the server writes it after having read it into its Go struct: structs that are never left out are there, what is
 * empty is not, null is gone, quantities have their one form. Fields that the struct does not have must be gone already.
 */
export function wireForm(object: JsonObject, shape: Shape): JsonObject {
  const result: JsonObject = {};
  for (const [name, value] of Object.entries(object)) {
    const field = shape.fields.get(name);
    if (!field) setField(result, name, value);
    else if (value !== null && value !== undefined) writeField(result, name, written(value, field.shape), field);
  }
  for (const [name, field] of shape.fields) {
    if (result[name] === undefined && !isEverLeftOut(field)) setField(result, name, zeroOf(field.shape));
  }
  return result;
}

function writeField(result: JsonObject, name: string, value: unknown, { shape, leftOut }: ShapeField): void {
  const isLeftOut = leftOut !== '' && !shape.pointer && isEmptyValue(value, shape, leftOut);
  if (!isLeftOut) setField(result, name, isEmptyList(value) ? null : value);
}

/** Stored lists that are empty and lists that are absent are the same. */
function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** A struct counts as empty only where the field says `omitzero`. */
function isEmptyValue(value: unknown, shape: Shape, leftOut: ShapeField['leftOut']): boolean {
  if (shape.kind === 'struct') return leftOut === 'zero' && isJsonObject(value) && Object.keys(value).length === 0;
  if (Array.isArray(value)) return value.length === 0;
  if (isJsonObject(value)) return shape.kind === 'map' && Object.keys(value).length === 0;
  return shape.kind !== 'own' && (value === '' || value === 0 || value === false);
}

function isEverLeftOut({ shape, leftOut }: ShapeField): boolean {
  if (leftOut === 'zero') return true;
  const isStruct = shape.kind === 'struct' || shape.kind === 'own';
  return leftOut === 'empty' && (!isStruct || shape.pointer);
}

function written(value: unknown, shape: Shape): unknown {
  switch (shape.kind) {
    case 'struct':
      return isJsonObject(value) ? wireForm(value, shape) : value;
    case 'map':
      return isJsonObject(value) ? mapped(value, shape) : value;
    case 'list':
      return Array.isArray(value) ? value.map((item) => writtenItem(item, shape)) : value;
    case 'own':
      return shape.name === 'resource.Quantity' ? canonicalQuantity(value) : value;
    default:
      return value;
  }
}

function mapped(value: JsonObject, { items }: Shape): JsonObject {
  const result: JsonObject = {};
  for (const [key, inner] of Object.entries(value)) setField(result, key, items ? writtenItem(inner, { items }) : inner);
  return result;
}

/** A null among the values of a map or list is the zero of its type. */
function writtenItem(item: unknown, { items }: Pick<Shape, 'items'>): unknown {
  if (!items) return item;
  return item === null || item === undefined ? zeroOf(items) : written(item, items);
}

function zeroOf(shape: Shape): unknown {
  if (shape.pointer) return null;
  switch (shape.kind) {
    case 'struct':
      return wireForm({}, shape);
    case 'string':
      return '';
    case 'boolean':
      return false;
    case 'integer':
    case 'number':
      return 0;
    case 'own':
      return ownZeros[shape.name] ?? null;
    default:
      return null;
  }
}

const ownZeros: Record<string, unknown> = { 'resource.Quantity': '0', 'intstr.IntOrString': 0, 'v1.Duration': '0s' };
