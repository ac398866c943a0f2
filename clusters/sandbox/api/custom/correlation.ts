import { equalJson, isJsonObject } from '../json.ts';
import type { Schema } from '../openapi/schema.ts';

/** The item of an older list that an item corresponds to: the one with the same keys, in lists that have keys. */
export function correspondingItem(schema: Schema, item: unknown, old: unknown): unknown {
  if (schema['x-kubernetes-list-type'] !== 'map' || !Array.isArray(old) || !isJsonObject(item)) return undefined;
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  return old.find((other) => isJsonObject(other) && keys.every((key) => equalJson(other[key], item[key])));
}
