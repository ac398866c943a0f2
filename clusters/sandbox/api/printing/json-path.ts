import { isJsonObject } from '../json.ts';

/**
 * The values that a JSONPath of the kind used in printer columns leads to: `.spec.model`, `.status.conditions[0].type`,
 * `.status.conditions[?(@.type=="Ready")].status`, `.metadata.annotations['a\.b/c']`, `.spec.items[*].name`.
 */
export function readJsonPath(value: unknown, path: string): unknown[] {
  return parsePath(path).reduce<unknown[]>((values, step) => values.flatMap((one) => take(one, step)), [value]);
}

type Step = { field: string } | { index: number } | { all: true } | { where: string[]; equals: unknown };

const STEP =
  /\.?((?:[^.[\]\\]|\\.)+)|\[\?\(@\.([^=!<>]+?)\s*==\s*(["'])(.*?)\3\)\]|\[(-?\d+)\]|\[\*\]|\[(["'])((?:\\.|[^\\])*?)\6\]|\.(?=\[)/gy;

function parsePath(path: string): Step[] {
  const source = path.replace(/^\{?\$?/, '').replace(/\}$/, '');
  return [...source.matchAll(STEP)].flatMap(toStep);
}

function toStep([text, field, where, , equals, index, , quoted]: RegExpExecArray): Step[] {
  if (field !== undefined) return field === '*' ? [{ all: true }] : [{ field: withoutEscapes(field) }];
  if (where !== undefined) return [{ where: where.trim().split('.'), equals }];
  if (index !== undefined) return [{ index: Number(index) }];
  if (quoted !== undefined) return [{ field: withoutEscapes(quoted) }];
  return text === '[*]' ? [{ all: true }] : [];
}

function withoutEscapes(text: string): string {
  return text.replaceAll(/\\(.)/g, '$1');
}

function take(value: unknown, step: Step): unknown[] {
  if ('field' in step) return isJsonObject(value) && Object.hasOwn(value, step.field) ? [value[step.field]] : [];
  if ('all' in step) return Array.isArray(value) ? value : isJsonObject(value) ? Object.values(value) : [];
  if (!Array.isArray(value)) return [];
  if ('index' in step) return value.at(step.index) === undefined ? [] : [value.at(step.index)];
  return value.filter(
    (item) => step.where.reduce((inner: unknown, field) => (isJsonObject(inner) ? inner[field] : undefined), item) === step.equals,
  );
}
