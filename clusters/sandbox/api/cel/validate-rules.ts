import type { StatusCause } from '../../../api-error.ts';
import { correspondingItem } from '../custom/correlation.ts';
import { equalJson, isJsonObject } from '../json.ts';
import type { Schema } from '../openapi/schema.ts';
import { evaluateRules, type Subject } from './evaluate-rule.ts';
import { type CompiledRules, rulesOf } from './rules.ts';

/** The rules of its schema that an object breaks. Without `previous`, those that compare do not count. */
export function validateRules(root: Schema, object: unknown, previous: unknown): StatusCause[] {
  const rules = rulesOf(root);
  if (rules.size === 0) return [];
  const isUnchanged = () => previous !== undefined && equalJson(object, previous);
  return validateSubject({ schema: root, value: object, old: previous, path: '', isUnchanged }, rules);
}

type Rules = ReadonlyMap<Schema, CompiledRules>;

function validateSubject(subject: Subject, rules: Rules): StatusCause[] {
  const { schema, value } = subject;
  if (value === undefined || value === null || !hasRules(schema, rules)) return [];
  const own = rules.get(schema);
  const causes = own ? evaluateRules(own, subject) : [];
  return [...causes, ...partsOf(subject).flatMap((part) => validateSubject(part, rules))];
}

function partsOf(subject: Subject): Subject[] {
  const { schema, value, old, path } = subject;
  if (Array.isArray(value)) {
    const { items } = schema;
    if (!items) return [];
    return value.map((item, index) =>
      part(subject, { schema: items, value: item, old: correspondingItem(schema, item, old), path: `${path}[${index}]` }),
    );
  }
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const named = schema.properties && Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
    const keyed = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
    const before = isJsonObject(old) && Object.hasOwn(old, name) ? old[name] : undefined;
    if (named) return [part(subject, { schema: named, value: inner, old: before, path: path === '' ? name : `${path}.${name}` })];
    return keyed ? [part(subject, { schema: keyed, value: inner, old: before, path: `${path}[${name}]` })] : [];
  });
}

/** What has no counterpart is unchanged where what it is in is. */
function part(whole: Subject, inner: Omit<Subject, 'isUnchanged'>): Subject {
  return { ...inner, isUnchanged: () => (inner.old === undefined ? whole.isUnchanged() : equalJson(inner.value, inner.old)) };
}

const withRules = new WeakMap<Schema, boolean>();

/** Whether a schema or a part of it has rules: most parts of most objects need not be looked at. */
function hasRules(schema: Schema, rules: Rules): boolean {
  const known = withRules.get(schema);
  if (known !== undefined) return known;
  const inner = [schema.items, schema.additionalProperties, ...Object.values(schema.properties ?? {})];
  const found = rules.has(schema) || inner.some((one) => typeof one === 'object' && hasRules(one, rules));
  withRules.set(schema, found);
  return found;
}
