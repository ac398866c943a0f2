import type { ASTNode } from '@marcbachmann/cel-js';
import { Optional } from '@marcbachmann/cel-js';
import { addFunctions, type Library } from './library.ts';
import { boundName, type CelType, type Checker, type Evaluator, type MacroCall, type Scope } from './macros.ts';

/** What the library lacks of optionals: mapping them, and none for what is empty. */
export const optionalsLibrary: Library = (environment) => {
  addFunctions(environment, {
    'OptionalNamespace.ofNonZeroValue(A): optional<A>': (_: unknown, value: unknown) =>
      isZero(value) ? Optional.none() : Optional.of(value),
  });
  environment.registerFunction('optional.optMap(ast, ast): optional<dyn>', mapping(false), { async: false });
  environment.registerFunction('optional.optFlatMap(ast, ast): optional<dyn>', mapping(true), { async: false });
};

interface Mapping {
  flat: boolean;
  receiver: ASTNode;
  name: string;
  body: ASTNode;
  type?: CelType;
}

function mapping(flat: boolean) {
  return ({ args: [name, body], receiver }: MacroCall) => ({ flat, receiver, name: boundName(name), body, typeCheck, evaluate });
}

function typeCheck(checker: Checker, state: Mapping, scope: Scope): CelType {
  const optional = checker.check(state.receiver, scope);
  if (optional.kind !== 'optional' && optional.kind !== 'dyn') {
    throw checker.createError('optional_expected', `found no matching overload for 'optMap' applied to '${optional.name}'`, state.receiver);
  }
  state.type = optional.kind === 'optional' ? optional.valueType : checker.getType('dyn');
  const result = checker.check(state.body, scope.forkWithVariable(state.name, state.type));
  return state.flat ? result : checker.registry.getOptionalType(result);
}

function evaluate(evaluator: Evaluator, { receiver, name, body, type, flat }: Mapping, scope: Scope): unknown {
  const optional = evaluator.run(receiver, scope) as Optional;
  if (!optional.hasValue() || !type) return Optional.none();
  const result = evaluator.run(body, scope.forkWithVariable(name, type).setIterValue(optional.value(), evaluator));
  return flat ? result : Optional.of(result);
}

function isZero(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (value instanceof Map) return value.size === 0;
  return !value;
}
