import type { ApiObject } from '../json.ts';
import { badRequest } from '../refusals.ts';
import type { Resource } from '../resource.ts';

type ObjectTest = (object: ApiObject) => boolean;

/** Understands `metadata.name=x,status.phase!=Running` over the fields that the resource offers; 400 for any other field. */
export function parseFieldSelector(text: string, resource: Resource): ObjectTest {
  const tests = splitTerms(text)
    .sort()
    .map((term) => parseTerm(term, text))
    .map((term) => testOf(term, resource));
  return (object) => tests.every((test) => test(object));
}

interface Term {
  field: string;
  isEqual: boolean;
  wanted: string;
}

/** At commas, but not at those after a backslash. */
function splitTerms(text: string): string[] {
  return (text.match(/(\\.|[^,\\]|\\$)+/gs) ?? []).filter((term) => term !== '');
}

function parseTerm(term: string, whole: string): Term {
  const [, field, operator, value = ''] = /^(.*?)(!=|==|=)(.*)$/s.exec(term) ?? [];
  if (field === undefined) throw badRequest(`invalid selector: '${whole}'; can't understand '${term}'`);
  return { field, isEqual: operator !== '!=', wanted: unescaped(value) };
}

/** Backslash, comma and equals sign stand for themselves only after a backslash. */
function unescaped(value: string): string {
  return value.replaceAll(/\\.|\\$|[=,]/gs, (found) => {
    if (!found.startsWith('\\')) throw badRequest(`invalid field selector: unescaped character in value: ${found.charCodeAt(0)}`);
    if (!['\\\\', '\\,', '\\='].includes(found)) throw badRequest(`invalid field selector: invalid escape sequence: ${found}`);
    return found.slice(1);
  });
}

function testOf({ field, isEqual, wanted }: Term, resource: Resource): ObjectTest {
  const own = resource.strategy.selectableFields;
  const hasNamespace = resource.namespaced || (!own && !resource.custom);
  const selectable = { ...(hasNamespace ? namespacedFields : commonFields), ...own };
  const read = Object.hasOwn(selectable, field) ? selectable[field] : undefined;
  if (!read) throw badRequest(unsupported(field, resource));
  return (object) => (read(object) === wanted) === isEqual;
}

/** Each of kube-apiserver's ways of saying it: kinds with fields of their own, and all the others. */
function unsupported(field: string, { kind, group, custom, strategy }: Resource): string {
  if (group === 'batch' && kind === 'Job') return `field label "${field}" not supported for Job`;
  if (custom || strategy.selectableFields) return `field label not supported: ${field}`;
  return `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`;
}

const commonFields: Record<string, (object: ApiObject) => string> = {
  'metadata.name': ({ metadata }) => metadata.name,
};

const namespacedFields: Record<string, (object: ApiObject) => string> = {
  ...commonFields,
  'metadata.namespace': ({ metadata }) => metadata.namespace ?? '',
};
