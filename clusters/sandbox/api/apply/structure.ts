import { isJsonObject } from '../json.ts';
import { fieldSchema, type Schema } from '../openapi/schema.ts';
import type { FieldSet } from './field-set.ts';

/** How ownership sees a value: as one leaf, or as named parts that can have different owners. */
export interface Parts {
  kind: 'map' | 'items';
  /** In order. The segment is the part's name in `fieldsV1`. */
  parts: { segment: string; value: unknown; schema: Schema | undefined; declared: boolean }[];
}

/** Undefined for a leaf: a scalar, or an atomic map or list. Where no schema speaks, maps have parts and lists are leaves. */
export function partsOf(value: unknown, schema: Schema | undefined): Parts | undefined {
  if (isJsonObject(value)) return schema?.['x-kubernetes-map-type'] === 'atomic' ? undefined : mapParts(value, schema);
  if (!Array.isArray(value)) return undefined;
  const listType = schema?.['x-kubernetes-list-type'];
  if (listType === 'set') return { kind: 'items', parts: value.map((item) => part(`v:${JSON.stringify(item)}`, item, schema)) };
  if (listType !== 'map') return undefined;
  const keys = schema?.['x-kubernetes-list-map-keys'] ?? [];
  return { kind: 'items', parts: value.map((item) => part(itemSegment(item, keys, schema), item, schema)) };
}

function mapParts(value: Record<string, unknown>, schema: Schema | undefined): Parts {
  const parts = Object.entries(value).map(([field, inner]) => ({
    segment: `f:${field}`,
    value: inner,
    schema: fieldSchema(schema, field),
    declared: schema?.properties !== undefined && Object.hasOwn(schema.properties, field),
  }));
  return { kind: 'map', parts };
}

function part(segment: string, value: unknown, schema: Schema | undefined) {
  return { segment, value, schema: schema?.items, declared: false };
}

/** An item's keys, defaults filled in, in the order of the alphabet as the API server writes them. */
function itemSegment(item: unknown, keys: string[], schema: Schema | undefined): string {
  const fields = isJsonObject(item) ? item : {};
  const values = [...keys].sort().map((key) => [key, fields[key] ?? schema?.items?.properties?.[key]?.default] as const);
  return `k:${JSON.stringify(Object.fromEntries(values.filter(([, value]) => value !== undefined)))}`;
}

/** All fields of a value as a set. */
export function fieldSetOf(value: unknown, schema: Schema | undefined): FieldSet {
  const parts = partsOf(value, schema);
  const set: FieldSet = {};
  for (const inner of parts?.parts ?? []) {
    const below = fieldSetOf(inner.value, inner.schema);
    const isSelf = parts?.kind === 'items' || !inner.declared;
    set[inner.segment] = Object.keys(below).length > 0 && isSelf ? { '.': {}, ...below } : below;
  }
  return set;
}
