import { ApiError } from '../../../api-error.ts';
import { equalJson, isJsonObject, type JsonObject, setField } from '../json.ts';
import { fieldSchema, type Schema } from '../openapi/schema.ts';
import { orderElements } from './element-order.ts';
import { goText } from './go-text.ts';

const ORDER = '$setElementOrder/';
const DELETED = '$deleteFromPrimitiveList/';

/**
 * Strategic merge patch: a merge patch that merges lists by the key that the schema names.
 * @see https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md
 */
export function strategicMergePatch(target: JsonObject, patch: JsonObject, schema: Schema | undefined): JsonObject {
  const directive = patch['$patch'];
  if (directive === 'replace') return withoutDirectives(patch);
  if (directive === 'delete') return {};
  if (directive !== undefined && directive !== 'merge') throw misused(`unknown patch type found: ${goText(directive)}`);
  const result = retained(target, patch);
  for (const [field, value] of Object.entries(patch)) {
    if (field.startsWith('$')) continue;
    if (value === null) delete result[field];
    else setField(result, field, patchValue(result[field], value, { schema: fieldSchema(schema, field), order: patch[ORDER + field] }));
  }
  deletePrimitives(result, patch);
  orderUnpatched(result, patch, { target, schema });
  return result;
}

interface Rules {
  schema: Schema | undefined;
  order?: unknown;
}

function patchValue(target: unknown, value: unknown, { schema, order }: Rules): unknown {
  // Where nothing is there is nothing to merge with.
  if (target === undefined && Array.isArray(value)) return value.filter((item) => !isJsonObject(item) || item['$patch'] === undefined);
  if (isJsonObject(value)) return strategicMergePatch(isJsonObject(target) ? target : {}, value, schema);
  if (!Array.isArray(value) || !mergesLists(schema)) return value;
  return patchList(Array.isArray(target) ? target : [], value, { schema, order });
}

function mergesLists(schema: Schema | undefined): boolean {
  return schema?.['x-kubernetes-patch-strategy']?.split(',').includes('merge') ?? false;
}

function patchList(target: unknown[], patch: unknown[], { schema, order }: Rules): unknown[] {
  const key = schema?.['x-kubernetes-patch-merge-key'];
  if (Array.isArray(order)) checkOrder(patch, order, key);
  if (patch.some((item) => isJsonObject(item) && item['$patch'] === 'replace')) {
    return patch.filter((item) => !isJsonObject(item) || item['$patch'] !== 'replace');
  }
  const merged = key === undefined ? mergeValues(target, patch) : mergeByKey(target, patch, { key, schema: schema?.items });
  return orderElements(merged, { patch: Array.isArray(order) ? order : patch, before: target, key });
}

function mergeValues(target: unknown[], patch: unknown[]): unknown[] {
  return [...target, ...patch.filter((item) => !target.some((there) => equalJson(there, item)))];
}

function mergeByKey(target: unknown[], patch: unknown[], { key, schema }: { key: string; schema: Schema | undefined }): unknown[] {
  return patch.reduce<unknown[]>((items, item) => {
    if (!isJsonObject(item)) return items.concat([item]);
    if (item[key] === undefined) throw misused(`map: ${goText(item)} does not contain declared merge key: ${key}`);
    return patchItem(items, item, { key, schema });
  }, target);
}

function patchItem(items: unknown[], patch: JsonObject, { key, schema }: { key: string; schema: Schema | undefined }): unknown[] {
  const isSame = (item: unknown) => isJsonObject(item) && equalJson(item[key], patch[key]);
  if (patch['$patch'] === 'delete') return items.filter((item) => !isSame(item));
  const index = items.findIndex(isSame);
  const merged = strategicMergePatch((items[index] ?? {}) as JsonObject, patch, schema);
  return index === -1 ? [...items, merged] : items.with(index, merged);
}

/** What `$retainKeys` leaves; it must name every field that the patch sets. */
function retained(target: JsonObject, patch: JsonObject): JsonObject {
  const keys = patch['$retainKeys'];
  if (keys === undefined) return { ...target };
  if (!Array.isArray(keys)) throw misused('$retainKeys list is not a list');
  const isStray = Object.entries(patch).some(([field, value]) => !field.startsWith('$') && value !== null && !keys.includes(field));
  if (isStray) throw misused('patch contains fields not in the $retainKeys list');
  return Object.fromEntries(Object.entries(target).filter(([field]) => keys.includes(field)));
}

function deletePrimitives(result: JsonObject, patch: JsonObject): void {
  for (const [directive, values] of Object.entries(patch)) {
    const field = directive.startsWith(DELETED) ? directive.slice(DELETED.length) : undefined;
    const list = field === undefined ? undefined : result[field];
    if (field !== undefined && Array.isArray(list) && Array.isArray(values)) result[field] = list.filter((item) => !values.includes(item));
  }
}

/** Lists that the patch only orders. */
function orderUnpatched(
  result: JsonObject,
  patch: JsonObject,
  { target, schema }: { target: JsonObject; schema: Schema | undefined },
): void {
  for (const [directive, order] of Object.entries(patch)) {
    const field = directive.startsWith(ORDER) ? directive.slice(ORDER.length) : undefined;
    const list = field === undefined || Array.isArray(patch[field]) ? undefined : result[field];
    if (field === undefined || !Array.isArray(list) || !Array.isArray(order)) continue;
    const before = Array.isArray(target[field]) ? target[field] : [];
    result[field] = orderElements(list, { patch: order, before, key: fieldSchema(schema, field)?.['x-kubernetes-patch-merge-key'] });
  }
}

/** Every item of a patch must be in the order that the patch gives, and in that order. */
function checkOrder(patch: unknown[], order: unknown[], key: string | undefined): void {
  const identity = (item: unknown) => (key !== undefined && isJsonObject(item) ? item[key] : item);
  const set = patch.filter((item) => !isJsonObject(item) || item['$patch'] === undefined);
  let from = 0;
  for (const item of set) {
    const place = order.findIndex((one, index) => index >= from && equalJson(identity(one), identity(item)));
    if (place === -1)
      throw misused(`The order in patch list:\n${goText(patch)}\n doesn't match $setElementOrder list:\n${goText(order)}\n`);
    from = place + 1;
  }
}

function withoutDirectives(patch: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(patch).filter(([field]) => !field.startsWith('$')));
}

/** The real server takes the blame for a patch that it cannot make sense of. */
function misused(why: string): ApiError {
  return new ApiError(500, 'Unknown', why);
}
