import { equalJson, isJsonObject, type JsonObject, setField } from '../json.ts';
import { fieldSchema, type Schema } from '../openapi/schema.ts';
import { orderElements } from './element-order.ts';

/**
 * Strategic merge patch: a merge patch that merges lists by the key that the schema names.
 * @see https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md
 */
export function strategicMergePatch(target: JsonObject, patch: JsonObject, schema: Schema | undefined): JsonObject {
  if (patch['$patch'] === 'replace') return withoutDirectives(patch);
  if (patch['$patch'] === 'delete') return {};
  const result = retained(target, patch['$retainKeys']);
  for (const [field, value] of Object.entries(patch)) {
    if (field.startsWith('$')) continue;
    if (value === null) delete result[field];
    else setField(result, field, patchValue(result[field], value, fieldSchema(schema, field)));
  }
  deletePrimitives(result, patch);
  orderLists(result, patch, schema);
  return result;
}

function patchValue(target: unknown, value: unknown, schema: Schema | undefined): unknown {
  if (isJsonObject(value)) return strategicMergePatch(isJsonObject(target) ? target : {}, value, schema);
  if (!Array.isArray(value) || !mergesLists(schema)) return value;
  return patchList(Array.isArray(target) ? target : [], value, schema);
}

function mergesLists(schema: Schema | undefined): boolean {
  return schema?.['x-kubernetes-patch-strategy']?.split(',').includes('merge') ?? false;
}

function patchList(target: unknown[], patch: unknown[], schema: Schema | undefined): unknown[] {
  const key = schema?.['x-kubernetes-patch-merge-key'];
  if (patch.some((item) => isJsonObject(item) && item['$patch'] === 'replace')) {
    return patch.filter((item) => !isJsonObject(item) || item['$patch'] !== 'replace');
  }
  if (!key) return [...target, ...patch.filter((item) => !target.some((there) => equalJson(there, item)))];
  return patch.filter(isJsonObject).reduce((items, item) => patchItem(items, item, { key, schema: schema?.items }), target);
}

function patchItem(items: unknown[], patch: JsonObject, { key, schema }: { key: string; schema: Schema | undefined }): unknown[] {
  const isSame = (item: unknown) => isJsonObject(item) && equalJson(item[key], patch[key]);
  if (patch['$patch'] === 'delete') return items.filter((item) => !isSame(item));
  const index = items.findIndex(isSame);
  const merged = strategicMergePatch((items[index] ?? {}) as JsonObject, patch, schema);
  return index === -1 ? [...items, merged] : items.with(index, merged);
}

function retained(target: JsonObject, keys: unknown): JsonObject {
  if (!Array.isArray(keys)) return { ...target };
  return Object.fromEntries(Object.entries(target).filter(([field]) => keys.includes(field)));
}

function deletePrimitives(result: JsonObject, patch: JsonObject): void {
  for (const [directive, values] of Object.entries(patch)) {
    const field = directive.startsWith('$deleteFromPrimitiveList/') ? directive.slice('$deleteFromPrimitiveList/'.length) : undefined;
    const list = field === undefined ? undefined : result[field];
    if (field !== undefined && Array.isArray(list) && Array.isArray(values)) result[field] = list.filter((item) => !values.includes(item));
  }
}

function orderLists(result: JsonObject, patch: JsonObject, schema: Schema | undefined): void {
  for (const [directive, order] of Object.entries(patch)) {
    const field = directive.startsWith('$setElementOrder/') ? directive.slice('$setElementOrder/'.length) : undefined;
    const list = field === undefined ? undefined : result[field];
    if (field === undefined || !Array.isArray(list) || !Array.isArray(order)) continue;
    result[field] = orderElements(list, order, fieldSchema(schema, field)?.['x-kubernetes-patch-merge-key']);
  }
}

function withoutDirectives(patch: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(patch).filter(([field]) => !field.startsWith('$')));
}
