import type { Schema } from '../openapi/schema.ts';
import { difference, type FieldSet, intersection, isEmpty, union } from './field-set.ts';
import { removeFields } from './remove.ts';
import { fieldSetOf, withNamedFields } from './structure.ts';

/**
 * The merged object without what the applying manager applied last time, does not apply now, and nobody else owns.
 * `owned` are the fields of all managers, those applied now included.
 */
export function prune(merged: unknown, { last, owned, schema }: { last: FieldSet; owned: FieldSet; schema: Schema | undefined }): unknown {
  if (isEmpty(last)) return merged;
  const named = (set: FieldSet) => withNamedFields(set, schema);
  const all = named(fieldSetOf(merged, schema));
  const bare = removeFields(merged, named(last), schema);
  const kept = removeFields(merged, difference(all, union(named(fieldSetOf(bare, schema)), named(owned))), schema);
  // Only what this manager had applied goes: what went with it, and was somebody's or nobody's, comes back.
  const gone = intersection(difference(all, named(fieldSetOf(kept, schema))), named(last));
  return removeFields(merged, gone, schema);
}
