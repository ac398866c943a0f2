/** Causes of a 422 answer, in kube-apiserver's words. */
import type { StatusCause } from '../../api-error.ts';

export function requiredValue(field: string, detail = ''): StatusCause {
  return { reason: 'FieldValueRequired', message: detail ? `Required value: ${detail}` : 'Required value', field };
}

export function invalidValue(field: string, value: unknown, detail: string): StatusCause {
  return { reason: 'FieldValueInvalid', message: `Invalid value: ${shown(value)}: ${detail}`, field };
}

export function typeInvalid(field: string, value: unknown, detail: string): StatusCause {
  return { reason: 'FieldValueTypeInvalid', message: `Invalid value: ${shown(value)}: ${detail}`, field };
}

export function notSupported(field: string, value: unknown, supported: readonly unknown[]): StatusCause {
  const list = supported.map((one) => JSON.stringify(one)).join(', ');
  return { reason: 'FieldValueNotSupported', message: `Unsupported value: ${shown(value)}: supported values: ${list}`, field };
}

export function duplicateValue(field: string, value: unknown): StatusCause {
  return { reason: 'FieldValueDuplicate', message: `Duplicate value: ${shown(value)}`, field };
}

export function tooMany(field: string, count: number, most: number): StatusCause {
  return { reason: 'FieldValueTooMany', message: `Too many: ${count}: must have at most ${most} ${most === 1 ? 'item' : 'items'}`, field };
}

export function tooLong(field: string, most: number): StatusCause {
  return { reason: 'FieldValueTooLong', message: `Too long: may not be more than ${most} bytes`, field };
}

export function forbiddenField(field: string, detail: string): StatusCause {
  return { reason: 'FieldValueForbidden', message: `Forbidden: ${detail}`, field };
}

function shown(value: unknown): string {
  return typeof value === 'string' ? quoted(value) : (JSON.stringify(value) ?? 'null');
}

const escapes: Record<string, string> = { '\\u0007': '\\a', '\\u000b': '\\v' };

/** A text as Go quotes it: as JSON does, but for some control characters. */
function quoted(text: string): string {
  return JSON.stringify(text).replaceAll(/\\u00([01][0-9a-f])/g, (escaped, code: string) => escapes[escaped] ?? `\\x${code}`);
}
