import { Duration } from '@marcbachmann/cel-js/evaluator';
import { evaluationFailure } from '../failures.ts';
import { compareValues, equalValues } from '../values.ts';
import { addFunctions, addNamespace, type Library } from './library.ts';

/** Lists as Kubernetes knows them: order, sums, places, and the list functions of CEL's own extensions. */
export const listsLibrary: Library = (environment) => {
  addFunctions(environment, {
    'list<T>.isSorted(): bool': (list: unknown[]) => list.every((item, index) => index === 0 || compareValues(list[index - 1], item) <= 0),
    'list<T>.sum(): T': sum,
    'list<T>.min(): T': (list: unknown[]) => extreme(list, -1, 'min'),
    'list<T>.max(): T': (list: unknown[]) => extreme(list, 1, 'max'),
    'list<T>.indexOf(T): int': (list: unknown[], wanted: unknown) => BigInt(list.findIndex((item) => equalValues(item, wanted))),
    'list<T>.lastIndexOf(T): int': (list: unknown[], wanted: unknown) => BigInt(list.findLastIndex((item) => equalValues(item, wanted))),
    'list<T>.distinct(): list<T>': distinct,
    'list<T>.reverse(): list<T>': (list: unknown[]) => list.toReversed(),
    'list<T>.sort(): list<T>': (list: unknown[]) => list.toSorted(compareValues),
    'list<T>.slice(int, int): list<T>': slice,
    'list<list<T>>.flatten(): list<T>': (list: unknown[]) => list.flat(1),
    'list<dyn>.flatten(int): list<dyn>': (list: unknown[], depth: bigint) => list.flat(Number(depth)),
  });
  addNamespace(environment, 'lists', {
    'range(int): list<int>': (size: bigint) => Array.from({ length: Number(size) }, (_, index) => BigInt(index)),
  });
  addNamespace(environment, 'sets', {
    'contains(list<T>, list<T>): bool': contains,
    'equivalent(list<T>, list<T>): bool': (left: unknown[], right: unknown[]) => contains(left, right) && contains(right, left),
    'intersects(list<T>, list<T>): bool': (left: unknown[], right: unknown[]) => right.some((item) => isIn(item, left)),
  });
};

function sum(list: unknown[]): unknown {
  const [first] = list;
  if (first === undefined) return 0n;
  if (typeof first === 'bigint') return (list as bigint[]).reduce((total, item) => total + item, 0n);
  if (typeof first === 'number') return (list as number[]).reduce((total, item) => total + item, 0);
  if (!(first instanceof Duration)) throw evaluationFailure('no such overload');
  return (list as Duration[]).reduce((total, item) => total.addDuration(item), new Duration(0n));
}

function extreme(list: unknown[], direction: 1 | -1, name: string): unknown {
  if (list.length === 0) throw evaluationFailure(`${name} called on empty list`);
  return list.reduce((best, item) => (compareValues(item, best) * direction > 0 ? item : best));
}

function distinct(list: unknown[]): unknown[] {
  return list.filter((item, index) => list.findIndex((other) => equalValues(other, item)) === index);
}

function slice(list: unknown[], start: bigint, end: bigint): unknown[] {
  if (start < 0n || end < start || end > list.length) {
    throw evaluationFailure(`cannot slice(${start}, ${end}), the list has ${list.length} items`);
  }
  return list.slice(Number(start), Number(end));
}

function contains(list: unknown[], parts: unknown[]): boolean {
  return parts.every((item) => isIn(item, list));
}

function isIn(item: unknown, list: unknown[]): boolean {
  return list.some((other) => equalValues(other, item));
}
