import { ApiError } from '../../../api-error.ts';
import { equalJson, isJsonObject, type JsonObject, setField } from '../json.ts';
import { fieldSchema, type Schema } from '../openapi/schema.ts';
import { badRequest } from '../refusals.ts';
import { orderElements } from './element-order.ts';
import { goText, goType } from './go-text.ts';

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
  if (directive !== undefined) throw misused(`unknown patch type: ${goText(directive)} in map: ${goText(patch)}`);
  checkDirectives(patch, target);
  const result = retained(target, patch);
  for (const [field, value] of Object.entries(patch)) {
    if (field.startsWith('$')) continue;
    const next = value === null ? undefined : patchValue(result[field], value, rulesOf(patch, schema, field));
    if (next === undefined) delete result[field];
    else setField(result, field, next);
  }
  deletePrimitives(result, patch);
  orderUnpatched(result, patch, { target, schema });
  return result;
}

interface Rules {
  schema: Schema | undefined;
  order?: unknown;
}

function rulesOf(patch: JsonObject, schema: Schema | undefined, field: string): Rules {
  return { schema: fieldSchema(schema, field), order: patch[ORDER + field] };
}

/** Undefined for a value that is a directive where nothing is that it could direct. */
function patchValue(target: unknown, value: unknown, { schema, order }: Rules): unknown {
  if (isJsonObject(value)) return isJsonObject(target) ? strategicMergePatch(target, value, schema) : adopted(value);
  if (!Array.isArray(value)) return value;
  if (Array.isArray(target)) return mergesLists(schema) ? patchList(target, value, { schema, order }) : value;
  const list = adopted(value) as unknown[];
  return Array.isArray(order) ? orderElements(list, { patch: order, before: [], key: schema?.['x-kubernetes-patch-merge-key'] }) : list;
}

/** What a patch brings to where nothing of its kind is: without nulls, and without whatever only directs. */
function adopted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(adopted).filter((item) => item !== undefined);
  if (!isJsonObject(value)) return value;
  if (value['$patch'] !== undefined && value['$patch'] !== null) return undefined;
  const fields = Object.entries(value).map(([field, inner]) => [field, inner === null ? undefined : adopted(inner)] as const);
  return Object.fromEntries(fields.filter(([, inner]) => inner !== undefined));
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
  if (index === -1) return [...items, adopted(patch)];
  return items.with(index, strategicMergePatch(items[index] as JsonObject, patch, schema));
}

/** Directives that say what happens to a list name it, and are about lists. */
function checkDirectives(patch: JsonObject, target: JsonObject): void {
  for (const [directive, value] of Object.entries(patch)) {
    if (directive.startsWith('$deleteFromPrimitiveList') && !directive.startsWith(DELETED)) throw malformed('primitive list');
    if (!directive.startsWith('$setElementOrder')) continue;
    if (!Array.isArray(value)) throw notList(value);
    if (!directive.startsWith(ORDER)) throw malformed('setElementOrder list');
    checkOrdered(directive.slice(ORDER.length), patch, target);
  }
}

function checkOrdered(field: string, patch: JsonObject, target: JsonObject): void {
  for (const list of [target[field], patch[field]]) if (list !== undefined && !Array.isArray(list)) throw notList(list);
}

function notList(value: unknown): ApiError {
  return misused(`expected a []interface {}, but received a ${goType(value)}`);
}

function malformed(what: string): ApiError {
  return badRequest(`invalid patch format of ${what}`);
}

/** What `$retainKeys` leaves; it must name every field that the patch sets. */
function retained(target: JsonObject, patch: JsonObject): JsonObject {
  const keys = patch['$retainKeys'];
  if (keys === undefined) return { ...target };
  if (!Array.isArray(keys)) throw malformed('retainKeys');
  const isStray = Object.entries(patch).some(([field, value]) => !field.startsWith('$') && value !== null && !keys.includes(field));
  if (isStray) throw malformed('retainKeys');
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
