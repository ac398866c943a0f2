import { isJsonObject } from '../json.ts';
import { fieldSchema, type Schema } from '../openapi/schema.ts';
import { type FieldSet, insert } from './field-set.ts';

/** How ownership sees a value: as one leaf, or as named parts that can have different owners. */
export interface Parts {
  kind: 'map' | 'items';
  /** In order. */
  parts: Part[];
}

export interface Part {
  /** The part's name in `fieldsV1`. Items with the same keys have the same name. */
  segment: string;
  value: unknown;
  schema: Schema | undefined;
  /** True for a field that the schema names: it has no owner apart from those of what is in it. */
  declared: boolean;
}

/** Undefined for a leaf: a scalar, null, or an atomic map or list. Where no schema speaks, maps have parts and lists are leaves. */
export function partsOf(value: unknown, schema: Schema | undefined): Parts | undefined {
  if (isJsonObject(value)) return isAtomicMap(schema) ? undefined : mapParts(value, schema);
  if (!Array.isArray(value)) return undefined;
  const listType = schema?.['x-kubernetes-list-type'];
  if (listType === 'set') return { kind: 'items', parts: value.map((item) => part(`v:${JSON.stringify(item)}`, item, schema)) };
  if (listType !== 'map') return undefined;
  const keys = schema?.['x-kubernetes-list-map-keys'] ?? [];
  return { kind: 'items', parts: value.map((item) => part(itemSegment(item, keys, schema), item, schema)) };
}

function isAtomicMap(schema: Schema | undefined): boolean {
  return schema?.['x-kubernetes-map-type'] === 'atomic';
}

/** Whether the schema lets a value have parts at all, whatever is in it: then empty and absent are leaves that differ. */
export function canHaveParts(value: unknown, schema: Schema | undefined): boolean {
  if (isJsonObject(value)) return !isAtomicMap(schema);
  const listType = schema?.['x-kubernetes-list-type'];
  return Array.isArray(value) && (listType === 'set' || listType === 'map');
}

function mapParts(value: Record<string, unknown>, schema: Schema | undefined): Parts {
  const parts = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([field, inner]) => ({
      segment: `f:${field}`,
      value: inner,
      schema: fieldSchema(schema, field),
      declared: isDeclared(schema, field),
    }));
  return { kind: 'map', parts };
}

export function isDeclared(schema: Schema | undefined, field: string): boolean {
  return schema?.properties !== undefined && Object.hasOwn(schema.properties, field);
}

function part(segment: string, value: unknown, schema: Schema | undefined): Part {
  return { segment, value, schema: schema?.items, declared: false };
}

/** An item's keys, defaults filled in, in the order of the alphabet as the API server writes them. */
function itemSegment(item: unknown, keys: string[], schema: Schema | undefined): string {
  const fields = isJsonObject(item) ? item : {};
  const values = [...keys].sort().map((key) => [key, fields[key] ?? schema?.items?.properties?.[key]?.default] as const);
  return `k:${JSON.stringify(Object.fromEntries(values.filter(([, value]) => value !== undefined)))}`;
}

/** The parts by their names; a name that comes more than once has all its values. */
export function bySegment(parts: readonly Part[]): Map<string, Part[]> {
  return Map.groupBy(parts, ({ segment }) => segment);
}

/** All fields of a value as a set. */
export function fieldSetOf(value: unknown, schema: Schema | undefined): FieldSet {
  const set: FieldSet = {};
  collect(value, schema, { set, path: [] });
  return set;
}

function collect(value: unknown, schema: Schema | undefined, { set, path }: { set: FieldSet; path: string[] }): void {
  const parts = partsOf(value, schema);
  if (!parts && path.length > 0) insert(set, path);
  if (!parts) return;
  for (const [segment, same] of bySegment(parts.parts)) {
    const inside = [...path, segment];
    const [only] = same;
    if (!only) continue;
    // Items that repeat one another's keys are owned as a whole.
    if (same.length === 1) collect(only.value, only.schema, { set, path: inside });
    if (parts.kind === 'items' || !only.declared || isBareMap(only.value)) insert(set, inside);
  }
}

function isBareMap(value: unknown): boolean {
  return value === null || (isJsonObject(value) && Object.keys(value).length === 0);
}

/**
 * The set with every named field on the way to a member as a member too. For `a.b.c` that is `a` where the schema names it,
 * and not `a.b` where `b` is a key of a map.
 */
export function withNamedFields(set: FieldSet, schema: Schema | undefined): FieldSet {
  const result: FieldSet = {};
  for (const [segment, inner] of Object.entries(set)) {
    if (segment === '.') continue;
    const name = segment.startsWith('f:') ? segment.slice(2) : undefined;
    const below = withNamedFields(inner, name === undefined ? schema?.items : fieldSchema(schema, name));
    const isSelf = '.' in inner || (name !== undefined && isDeclared(schema, name));
    const isLeaf = Object.keys(inner).length === 0;
    result[segment] = isSelf && !isLeaf ? { '.': {}, ...below } : below;
  }
  return result;
}
