import type { ApiObject } from '../json.ts';
import { badRequest } from '../refusals.ts';
import type { Resource } from '../resource.ts';

/** Understands `metadata.name=x,status.phase!=Running` over the fields that the resource offers; 400 for any other field. */
export function parseFieldSelector(text: string, resource: Resource): (object: ApiObject) => boolean {
  const requirements = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => parseRequirement(part, resource));
  return (object) => requirements.every((requirement) => requirement(object));
}

function parseRequirement(text: string, resource: Resource): (object: ApiObject) => boolean {
  const [, field, operator, wanted] = /^([^=!]+?)\s*(==|=|!=)\s*(.*)$/.exec(text) ?? [];
  if (field === undefined) throw badRequest(`invalid selector: '${text}'; can't understand '${text}'`);
  const read = readers[field] ?? resource.strategy.selectableFields?.[field];
  if (!read) throw badRequest(`field label not supported: ${field}`);
  return (object) => (read(object) === wanted) !== (operator === '!=');
}

const readers: Record<string, (object: ApiObject) => string> = {
  'metadata.name': ({ metadata }) => metadata.name,
  'metadata.namespace': ({ metadata }) => metadata.namespace ?? '',
};
