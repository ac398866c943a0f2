import jsonPatchLibrary from 'fast-json-patch';
import { ApiError } from '../../../api-error.ts';
import type { JsonPatchOperation } from '../../../cluster.ts';
import { copyJson, type JsonObject } from '../json.ts';
import { badRequest } from '../refusals.ts';
import type { Resource } from '../resource.ts';

/** JSON patch; 422 where an operation does not fit the object. @see https://www.rfc-editor.org/rfc/rfc6902 */
export function jsonPatch(target: JsonObject, operations: readonly JsonPatchOperation[], resource: Resource): JsonObject {
  if (!Array.isArray(operations)) throw badRequest('a JSON patch must be an array of operations');
  try {
    const copies = copyJson(operations) as Parameters<typeof jsonPatchLibrary.applyPatch>[1];
    return jsonPatchLibrary.applyPatch(copyJson(target), copies, true).newDocument;
  } catch (error) {
    if (!(error instanceof jsonPatchLibrary.JsonPatchError)) throw error;
    const index = error.index === undefined ? '' : ` (operation ${error.index})`;
    const reason = error.message.split('\n')[0];
    throw new ApiError(422, 'Invalid', `the server rejected our request due to an error in our request: ${reason}${index}`, {
      kind: resource.kind,
      ...(resource.group && { group: resource.group }),
    });
  }
}
