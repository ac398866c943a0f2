import { isJsonObject } from '../json.ts';
import { formatTimeProblem } from './go-times.ts';
import type { Shape } from './go-types.ts';
import { QUANTITY_WORDS, readsAsQuantity } from './quantities.ts';

/** The first value that a Go struct cannot hold, in the words of Go's JSON decoder; undefined when all fit. */
export function findWrongType(value: unknown, shape: Shape, at: Place = { owner: '', path: [] }): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (!holds(value, shape)) return wrongType(value, shape, at);
  if (shape.kind === 'bytes') return base64Problem(String(value));
  if (shape.kind === 'own') return ownProblem(value, shape, at);
  for (const part of partsOf(value, shape, at)) {
    const found = findWrongType(part.value, part.shape, part.at);
    if (found) return found;
  }
  return undefined;
}

/** Where a value is: the struct around it and the fields on the way, without places in lists and keys of maps. */
interface Place {
  owner: string;
  path: string[];
}

interface Part {
  value: unknown;
  shape: Shape;
  at: Place;
}

function partsOf(value: unknown, shape: Shape, at: Place): Part[] {
  const { items } = shape;
  if (Array.isArray(value) && items) return value.map((item) => ({ value: item, shape: items, at }));
  if (!isJsonObject(value)) return [];
  if (items) return Object.values(value).map((inner) => ({ value: inner, shape: items, at }));
  return Object.entries(value).flatMap(([name, inner]) => {
    const field = shape.fields.get(name);
    return field ? [{ value: inner, shape: field.shape, at: { owner: field.owner, path: [...at.path, name] } }] : [];
  });
}

function holds(value: unknown, shape: Shape): boolean {
  switch (shape.kind) {
    case 'string':
    case 'bytes':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number';
    case 'integer':
      return Number.isInteger(value) && fitsBits(Number(value), shape.bits);
    case 'list':
      return Array.isArray(value);
    case 'map':
    case 'struct':
      return isJsonObject(value);
    default:
      return true;
  }
}

function fitsBits(value: number, bits: number): boolean {
  const most = 2 ** (bits - 1);
  return value >= -most && value < most;
}

function wrongType(value: unknown, shape: Shape, { owner, path }: Place): string {
  const where = owner === '' ? '' : `Go struct field ${owner}.${path.join('.')}`;
  return `json: cannot unmarshal ${valueName(value, shape)} into ${where || 'Go value'} of type ${shape.name.replace(/^\*/, '')}`;
}

/** Where an integer is wanted, Go names the number too. */
function valueName(value: unknown, shape: Shape): string {
  if (typeof value === 'number') return shape.kind === 'integer' ? `number ${value}` : 'number';
  if (typeof value === 'boolean') return 'bool';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** The same of a value that was read by itself, so that nobody knows where it is. */
export function withoutPlace(problem: string): string {
  return problem.replace(/ into Go struct field \S+ of type /, ' into Go value of type ');
}

function base64Problem(text: string): string | undefined {
  const clean = text.replaceAll(/[\r\n]/g, '');
  const whole = /^[A-Za-z0-9+/]*/.exec(clean)?.[0].length ?? 0;
  const rest = clean.slice(whole);
  const isPadded = clean.length % 4 === 0 && /^={0,2}$/.test(rest);
  if (isPadded) return undefined;
  return `illegal base64 data at input byte ${rest === '' ? clean.length - (clean.length % 4) : whole}`;
}

/** Types that read themselves have words of their own. */
function ownProblem(value: unknown, { name }: Shape, at: Place): string | undefined {
  if (name === 'resource.Quantity') return readsAsQuantity(value) ? undefined : QUANTITY_WORDS;
  if (name === 'v1.Time') return typeof value === 'string' ? formatTimeProblem(value) : wrongType(value, timeShape, at);
  if (name === 'intstr.IntOrString' && typeof value !== 'string' && !Number.isInteger(value)) {
    return wrongType(value, integerShape, at);
  }
  return undefined;
}

const timeShape = { kind: 'string', name: 'string' } as Shape;
const integerShape = { kind: 'integer', name: 'int32' } as Shape;
