import type { StatusCause } from '../../../api-error.ts';
import { invalidValue, notSupported, requiredValue } from '../causes.ts';
import { normalizedPath } from '../cel/field-path.ts';
import type { Schema, ValidationRule } from '../openapi/schema.ts';

const REASONS = ['FieldValueDuplicate', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueRequired'];

/** What is wrong with rules before anyone tries to understand their expressions. */
export function ruleKeywordProblems(schema: Schema, field: string): StatusCause[] {
  return (schema['x-kubernetes-validations'] ?? []).flatMap((rule, index) => {
    const at = `${field}.x-kubernetes-validations[${index}]`;
    const { messageExpression = '', reason } = rule;
    const causes = [...textProblems(rule, at), ...pathProblems(rule, schema, at)];
    if (messageExpression !== '' && messageExpression.trim() === '') {
      causes.push(requiredValue(`${at}.messageExpression`, 'messageExpression must be non-empty if specified'));
    }
    if (reason !== undefined && !REASONS.includes(reason)) causes.push(notSupported(`${at}.reason`, reason, REASONS));
    return causes;
  });
}

function textProblems({ rule = '', message = '' }: ValidationRule, at: string): StatusCause[] {
  if (rule.trim() === '') return [requiredValue(`${at}.rule`, 'rule is not specified')];
  if (message !== '' && message.trim() === '') return [invalidValue(`${at}.message`, message, 'must be non-empty if specified')];
  if (hasLines(message.trim())) return [invalidValue(`${at}.message`, message, 'must not contain line breaks')];
  return hasLines(rule.trim()) && message.trim() === ''
    ? [requiredValue(`${at}.message`, 'message must be specified if rule contains line breaks')]
    : [];
}

function pathProblems({ fieldPath = '' }: ValidationRule, schema: Schema, at: string): StatusCause[] {
  if (fieldPath === '') return [];
  if (fieldPath.trim() === '') return [invalidValue(`${at}.fieldPath`, fieldPath, 'must be non-empty if specified')];
  const causes = hasLines(fieldPath) ? [invalidValue(`${at}.fieldPath`, fieldPath, 'must not contain line breaks')] : [];
  return normalizedPath(fieldPath, schema) ? causes : [...causes, invalidValue(`${at}.fieldPath`, fieldPath, 'must be a valid path')];
}

function hasLines(text: string): boolean {
  return /[\n\r]/.test(text);
}
