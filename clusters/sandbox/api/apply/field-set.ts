/** Sets of field paths in the form of `fieldsV1`: an empty object is a member; `.` makes one with members below it a member too. */
export interface FieldSet {
  [segment: string]: FieldSet;
}

export function isEmpty(set: FieldSet): boolean {
  return Object.keys(set).length === 0;
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
  return subtract(left, right, isMember);
}

/** The members of `left` on which, and below which, `right` has none. */
export function differenceUntouched(left: FieldSet, right: FieldSet): FieldSet {
  return subtract(left, right, () => true);
}

function subtract(left: FieldSet, right: FieldSet, takes: (other: FieldSet) => boolean): FieldSet {
  const result: FieldSet = {};
  for (const [segment, mine] of Object.entries(left)) {
    const other = right[segment];
    if (!other) {
      result[segment] = mine;
      continue;
    }
    const below = subtract(withoutSelf(mine), withoutSelf(other), takes);
    const stays = isMember(mine) && !takes(other);
    if (stays || !isEmpty(below)) result[segment] = node(stays, below);
  }
  return result;
}

export function intersection(left: FieldSet, right: FieldSet): FieldSet {
  const result: FieldSet = {};
  for (const [segment, mine] of Object.entries(left)) {
    const other = right[segment];
    if (!other) continue;
    const below = intersection(withoutSelf(mine), withoutSelf(other));
    const both = isMember(mine) && isMember(other);
    if (both || !isEmpty(below)) result[segment] = node(both, below);
  }
  return result;
}

/** The members as lists of segments. */
export function members(set: FieldSet): string[][] {
  return Object.entries(set).flatMap(([segment, inner]) => {
    if (segment === '.') return [];
    const below = members(withoutSelf(inner)).map((path) => [segment, ...path]);
    return isMember(inner) ? [[segment], ...below] : below;
  });
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
export function pathText(path: string[]): string {
  return path.map(segmentText).join('');
}

function segmentText(segment: string): string {
  const rest = segment.slice(2);
  if (segment.startsWith('f:')) return `.${rest}`;
  if (segment.startsWith('v:')) return `[=${rest}]`;
  const keys = Object.entries(JSON.parse(rest) as Record<string, unknown>);
  return `[${keys.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(',')}]`;
}
