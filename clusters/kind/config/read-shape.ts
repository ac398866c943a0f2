import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';
import { nearestName } from '../../nearest-names.ts';
import type { Shape } from './shape.ts';

/** What a reading needs besides the value: where aliases point, and who hears of problems. */
export interface Reading {
  document: Document;
  /** Told of each problem with the node that has it. */
  report: (problem: { path: string; node: Node | undefined; message: string; fix?: string }) => void;
  /** Values still to be read: aliases of aliases would make a small text endless. */
  left: number;
}

/** The value in that shape, as kind itself would read it; undefined where it is absent, null or has a problem. */
export function readShape(node: unknown, shape: Shape, path: string, reading: Reading): unknown {
  const value = (isAlias(node) ? node.resolve(reading.document) : node) as Node | null | undefined;
  if (value === undefined || value === null || (isScalar(value) && value.value === null)) return undefined;
  reading.left -= 1;
  if (reading.left < 0) return undefined;
  switch (shape.type) {
    case 'object':
      return isMap(value) ? readObject(value, { shape, path, reading }) : wrong(value, 'fields, each with a name', path, reading);
    case 'map':
      return isMap(value) ? readMap(value, { shape, path, reading }) : wrong(value, 'pairs of a name and a value', path, reading);
    case 'list':
      if (!isSeq(value)) return wrong(value, 'a list', path, reading);
      return value.items.map((item, index) => readShape(item, shape.of, `${path}[${index}]`, reading)).filter((item) => item !== undefined);
    default:
      return isScalar(value) ? readScalar(value, { shape, path, reading }) : wrong(value, nounOf(shape), path, reading);
  }
}

interface At<T extends Shape> {
  shape: T;
  path: string;
  reading: Reading;
}

function readObject(map: YAMLMap, { shape, path, reading }: At<Extract<Shape, { type: 'object' }>>): Record<string, unknown> {
  const known = Object.keys(shape.fields);
  const result: Record<string, unknown> = {};
  for (const [key, pair] of entriesOf(map, reading)) {
    const at = path === '' ? key : `${path}.${key}`;
    const field = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
    const value = field ? readShape(pair.value, field, at, reading) : unknownKey(key, { pair, known, at, reading });
    if (value !== undefined) result[key] = value;
  }
  return result;
}

function readMap(map: YAMLMap, { shape, path, reading }: At<Extract<Shape, { type: 'list' | 'map' }>>): Record<string, unknown> {
  const entries = entriesOf(map, reading).map(
    ([key, pair]) => [key, readShape(pair.value, shape.of, `${path}["${key}"]`, reading)] as const,
  );
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** With the keys of merged maps (`<<`) that the map does not say itself. */
function entriesOf(map: YAMLMap, reading: Reading): [string, Pair][] {
  const own: [string, Pair][] = [];
  const merged: [string, Pair][] = [];
  for (const pair of map.items) {
    reading.left -= 1;
    const key = textOf(pair.key);
    if (key !== '<<' || reading.left < 0) own.push([key, pair]);
    else merged.push(...mergedMaps(pair.value, reading).flatMap((one) => entriesOf(one, reading)));
  }
  const names = new Set(own.map(([key]) => key));
  return [...merged.toReversed().filter(([key]) => !names.has(key)), ...own];
}

function mergedMaps(value: unknown, reading: Reading): YAMLMap[] {
  const resolved = isAlias(value) ? value.resolve(reading.document) : value;
  if (isSeq(resolved)) return resolved.items.flatMap((item) => mergedMaps(item, reading));
  return isMap(resolved) ? [resolved] : [];
}

/** As kind's own reader (go.yaml.in/yaml/v3) has it: any scalar is text as it was written, and YAML 1.1's words are flags. */
function readScalar(scalar: Scalar, { shape, path, reading }: At<Exclude<Shape, { type: 'list' | 'map' | 'object' }>>): unknown {
  const text = textOf(scalar);
  switch (shape.type) {
    case 'text':
      return text;
    case 'flag':
      if (isPlain(scalar) && /^(?:true|yes|on|y)$/i.test(text)) return true;
      if (isPlain(scalar) && /^(?:false|no|off|n)$/i.test(text)) return false;
      return wrong(scalar, nounOf(shape), path, reading);
    case 'whole number':
      return Number.isSafeInteger(scalar.value) ? scalar.value : wrong(scalar, nounOf(shape), path, reading);
    case 'choice': {
      const same = shape.choices.find((choice) => choice === text || (shape.anyCase && choice === text.toUpperCase()));
      return same ?? wrong(scalar, nounOf(shape), path, reading);
    }
  }
}

function isPlain(scalar: Scalar): boolean {
  return scalar.type === 'PLAIN' || scalar.type === undefined;
}

/** As it was written, where it is not quoted: 1.10 stays 1.10. */
function textOf(node: unknown): string {
  if (!isScalar(node)) return String(node);
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
}

function nounOf(shape: Shape): string {
  if (shape.type === 'choice') return `one of ${shape.choices.join(', ')}`;
  if (shape.type === 'flag') return 'true or false';
  return shape.type === 'text' ? 'text' : `a ${shape.type}`;
}

function wrong(node: Node, noun: string, path: string, reading: Reading): undefined {
  const is = isMap(node) ? 'fields' : isSeq(node) ? 'a list' : `"${textOf(node)}"`;
  reading.report({ path, node, message: `${path === '' ? 'A configuration' : path} must be ${noun}, and is ${is}.` });
}

function unknownKey(key: string, { pair, known, at, reading }: { pair: Pair; known: readonly string[]; at: string; reading: Reading }) {
  const meant = nearestName(key, known);
  const fix = meant ? `Did you mean "${meant}"?` : `Known here: ${known.join(', ')}.`;
  reading.report({ path: at, node: pair.key as Node, message: `kind knows no field "${key}" there.`, fix });
  return undefined;
}
