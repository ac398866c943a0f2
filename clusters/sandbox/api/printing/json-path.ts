import { isJsonObject } from '../json.ts';
import { type JsonPath, type Predicate, parseJsonPath, type Step } from './json-path-grammar.ts';

/**
 * The values that a JSONPath of the kind used in printer columns leads to: `.spec.model`, `.status.conditions[0].type`,
 * `.status.conditions[?(@.type=="Ready")].status`, `.metadata.annotations['a\.b/c']`, `.spec.items[*].name`.
 */
export function readJsonPath(value: unknown, path: string): unknown[] {
  return follow([value], parseJsonPath(path));
}

/** The same for a path that is followed often. Throws for what is no path. */
export function compileJsonPath(path: string): (value: unknown) => unknown[] {
  const steps = parseJsonPath(path);
  return (value) => follow([value], steps);
}

function follow(values: unknown[], steps: JsonPath): unknown[] {
  return steps.reduce((found, step) => found.flatMap((value) => take(value, step)), values);
}

function take(value: unknown, step: Step): unknown[] {
  switch (step.kind) {
    case 'field':
      return isJsonObject(value) && Object.hasOwn(value, step.name) ? [value[step.name]] : [];
    case 'all':
      return partsOf(value);
    case 'deep':
      return [value, ...partsOf(value).flatMap((part) => take(part, step))];
    case 'union':
      return step.paths.flatMap((path) => follow([value], path));
    case 'filter':
      return Array.isArray(value) ? value.filter((item) => matches(item, step)) : [];
    case 'slice':
      return Array.isArray(value) ? slice(value, step) : [];
  }
}

function partsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return isJsonObject(value) ? Object.values(value) : [];
}

function slice(list: unknown[], { start, end, step }: Extract<Step, { kind: 'slice' }>): unknown[] {
  return list.slice(start, end).filter((_, index) => index % step === 0);
}

function matches(item: unknown, { left, compare, right }: Predicate): boolean {
  const [one] = 'value' in left ? [left.value] : follow([item], left.path);
  if (compare === 'exists') return one !== undefined;
  const [other] = 'value' in right ? [right.value] : follow([item], right.path);
  return one !== undefined && other !== undefined && comparisons[compare](one as number, other as number);
}

const comparisons = {
  '==': (left: unknown, right: unknown) => left === right,
  '!=': (left: unknown, right: unknown) => left !== right,
  '<=': (left: number, right: number) => left <= right,
  '>=': (left: number, right: number) => left >= right,
  '<': (left: number, right: number) => left < right,
  '>': (left: number, right: number) => left > right,
};
