import { isJsonObject } from '../json.ts';

/** A value as Go prints it (`%v`): `map[image:x name:y]`. */
export function goText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (!isJsonObject(value)) return value === null ? '<nil>' : String(value);
  const pairs = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `map[${pairs.map(([key, inner]) => `${key}:${goText(inner)}`).join(' ')}]`;
}

/** The name of a value's type as Go prints it (`%T`). */
export function goType(value: unknown): string {
  if (value === null) return '%!s(<nil>)';
  if (typeof value === 'string' || typeof value === 'boolean') return typeof value === 'string' ? 'string' : 'bool';
  if (Array.isArray(value)) return '[]interface {}';
  return typeof value === 'number' ? (Number.isInteger(value) ? 'int64' : 'float64') : 'map[string]interface {}';
}
