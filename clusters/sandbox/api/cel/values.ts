import { equalJson, type JsonObject } from '../json.ts';

/** How a property of an object appears in expressions. */
export interface ObjectField {
  name: string;
  toCel(value: unknown): unknown;
}

/** An object with a schema, as expressions see it: properties are converted when they are first looked at. */
export class SchemaObject extends Map<string, unknown> {
  readonly json: JsonObject;
  readonly #fields: ReadonlyMap<string, ObjectField>;

  constructor(json: JsonObject, fields: ReadonlyMap<string, ObjectField>) {
    super();
    this.json = json;
    this.#fields = fields;
  }

  override get(escaped: string): unknown {
    if (super.has(escaped)) return super.get(escaped);
    const field = this.#fields.get(escaped);
    if (!field || !Object.hasOwn(this.json, field.name)) return undefined;
    const value = field.toCel(this.json[field.name]);
    super.set(escaped, value);
    return value;
  }

  override has(escaped: string): boolean {
    const field = this.#fields.get(escaped);
    return field !== undefined && this.json[field.name] !== undefined && Object.hasOwn(this.json, field.name);
  }

  equals(other: unknown): boolean {
    return other instanceof SchemaObject && equalJson(this.json, other.json);
  }
}

/** A value of a type of its own, such as a quantity. */
export interface Comparable {
  equals(other: unknown): boolean;
}

/** Equality as expressions mean it: numbers by value whatever their type, lists by item, maps by entry. */
export function equalValues(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (isNumber(left) && isNumber(right)) return Number(left) === Number(right);
  if (left instanceof SchemaObject) return left.equals(right);
  if (Array.isArray(left)) {
    return Array.isArray(right) && left.length === right.length && left.every((item, index) => equalValues(item, right[index]));
  }
  if (left instanceof Map && right instanceof Map) {
    return left.size === right.size && [...left].every(([key, value]) => right.has(key) && equalValues(value, right.get(key)));
  }
  if (left instanceof Date) return right instanceof Date && left.getTime() === right.getTime();
  return isComparable(left) && left.equals(right);
}

function isNumber(value: unknown): boolean {
  return typeof value === 'bigint' || typeof value === 'number';
}

function isComparable(value: unknown): value is Comparable {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Comparable>).equals === 'function';
}

/** Less than zero, zero or more: of two values of one type that has an order. */
export function compareValues(left: unknown, right: unknown): number {
  const [a, b] = [left as number, right as number];
  if (a < b) return -1;
  return a > b ? 1 : 0;
}
