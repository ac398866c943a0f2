import { ApiError } from '../../../api-error.ts';
import { copyJson, equalJson, isJsonObject, type JsonObject, setField } from '../json.ts';
import { badRequest } from '../refusals.ts';

const MOST_OPERATIONS = 10_000;

interface Operation {
  op: string;
  path: string;
  from: string;
  value: unknown;
}

/** JSON patch; 422 where an operation does not fit the object. @see https://www.rfc-editor.org/rfc/rfc6902 */
export function jsonPatch(target: JsonObject, body: unknown): unknown {
  const operations = readOperations(body);
  let document: unknown = copyJson(target);
  try {
    for (const operation of operations) document = perform(document, operation);
  } catch (error) {
    if (error instanceof Misfit) throw new ApiError(422, 'Invalid', 'the server rejected our request due to an error in our request');
    throw error;
  }
  return document;
}

/** An operation that the document has no place for, or a test that fails. */
class Misfit extends Error {}

function readOperations(body: unknown): Operation[] {
  if (!Array.isArray(body)) {
    throw badRequest(`error decoding patch: json: cannot unmarshal ${goName(body)} into Go value of type []handlers.jsonPatchOp`);
  }
  if (body.length > MOST_OPERATIONS) {
    const count = `The allowed maximum operations in a JSON patch is ${MOST_OPERATIONS}, got ${body.length}`;
    throw new ApiError(413, 'RequestEntityTooLarge', count);
  }
  return body.map(readOperation);
}

function readOperation(one: unknown): Operation {
  if (!isJsonObject(one)) {
    throw badRequest(`error decoding patch: json: cannot unmarshal ${goName(one)} into Go value of type handlers.jsonPatchOp`);
  }
  const text = (field: string) => (typeof one[field] === 'string' ? one[field] : '');
  return { op: text('op'), path: text('path'), from: text('from'), value: one['value'] };
}

/** What Go's decoder calls a JSON value. */
export function goName(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function perform(document: unknown, { op, path, from, value }: Operation): unknown {
  switch (op) {
    case 'add':
      return path === '' ? copyJson(value) : edited(document, path, (place) => add(place, copyJson(value)));
    case 'replace':
      return path === '' ? copyJson(value) : edited(document, path, (place) => replace(place, copyJson(value)));
    case 'remove':
      return edited(document, path, remove);
    case 'test':
      if (!equalJson(read(document, path) ?? null, value ?? null)) throw new Misfit();
      return document;
    case 'copy':
      return edited(document, path, (place) => add(place, copyJson(read(document, from) ?? null)));
    case 'move': {
      const moved = read(document, from);
      return edited(edited(document, from, remove), path, (place) => add(place, moved ?? null));
    }
    default:
      throw new Misfit();
  }
}

/** A field of an object or a place in a list. */
interface Spot {
  container: unknown;
  key: string;
}

function edited(document: unknown, path: string, edit: (place: Spot) => void): unknown {
  edit(findSpot(document, path));
  return document;
}

function findSpot(document: unknown, path: string): Spot {
  if (!path.startsWith('/')) throw new Misfit();
  const segments = path.slice(1).split('/').map(unescaped);
  const key = segments.pop() ?? '';
  let container = document;
  for (const segment of segments) {
    container = inside({ container, key: segment });
    if (typeof container !== 'object' || container === null) throw new Misfit();
  }
  return { container, key };
}

function unescaped(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}

function read(document: unknown, path: string): unknown {
  return path === '' ? document : inside(findSpot(document, path));
}

/** Undefined for a field that is not there; a place beyond the end of a list is no place. */
function inside({ container, key }: Spot): unknown {
  if (Array.isArray(container)) return container[indexOf(container, key, container.length - 1)];
  return isJsonObject(container) && Object.hasOwn(container, key) ? container[key] : undefined;
}

function add({ container, key }: Spot, value: unknown): void {
  if (Array.isArray(container)) container.splice(key === '-' ? container.length : indexOf(container, key, container.length), 0, value);
  else if (isJsonObject(container)) setField(container, key, value);
  else throw new Misfit();
}

/** A field that is not there can be replaced, as the real server's patches can. */
function replace({ container, key }: Spot, value: unknown): void {
  if (Array.isArray(container)) container[indexOf(container, key, container.length - 1)] = value;
  else if (isJsonObject(container)) setField(container, key, value);
  else throw new Misfit();
}

function remove({ container, key }: Spot): void {
  if (Array.isArray(container)) container.splice(indexOf(container, key, container.length - 1), 1);
  else if (isJsonObject(container) && Object.hasOwn(container, key)) delete container[key];
  else throw new Misfit();
}

/** A negative index counts from the end. */
function indexOf(list: readonly unknown[], key: string, last: number): number {
  if (!/^-?\d+$/.test(key)) throw new Misfit();
  const index = Number(key) < 0 ? Number(key) + list.length : Number(key);
  if (index < 0 || index > last) throw new Misfit();
  return index;
}
