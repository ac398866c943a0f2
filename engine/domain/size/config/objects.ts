/** Parsed JSON as it comes: telling objects from the rest. */
export type ConfigObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is ConfigObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True where the object itself has the field, and not as null: configs write null for "not of this model". */
export function present(object: ConfigObject, name: string): boolean {
  return Object.hasOwn(object, name) && object[name] !== undefined && object[name] !== null;
}
