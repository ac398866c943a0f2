/** Takes fields out of a resource, remembering where each came from and what nobody took. */
import type { StringMap } from '../domain/endpoint.ts';

export class FieldReader {
  readonly #root: unknown;
  readonly #origins: Record<string, string> = {};
  readonly #taken = new Set<string>();
  readonly #asked = new Set<string>();

  constructor(root: unknown) {
    this.#root = root;
  }

  /** The value at the first of `paths` that has one, noted as the source of `field`. All `paths` count as taken. */
  take<T>(field: string, ...paths: string[]): T | undefined {
    let found: T | undefined;
    for (const path of paths) {
      this.#asked.add(path);
      const value = valueAt(this.#root, path);
      if (value === undefined) continue;
      this.#taken.add(path);
      if (found !== undefined) continue;
      found = value as T;
      this.#origins[field] = path;
    }
    return found;
  }

  /** True where a text stands at `path`, for fields that may be a text or an object. */
  isText(path: string): boolean {
    return typeof valueAt(this.#root, path) === 'string';
  }

  /** Field to the path it was read from. */
  get origins(): StringMap {
    return { ...this.#origins };
  }

  /** What lies below `path` and was not taken: dotted path to value, whole objects where nothing inside was asked for. */
  rest(path: string): Record<string, unknown> {
    return Object.fromEntries(this.#untaken(path, valueAt(this.#root, path)));
  }

  #untaken(path: string, value: unknown): [string, unknown][] {
    if (value === undefined || this.#taken.has(path)) return [];
    const isKnown = [...this.#asked].some((each) => each.startsWith(`${path}.`));
    if (!isKnown || typeof value !== 'object' || value === null || Array.isArray(value)) return [[path, value]];
    return Object.entries(value).flatMap(([name, inner]) => this.#untaken(`${path}.${name}`, inner));
  }
}

/** The value at a dotted path; undefined where there is none. Names with dots cannot be reached. */
export function valueAt(root: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (isRecord(value) ? value[name] : undefined), root);
}

/** Sets the value at a dotted path, making the objects on the way. */
export function setAt(root: Record<string, unknown>, path: string, value: unknown): void {
  const names = path.split('.');
  const last = names.pop();
  if (last === undefined) return;
  const parent = names.reduce<Record<string, unknown>>((object, name) => {
    const inner = isRecord(object[name]) ? object[name] : {};
    object[name] = inner;
    return inner;
  }, root);
  parent[last] = value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
