import { isJson } from './documents.ts';
import type { Answer } from './subject.ts';

/** Where two answers part, in words that are the same for all requests that part in the same way. */
export interface Difference {
  what: string;
  real: string;
  sandbox: string;
}

/** The first difference of two normalised answers; undefined when they are equal. */
export function compareAnswers(real: Answer, sandbox: Answer): Difference | undefined {
  if (real.code !== sandbox.code) return difference('code', said(real), said(sandbox));
  const place = firstDifference(real.body, sandbox.body, '');
  if (place) return difference(place.path, place.real, place.sandbox);
  if (real.warnings.join() !== sandbox.warnings.join()) return difference('warnings', real.warnings, sandbox.warnings);
  return undefined;
}

function said({ code, body }: Answer): string {
  if (!isJson(body) || body['kind'] !== 'Status') return String(code);
  const causes = isJson(body['details']) ? body['details']['causes'] : undefined;
  return `${code} ${body['reason'] ?? ''}: ${body['message'] ?? JSON.stringify(causes)}`;
}

function difference(what: string, real: unknown, sandbox: unknown): Difference {
  return { what, real: shown(real), sandbox: shown(sandbox) };
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
}

interface Place {
  path: string;
  real: unknown;
  sandbox: unknown;
}

function firstDifference(real: unknown, sandbox: unknown, path: string): Place | undefined {
  if (Array.isArray(real) && Array.isArray(sandbox)) {
    if (real.length !== sandbox.length) return { path: `${path}.length`, real, sandbox };
    return firstOf(real.keys(), (index) => firstDifference(real[index], sandbox[index], `${path}[]`));
  }
  if (isJson(real) && isJson(sandbox)) {
    const fields = new Set([...Object.keys(real), ...Object.keys(sandbox)]);
    return firstOf(fields, (field) => firstDifference(real[field], sandbox[field], `${path}.${field}`));
  }
  return real === sandbox ? undefined : { path, real, sandbox };
}

function firstOf<T>(items: Iterable<T>, find: (item: T) => Place | undefined): Place | undefined {
  for (const item of items) {
    const found = find(item);
    if (found) return found;
  }
  return undefined;
}
