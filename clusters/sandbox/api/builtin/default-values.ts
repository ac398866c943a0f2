import { copyJson, isJsonObject, type JsonObject } from '../json.ts';

/**
 * Values of fields that were left out, by path: `spec.ports[].protocol`. In this order, so that a part may be made before what
 * is in it. A field is filled only where the object around it is there.
 */
export type DefaultValues = Readonly<Record<string, unknown>>;

/** A default that also replaces zero: for numbers that Go cannot leave out. */
export function insteadOfZero(value: number | string): InsteadOfZero {
  return { insteadOfZero: value };
}

interface InsteadOfZero {
  insteadOfZero: number | string;
}

export function fillDefaultValues(object: JsonObject, values: DefaultValues): void {
  for (const [path, value] of Object.entries(values)) fill([object], path.split('.'), value);
}

/** The text after the last dot names the field; `[]` goes into each item of a list. */
function fill(parents: unknown[], [step = '', ...rest]: string[], value: unknown): void {
  const objects = parents.filter(isJsonObject);
  if (rest.length === 0) {
    for (const parent of objects) fillField(parent, step, value);
    return;
  }
  const isList = step.endsWith('[]');
  const inner = objects.map((parent) => parent[isList ? step.slice(0, -2) : step]);
  fill(isList ? inner.flat() : inner, rest, value);
}

function fillField(parent: JsonObject, field: string, value: unknown): void {
  const present = parent[field];
  const isAbsent = present === undefined || present === null;
  if (isInsteadOfZero(value)) {
    if (isAbsent || present === 0 || present === '') parent[field] = value.insteadOfZero;
  } else if (isAbsent) parent[field] = copyJson(value);
}

function isInsteadOfZero(value: unknown): value is InsteadOfZero {
  return isJsonObject(value) && 'insteadOfZero' in value;
}
