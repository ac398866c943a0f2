import { isJsonObject, type JsonObject, setField } from '../json.ts';

/** JSON merge patch. @see https://www.rfc-editor.org/rfc/rfc7396 */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const result = { ...target };
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) delete result[field];
    else setField(result, field, isJsonObject(value) ? mergePatch(objectAt(target, field), value) : value);
  }
  return result;
}

function objectAt(target: JsonObject, field: string): JsonObject {
  const value = Object.hasOwn(target, field) ? target[field] : undefined;
  return isJsonObject(value) ? value : {};
}
