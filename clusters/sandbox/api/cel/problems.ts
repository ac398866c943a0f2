import type { ASTNode } from '@marcbachmann/cel-js';
import { withWrittenNames } from './tokens.ts';

/** Why an expression is not compiled. */
export interface Problem {
  problem: string;
}

/** The library's words of an error in an expression, as kube-apiserver's. `functions` are those that there are. */
export function problemOf(error: unknown, expression: string, functions: ReadonlySet<string>): Problem {
  const { summary, node } = error as { summary?: string; node?: ASTNode };
  const text = inKnownWords(summary ?? messageOf(error), functions);
  const before = expression.slice(0, node ? positionOf(node, expression) : 0);
  const line = before.split('\n').length;
  const column = before.length - before.lastIndexOf('\n');
  const source = expression.split('\n')[line - 1] ?? '';
  return { problem: `ERROR: <input>:${line}:${column}: ${text}\n | ${source}\n | ${'.'.repeat(column - 1)}^` };
}

/** What goes wrong while an expression is evaluated. */
export function failureOf(error: unknown): string {
  const { summary } = error as { summary?: string };
  const text = (summary ?? messageOf(error)).replace(/^No such key: index out of bounds, index (-?\d+).*$/, 'index out of bounds: $1');
  return withWrittenNames(text.replace(/^No such key/, 'no such key'));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Operators are where they stand, calls at their bracket, fields at their dot. */
function positionOf(node: ASTNode, expression: string): number {
  const [first, second] = Array.isArray(node.args) ? (node.args as unknown[]) : [];
  if (node.op === 'call') return expression.indexOf('(', node.pos);
  if (node.op === 'rcall') return expression.indexOf('(', endOf(second));
  if (node.op === '.' || node.op === '.?') return expression.lastIndexOf('.', node.pos);
  if (node.op === '[]' || node.op === '[?]') return expression.indexOf('[', endOf(first));
  const operator = node.op === '?:' ? '?' : node.op;
  const found = endOf(first) > 0 ? expression.indexOf(operator, endOf(first)) : -1;
  return found < 0 ? node.pos : found;
}

function endOf(node: unknown): number {
  return (node as Partial<ASTNode> | undefined)?.end ?? 0;
}

type Reword = (parts: string[], functions: ReadonlySet<string>) => string;

const rewordings: [RegExp, Reword][] = [
  [/^No such key: (.*)$/, ([field]) => `undefined field '${field}'`],
  [/^Unknown variable: (.*)$/, ([name]) => `undeclared reference to '${name}' (in container '')`],
  [
    /^no such overload: (.+) (==|!=|<=|>=|<|>|\+|-|\*|\/|%|in) (.+)$/,
    ([left, operator, right]) => noOverload(operator === 'in' ? '@in' : `_${operator}_`, `(${left}, ${right})`),
  ],
  [/^no such overload: ([-!])(.+)$/, ([operator, type]) => noOverload(`${operator}_`, `(${type})`)],
  [/^found no matching overload for '(?:(.+)\.)?(\w+)\((.*)\)'$/, noFunction],
  [/^Cannot index type '(.*)'$/, ([type]) => noOverload('_[_]', `(${type}, int)`)],
  [/^Ternary branches must have the same type, got '(.*)' and '(.*)'$/, ([one, other]) => noOverload('_?_:_', `(bool, ${one}, ${other})`)],
  [/^Logical operator requires bool operands, got '(.*)'$/, ([type]) => `expected type 'bool' but found '${type}'`],
  [/^(Unexpected token|Expected|Unterminated|Unexpected character)(.*)$/, ([begin, rest]) => `Syntax error: ${begin}${rest}`],
];

function noFunction([receiver, name = '', types]: string[], functions: ReadonlySet<string>): string {
  if (!functions.has(name)) return `undeclared reference to '${name}' (in container '')`;
  return noOverload(name === 'Matches' ? 'matches' : name, `${receiver === undefined ? '' : `${receiver}.`}(${types})`);
}

function noOverload(name: string, types: string): string {
  return `found no matching overload for '${name}' applied to '${types}'`;
}

function inKnownWords(summary: string, functions: ReadonlySet<string>): string {
  for (const [pattern, reword] of rewordings) {
    const found = pattern.exec(summary);
    if (found) return withWrittenNames(reword(found.slice(1), functions));
  }
  return withWrittenNames(summary);
}
