import { Optional } from '@marcbachmann/cel-js';
import type { StatusCause } from '../../../api-error.ts';
import { duplicateValue, forbiddenField, invalidValue, requiredValue } from '../causes.ts';
import type { Schema, ValidationRule } from '../openapi/schema.ts';
import { normalizedPath } from './field-path.ts';
import { failureOf } from './problems.ts';
import type { CompiledRule, CompiledRules } from './rules.ts';

/** One value that has rules. */
export interface Subject {
  schema: Schema;
  value: unknown;
  /** What was there before; undefined where nothing was, or nothing that corresponds. */
  old: unknown;
  /** Empty for the whole object. */
  path: string;
  /** An unchanged value may go on breaking rules that came after it. */
  isUnchanged(): boolean;
}

/** The rules that a value breaks. */
export function evaluateRules({ type, rules }: CompiledRules, subject: Subject): StatusCause[] {
  const { value, old } = subject;
  const self = type.toCel(value);
  const oldSelf = old === undefined || old === null ? undefined : type.toCel(old);
  return rules.flatMap((compiled) => {
    const { rule, usesOldSelf } = compiled;
    if (usesOldSelf && oldSelf === undefined && !rule.optionalOldSelf) return [];
    const variables = { self, oldSelf: rule.optionalOldSelf ? optionalOf(oldSelf) : oldSelf };
    const cause = evaluateRule(compiled, subject, variables);
    return cause && (usesOldSelf || !subject.isUnchanged()) ? [cause] : [];
  });
}

type Variables = Record<string, unknown>;

function optionalOf(value: unknown): Optional {
  return value === undefined ? Optional.none() : Optional.of(value);
}

function evaluateRule({ rule, condition, message }: CompiledRule, subject: Subject, variables: Variables): StatusCause | undefined {
  const field = subject.path || '<nil>';
  if ('problem' in condition)
    return invalidValue(field, subject.schema.type ?? '', `rule compile error: compilation failed: ${condition.problem}`);
  try {
    if (condition.evaluate(variables) === true) return undefined;
  } catch (error) {
    return invalidValue(field, subject.schema.type ?? '', failureText(failureOf(error), rule));
  }
  const detail = (message && messageText(message, variables)) ?? rule.message?.trim() ?? `failed rule: ${rule.rule.trim()}`;
  return brokenRule(rule, subject, detail);
}

function failureText(failure: string, rule: ValidationRule): string {
  const name = (rule.message || rule.rule).trim();
  if (!/^(no such overload|found no matching overload)/.test(failure)) return `${failure} evaluating rule: ${name}`;
  return `'no such overload': call arguments did not match a supported operator, function or macro signature for rule: ${name}`;
}

const LONGEST_MESSAGE = 5 * 1024;

/** What a message expression says; undefined where it fails or says nothing that fits in a line: then the plain message does. */
function messageText(message: NonNullable<CompiledRule['message']>, variables: Variables): string | undefined {
  if ('problem' in message) return undefined;
  try {
    const text = String(message.evaluate(variables)).trim();
    return text === '' || text.includes('\n') || text.length > LONGEST_MESSAGE ? undefined : text;
  } catch {
    // The message is a courtesy: the rule is broken whether or not it can be told.
    return undefined;
  }
}

function brokenRule(rule: ValidationRule, { schema, value, path }: Subject, detail: string): StatusCause {
  const inner = rule.fieldPath ? normalizedPath(rule.fieldPath, schema)?.text : undefined;
  const field = [path, inner].filter(Boolean).join('.') || '<nil>';
  const isWhole = typeof value === 'object';
  switch (rule.reason) {
    case 'FieldValueForbidden':
      return forbiddenField(field, detail);
    case 'FieldValueRequired':
      return requiredValue(field, detail);
    case 'FieldValueDuplicate':
      return isWhole ? { reason: 'FieldValueDuplicate', message: 'Duplicate value', field } : duplicateValue(field, value);
    default:
      // Objects and lists would make the message as long as themselves.
      return isWhole ? { reason: 'FieldValueInvalid', message: `Invalid value: ${detail}`, field } : invalidValue(field, value, detail);
  }
}
