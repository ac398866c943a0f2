/** What applying changes, field by field: the server's answer to a dry run beside what is there. */
import { isDeepStrictEqual } from 'node:util';
import type { KubernetesObject } from '../../../../clusters/objects.ts';
import type { FieldChange } from './plan.ts';

/** Bookkeeping of the server, which each write changes. */
const ownMetadata = new Set(['managedFields', 'resourceVersion', 'generation', 'uid', 'creationTimestamp', 'selfLink']);

/** Sorted as the fields come. Nobody declares a status, so it is not looked at. */
export function fieldChanges(live: KubernetesObject, applied: KubernetesObject): FieldChange[] {
  return differences('', declared(live), declared(applied));
}

function declared(object: KubernetesObject): object {
  const { status: _, metadata = {}, ...rest } = object as KubernetesObject & { status?: unknown };
  return { ...rest, metadata: Object.fromEntries(Object.entries(metadata).filter(([name]) => !ownMetadata.has(name))) };
}

function differences(path: string, from: unknown, to: unknown): FieldChange[] {
  if (isDeepStrictEqual(from, to)) return [];
  const [before, after] = [partsOf(from), partsOf(to)];
  if (!before || !after || before.keyed !== after.keyed) return [change(path, from, to)];
  const names = [...new Set([...before.parts.keys(), ...after.parts.keys()])];
  return names.flatMap((name) => differences(join(path, name, before.keyed), before.parts.get(name), after.parts.get(name)));
}

interface Parts {
  /** `[gateway]` rather than `.gateway`. */
  readonly keyed: boolean;
  readonly parts: ReadonlyMap<string, unknown>;
}

/** What a value consists of. Undefined for a scalar, and for a list of them, which changes as a whole: so do command lines. */
function partsOf(value: unknown): Parts | undefined {
  if (Array.isArray(value)) return namedItems(value);
  if (typeof value === 'object' && value !== null) return { keyed: false, parts: new Map(Object.entries(value)) };
  return undefined;
}

/** Containers, ports, variables, versions: they are known by name, not by place. */
function namedItems(items: readonly unknown[]): Parts | undefined {
  const names = items.map((item) => (typeof item === 'object' && item !== null && 'name' in item ? String(item.name) : undefined));
  const isNamed = names.every((name) => name !== undefined) && new Set(names).size === names.length;
  return isNamed ? { keyed: true, parts: new Map(items.map((item, index) => [names[index] ?? '', item])) } : undefined;
}

function join(path: string, name: string, keyed: boolean): string {
  // A label's name has dots and slashes of its own.
  if (keyed || /[./]/.test(name)) return `${path}[${name}]`;
  return path === '' ? name : `${path}.${name}`;
}

function change(path: string, from: unknown, to: unknown): FieldChange {
  return { path, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}
