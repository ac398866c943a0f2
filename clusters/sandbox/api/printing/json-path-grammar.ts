/** JSONPath as kubectl and printer columns write it, taken apart. */
export type JsonPath = Step[];

export type Step =
  | { kind: 'field'; name: string }
  | { kind: 'all' }
  /** The value and everything in it. */
  | { kind: 'deep' }
  | { kind: 'slice'; start: number; end: number | undefined; step: number }
  | { kind: 'union'; paths: JsonPath[] }
  | ({ kind: 'filter' } & Predicate);

export interface Predicate {
  left: Operand;
  compare: '==' | '!=' | '<=' | '>=' | '<' | '>' | 'exists';
  right: Operand;
}

export type Operand = { path: JsonPath } | { value: unknown };

/** Throws for what is no path. */
export function parseJsonPath(text: string): JsonPath {
  const source = text.replace(/^\{?[$@]?/, '').replace(/\}$/, '');
  const steps: JsonPath = [];
  for (let at = 0; at < source.length; ) {
    const part = partAt(source, at);
    steps.push(...part.steps);
    at += part.length;
  }
  return steps;
}

interface Part {
  steps: JsonPath;
  length: number;
}

const FIELD = /^\.?((?:[^.[\]\\]|\\.)+)/;

function partAt(source: string, at: number): Part {
  const rest = source.slice(at);
  if (rest.startsWith('..')) return { steps: [{ kind: 'deep' }], length: 1 };
  if (rest.startsWith('[')) return bracketAt(rest);
  if (/^\.(?=\[|$)/.test(rest)) return { steps: [], length: 1 };
  const [found, name] = FIELD.exec(rest) ?? [];
  if (found === undefined || name === undefined) throw new Error(`unexpected ${JSON.stringify(rest)} in the path`);
  return { steps: [name === '*' ? { kind: 'all' } : { kind: 'field', name: withoutEscapes(name) }], length: found.length };
}

/** Up to the bracket that closes this one: quoted text may hold others. */
const BRACKET = /^\[((?:[^\]"'[]|"[^"]*"|'(?:\\.|[^'\\])*'|\[[^\]]*\])*)\]/;

function bracketAt(rest: string): Part {
  const [found, inside] = BRACKET.exec(rest) ?? [];
  if (found === undefined || inside === undefined) throw new Error('unterminated array in the path');
  return { steps: [bracketStep(inside.trim())], length: found.length };
}

function bracketStep(inside: string): Step {
  const filter = /^\?\((.*)\)$/s.exec(inside);
  if (filter) return { kind: 'filter', ...parsePredicate((filter[1] ?? '').trim()) };
  if (inside === '*') return { kind: 'all' };
  const parts = inside.match(/'(?:\\.|[^'\\])*'|"[^"]*"|[^,]+/g)?.map((part) => part.trim()) ?? [];
  const [only] = parts;
  if (only === undefined) throw new Error('an empty index in the path');
  return parts.length === 1 ? elementStep(only) : { kind: 'union', paths: parts.map((part) => [elementStep(part)]) };
}

function elementStep(part: string): Step {
  const quoted = /^'(.*)'$/s.exec(part) ?? /^"(.*)"$/s.exec(part);
  if (quoted) return { kind: 'field', name: withoutEscapes(quoted[1] ?? '') };
  const [, start, colon, end, step] = /^(-?\d*)(:?)(-?\d*):?(-?\d*)$/.exec(part) ?? [];
  if (start === undefined) return { kind: 'field', name: part };
  const from = Number(start || 0);
  if (colon === '') return { kind: 'slice', start: from, end: from === -1 ? undefined : from + 1, step: 1 };
  return { kind: 'slice', start: from, end: end ? Number(end) : undefined, step: Number(step || 1) };
}

const COMPARISON = /^((?:[^=!<>"']|"[^"]*"|'[^']*')+?)\s*(==|!=|<=|>=|<|>)\s*(.+)$/s;

function parsePredicate(text: string): Predicate {
  const [, left, compare, right] = COMPARISON.exec(text) ?? [];
  if (left === undefined || right === undefined) return { left: parseOperand(text), compare: 'exists', right: { value: undefined } };
  return { left: parseOperand(left.trim()), compare: compare as Predicate['compare'], right: parseOperand(right.trim()) };
}

function parseOperand(text: string): Operand {
  if (text.startsWith('@')) return { path: parseJsonPath(text) };
  const quoted = /^(["'])(.*)\1$/s.exec(text);
  if (quoted) return { value: quoted[2] };
  if (text === 'true' || text === 'false') return { value: text === 'true' };
  const number = Number(text);
  if (Number.isNaN(number)) throw new Error(`unrecognized ${JSON.stringify(text)} in the path`);
  return { value: number };
}

function withoutEscapes(text: string): string {
  return text.replaceAll(/\\(.)/g, '$1');
}
