import type { ASTNode } from '@marcbachmann/cel-js';
import { Optional } from '@marcbachmann/cel-js';
import { evaluationFailure } from '../failures.ts';
import type { Library } from './library.ts';
import type { Checker, Evaluator, MacroCall, Scope } from './macros.ts';

/** `has(self.list[0].field)`: a field of anything, and one that the schema has. */
export const presenceLibrary: Library = (environment) => {
  environment.registerFunction('Has(ast): bool', ({ args }: MacroCall) => ({ field: args[0], typeCheck, evaluate }), { async: false });
};

interface Presence {
  field: ASTNode;
}

function typeCheck(checker: Checker, { field }: Presence, scope: Scope) {
  if (field.op !== '.' && field.op !== '.?') throw checker.createError('invalid_macro_argument', 'invalid argument to has() macro', field);
  const left = checker.check(field.args[0], scope);
  checker.checkAccessOnType(field, scope, left.kind === 'optional' ? left.valueType : left);
  return checker.getType('bool');
}

function evaluate(evaluator: Evaluator, { field }: Presence, scope: Scope): boolean {
  const [left, name] = field.args as [ASTNode, string];
  return isPresent(evaluator.run(left, scope), name);
}

function isPresent(value: unknown, name: string): boolean {
  if (value instanceof Optional) return value.hasValue() && isPresent(value.value(), name);
  if (value instanceof Map) return value.has(name);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.hasOwn(value, name);
  throw evaluationFailure('no such overload');
}
