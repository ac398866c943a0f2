/** Sets of field paths in the form of `fieldsV1`: an empty object is a member; `.` makes one with members below it a member too. */
export interface FieldSet {
  [segment: string]: FieldSet;
}

export function isEmpty(set: FieldSet): boolean {
  for (const _ in set) return false;
  return true;
}

/** Makes a path a member. Changes the set. */
export function insert(set: FieldSet, path: readonly string[]): void {
  let node = set;
  let isNew = true;
  for (const segment of path) {
    // A node that was empty is a member, and stays one when members come below it.
    if (!isNew && isEmpty(node)) node['.'] = {};
    const inner = node[segment];
    isNew = inner === undefined;
    node = inner ?? createNode(node, segment);
  }
  if (!isNew && !isEmpty(node)) node['.'] = {};
}

function createNode(set: FieldSet, segment: string): FieldSet {
  const node: FieldSet = {};
  set[segment] = node;
  return node;
}

export function union(left: FieldSet, right: FieldSet): FieldSet {
  const result: FieldSet = {};
  for (const segment of new Set([...Object.keys(left), ...Object.keys(right)])) {
    result[segment] = unionOfNodes(left[segment], right[segment]);
  }
  return result;
}

function unionOfNodes(left: FieldSet | undefined, right: FieldSet | undefined): FieldSet {
  if (!left || !right) return left ?? right ?? {};
  return node(isMember(left) || isMember(right), union(withoutSelf(left), withoutSelf(right)));
}

/** The members of `left` that are not members of `right`. */
export function difference(left: FieldSet, right: FieldSet): FieldSet {
  return select(left, right, (other) => !other || !isMember(other));
}

export function intersection(left: FieldSet, right: FieldSet): FieldSet {
  return select(left, right, (other) => other !== undefined && isMember(other));
}

/** The members of `left` that stay, seeing what `right` has in the same place. */
function select(left: FieldSet, right: FieldSet, stays: (other: FieldSet | undefined) => boolean): FieldSet {
  const result: FieldSet = {};
  for (const [segment, mine] of Object.entries(left)) {
    if (segment === '.') continue;
    const other = right[segment];
    const below = select(withoutSelf(mine), other ? withoutSelf(other) : {}, stays);
    const self = isMember(mine) && stays(other);
    if (self || !isEmpty(below)) result[segment] = node(self, below);
  }
  return result;
}

/** The members as lists of segments: at each level first the members themselves, then what is below, by name. */
export function members(set: FieldSet): string[][] {
  const segments = Object.keys(set)
    .filter((segment) => segment !== '.')
    .sort(compareSegments);
  const here = segments.filter((segment) => isMember(set[segment] ?? {})).map((segment) => [segment]);
  const below = segments.flatMap((segment) => members(withoutSelf(set[segment] ?? {})).map((path) => [segment, ...path]));
  return [...here, ...below];
}

/** Fields come before items by key, and those before items by value. */
const KINDS = ['f', 'k', 'v'];

function compareSegments(left: string, right: string): number {
  return KINDS.indexOf(left[0] ?? '') - KINDS.indexOf(right[0] ?? '') || (left < right ? -1 : 1);
}

export function isMember(inner: FieldSet): boolean {
  return isEmpty(inner) || '.' in inner;
}

export function withoutSelf(inner: FieldSet): FieldSet {
  if (!('.' in inner)) return inner;
  const { '.': _, ...below } = inner;
  return below;
}

function node(self: boolean, below: FieldSet): FieldSet {
  return self && !isEmpty(below) ? { '.': {}, ...below } : below;
}

/** A member's path as the API server names it in a conflict: `.spec.containers[name="web"].image`. */
export function pathText(path: readonly string[]): string {
  return path.map(segmentText).join('');
}

export function segmentText(segment: string): string {
  const rest = segment.slice(2);
  if (segment.startsWith('f:')) return `.${rest}`;
  if (segment.startsWith('v:')) return `[=${rest}]`;
  const keys = Object.entries(JSON.parse(rest) as Record<string, unknown>);
  return `[${keys.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(',')}]`;
}
