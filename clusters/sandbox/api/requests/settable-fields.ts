import { difference, type FieldSet, isEmpty } from '../apply/field-set.ts';
import type { Resource } from '../resource.ts';

/** What an apply through the main resource or a subresource can set, and so own: the rest is put back, and stays whose it was. */
export function settableFields(resource: Resource, subresource: string | undefined): (fields: FieldSet) => FieldSet {
  if (!resource.subresources.includes('status')) return (fields) => fields;
  if (subresource === 'status' && resource.custom) return (fields) => only(fields, 'f:status');
  if (subresource === 'status') return (fields) => keepMetadata(resource, without(fields, 'f:spec'));
  return (fields) => without(fields, 'f:status');
}

function only(fields: FieldSet, segment: string): FieldSet {
  const inner = fields[segment];
  return inner ? { [segment]: inner } : {};
}

function without(fields: FieldSet, segment: string): FieldSet {
  const { [segment]: _, ...others } = fields;
  return difference(others, {});
}

function keepMetadata({ strategy }: Resource, fields: FieldSet): FieldSet {
  const metadata = (strategy.statusKeeps ?? []).reduce((left, field) => without(left, `f:${field}`), fields['f:metadata'] ?? {});
  const others = without(fields, 'f:metadata');
  return isEmpty(metadata) ? others : { ...others, 'f:metadata': metadata };
}
