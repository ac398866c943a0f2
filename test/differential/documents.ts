/** JSON documents that generators vary: values at paths such as `spec.containers.0.image`. */
export type Json = { [field: string]: unknown };

export interface Variation {
  path: string;
  value: unknown;
}

/** A copy with the values set; `undefined` removes. Steps over what is no object or list on the way. */
export function varied<T>(document: T, variations: readonly Variation[]): T {
  const copy = structuredClone(document);
  for (const { path, value } of variations) setAt(copy, splitPath(path), value);
  return copy;
}

/** The parts of a document that contain the paths: whole lists, as merge patches must send them. */
export function partOf(document: unknown, paths: readonly string[]): Json {
  const part: Json = {};
  for (const path of paths) {
    const segments = splitPath(path);
    const list = segments.findIndex((segment) => /^\d+$/.test(segment));
    const upTo = list === -1 ? segments : segments.slice(0, list);
    const value = valueAt(document, upTo);
    if (value !== undefined) setAt(part, upTo, value);
  }
  return part;
}

/** A label's or annotation's key may contain dots: they are written `~`. */
export function splitPath(path: string): string[] {
  return path.split('.').map((segment) => segment.replaceAll('~', '.'));
}

export function valueAt(document: unknown, segments: readonly string[]): unknown {
  let value = document;
  for (const segment of segments) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Json)[segment];
  }
  return value;
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a person changes in an editor: a merge of maps, `null` removes. */
export function merged(document: unknown, change: unknown): unknown {
  if (!isJson(change)) return change;
  const result: Json = isJson(document) ? { ...document } : {};
  for (const [field, value] of Object.entries(change)) {
    if (value === null) delete result[field];
    else result[field] = merged(result[field], value);
  }
  return result;
}

function setAt(document: unknown, segments: readonly string[], value: unknown): void {
  let place = document as Json;
  for (const [index, segment] of segments.slice(0, -1).entries()) {
    const inner = place[segment];
    if (inner === undefined) place[segment] = /^\d+$/.test(segments[index + 1] ?? '') ? [] : {};
    if (typeof place[segment] !== 'object' || place[segment] === null) return;
    place = place[segment] as Json;
  }
  const last = segments.at(-1) ?? '';
  if (value === undefined) delete place[last];
  else place[last] = structuredClone(value);
}
