import type { ASTNode } from '@marcbachmann/cel-js';
import { evaluationFailure } from '../failures.ts';
import { compareValues } from '../values.ts';
import type { Library } from './library.ts';
import { boundName, type CelType, type Checker, type Evaluator, type MacroCall, type Scope } from './macros.ts';

/** Comprehensions over index and item, or key and value; and sorting by a value. */
export const comprehensionsLibrary: Library = (environment) => {
  const add = (signature: string, macro: (call: MacroCall) => object) => environment.registerFunction(signature, macro, { async: false });
  add(
    'list.all(ast, ast, ast): bool',
    comprehension(quantifier, (found) => found.every(Boolean)),
  );
  add(
    'list.exists(ast, ast, ast): bool',
    comprehension(quantifier, (found) => found.some(Boolean)),
  );
  add(
    'list.existsOne(ast, ast, ast): bool',
    comprehension(quantifier, (found) => found.filter(Boolean).length === 1),
  );
  add(
    'list.transformList(ast, ast, ast): list<dyn>',
    comprehension(listOf, (found) => found),
  );
  add(
    'list.transformList(ast, ast, ast, ast): list<dyn>',
    comprehension(listOf, (found) => found),
  );
  add(
    'list.transformMap(ast, ast, ast): map<dyn, dyn>',
    comprehension(mapOf, (found, keys) => new Map(keys.map((key, index) => [key, found[index]]))),
  );
  add(
    'list.transformMap(ast, ast, ast, ast): map<dyn, dyn>',
    comprehension(mapOf, (found, keys) => new Map(keys.map((key, index) => [key, found[index]]))),
  );
  add('list.transformMapEntry(ast, ast, ast): map<dyn, dyn>', comprehension(entries, mergeEntries));
  add('list.transformMapEntry(ast, ast, ast, ast): map<dyn, dyn>', comprehension(entries, mergeEntries));
  add(
    'list.existsOne(ast, ast): bool',
    comprehension(quantifier, (found) => found.filter(Boolean).length === 1, 1),
  );
  add(
    'list.sortBy(ast, ast): list<dyn>',
    comprehension((checker, _, state) => checker.registry.getListType(elementTypes(checker, state)[0]), sortBy, 1),
  );
};

type ResultType = (checker: Checker, body: CelType, state: Comprehension) => CelType;
type Collect = (found: unknown[], keys: unknown[]) => unknown;

interface Comprehension {
  receiver: ASTNode;
  names: string[];
  filter: ASTNode | undefined;
  body: ASTNode;
  collect: Collect;
  resultType: ResultType;
  receiverType?: CelType;
  types?: CelType[];
}

function comprehension(resultType: ResultType, collect: Collect, variables: 1 | 2 = 2) {
  return ({ args, receiver }: MacroCall) => {
    const names = args.slice(0, variables).map(boundName);
    const [filter, body] = args.length > variables + 1 ? args.slice(variables) : [undefined, args[variables]];
    return { receiver, names, filter, body, collect, resultType, typeCheck, evaluate };
  };
}

function typeCheck(checker: Checker, state: Comprehension, scope: Scope): CelType {
  state.receiverType = checker.check(state.receiver, scope);
  const [one, two] = elementTypes(checker, state);
  state.types = state.names.length === 1 ? [one] : [one, two];
  if (state.names.length === 2 && state.receiverType.kind === 'list') state.types = [checker.getType('int'), one];
  const inner = withVariables(state, scope).scope;
  if (state.filter && !checker.check(state.filter, inner).isDynOrBool()) {
    throw checker.createError('invalid_condition_type', "expected type 'bool' but found another", state.filter);
  }
  const body = checker.check(state.body, inner);
  return state.resultType(checker, body, state);
}

/** Of one item: a list's, or a map's key and value. */
function elementTypes(checker: Checker, { receiverType, receiver }: Comprehension): [CelType, CelType] {
  const dynamic = checker.getType('dyn');
  if (receiverType?.kind === 'list') return [receiverType.valueType, dynamic];
  if (receiverType?.kind === 'map') return [receiverType.keyType, receiverType.valueType];
  if (receiverType?.kind === 'dyn') return [dynamic, dynamic];
  const message = `expression of type '${receiverType?.name}' cannot be range of a comprehension (must be list, map, or dynamic)`;
  throw checker.createError('invalid_comprehension_range', message, receiver);
}

function withVariables({ names, types = [] }: Comprehension, scope: Scope) {
  const forks: Scope[] = [];
  for (const [index, name] of names.entries()) {
    const type = types[index];
    if (type) forks.push((forks.at(-1) ?? scope).forkWithVariable(name, type));
  }
  return { forks, scope: forks.at(-1) ?? scope };
}

function evaluate(evaluator: Evaluator, state: Comprehension, scope: Scope): unknown {
  const pairs = pairsOf(evaluator.run(state.receiver, scope));
  const { forks, scope: inner } = withVariables(state, scope);
  const [keys, found, items]: unknown[][] = [[], [], []];
  for (const [key, value] of pairs) {
    const bound = state.names.length === 2 ? [key, value] : [state.receiverType?.kind === 'map' ? key : value];
    for (const [index, fork] of forks.entries()) fork.setIterValue(bound[index], evaluator);
    if (state.filter && evaluator.run(state.filter, inner) !== true) continue;
    keys?.push(key);
    items?.push(value);
    found?.push(evaluator.run(state.body, inner));
  }
  return state.collect(found ?? [], (state.collect === sortBy ? items : keys) ?? []);
}

function pairsOf(value: unknown): [unknown, unknown][] {
  if (Array.isArray(value)) return value.map((item, index) => [BigInt(index), item]);
  if (value instanceof Map) return [...value];
  if (typeof value === 'object' && value !== null) return Object.entries(value);
  throw evaluationFailure('no such overload');
}

function quantifier(checker: Checker): CelType {
  return checker.getType('bool');
}

function listOf(checker: Checker, body: CelType): CelType {
  return checker.registry.getListType(body);
}

function mapOf(checker: Checker, body: CelType, state: Comprehension): CelType {
  return checker.registry.getMapType(state.types?.[0] ?? checker.getType('dyn'), body);
}

function entries(_: Checker, body: CelType): CelType {
  return body;
}

function mergeEntries(found: unknown[]): Map<unknown, unknown> {
  return new Map(found.flatMap(pairsOf));
}

function sortBy(keys: unknown[], items: unknown[]): unknown[] {
  return items
    .map((item, index) => ({ item, key: keys[index] }))
    .sort((left, right) => compareValues(left.key, right.key))
    .map(({ item }) => item);
}
