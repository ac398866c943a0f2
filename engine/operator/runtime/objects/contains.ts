/**
 * Whether `live` holds everything that `desired` says; more in `live` (defaults, other managers' fields) does not matter.
 * Lists of named things are compared by name, as servers merge them; other lists as a whole, in order.
 */
export function contains(live: unknown, desired: unknown): boolean {
  if (desired === undefined) return true;
  if (Array.isArray(desired)) return Array.isArray(live) && listContains(live, desired);
  if (isRecord(desired)) return isRecord(live) && Object.entries(desired).every(([key, value]) => contains(live[key], value));
  return live === desired;
}

function listContains(live: unknown[], desired: unknown[]): boolean {
  if (desired.length > 0 && desired.every(isNamed)) {
    return desired.every((item) =>
      contains(
        live.filter(isNamed).find(({ name }) => name === item.name),
        item,
      ),
    );
  }
  return live.length === desired.length && desired.every((item, index) => contains(live[index], item));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNamed(value: unknown): value is { name: string } {
  return isRecord(value) && typeof value['name'] === 'string';
}
