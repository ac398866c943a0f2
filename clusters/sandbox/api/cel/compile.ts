import type { ASTNode, Environment } from '@marcbachmann/cel-js';
import { functionNames } from './environment.ts';
import { type Problem, problemOf } from './problems.ts';
import { patternProblem } from './regular-expressions.ts';
import { withOwnFunctions } from './tokens.ts';

/** An expression that can be evaluated, or why it cannot. */
export type Compiled = { evaluate(variables: Record<string, unknown>): unknown; type: string } | Problem;

/** Parses and checks an expression, regular expressions and times in it included. */
export function compileExpression(environment: Environment, expression: string): Compiled {
  try {
    const program = environment.parse(withOwnFunctions(expression));
    const checked = program.check();
    if (!checked.valid) return problemOf(checked.error, expression, functionNames());
    checkLiterals(program.ast);
    return { evaluate: program, type: checked.type ?? 'dyn' };
  } catch (error) {
    return problemOf(error, expression, functionNames());
  }
}

class LiteralError extends Error {
  readonly node: ASTNode;

  constructor(message: string, node: ASTNode) {
    super(message);
    this.node = node;
  }
}

/** What a literal says is known to be wrong before anything is evaluated. */
function checkLiterals(node: unknown): void {
  if (Array.isArray(node)) for (const inner of node) checkLiterals(inner);
  else if (isNode(node)) {
    if (node.op === 'call' || node.op === 'rcall') checkCall(node);
    checkLiterals(node.args);
  } else if (isComprehension(node)) checkLiterals([node.iterable, node.step, node.init]);
}

function checkCall(node: ASTNode & { op: 'call' | 'rcall' }): void {
  const literal = (node.args.at(-1) as ASTNode[]).at(-1);
  if (literal?.op !== 'value' || typeof literal.args !== 'string') return;
  const name = node.args[0];
  if (literalProblems[name]?.(literal.args)) throw new LiteralError(`invalid ${name.toLowerCase()} argument`, literal);
}

const DURATION = /^[+-]?(0|((\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h))+)$/;

const literalProblems: Record<string, (text: string) => boolean> = {
  Matches: (text) => patternProblem(text) !== undefined,
  duration: (text) => !DURATION.test(text),
  timestamp: (text) => Number.isNaN(Date.parse(text)),
};

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}

/** What the library makes of a macro: no node of its grammar, but made of nodes. */
function isComprehension(value: unknown): value is { iterable: unknown; step: unknown; init: unknown } {
  return typeof value === 'object' && value !== null && 'iterable' in value;
}
