import type { JsonPatchOperation } from '../../../cluster.ts';
import { trackUpdate } from '../apply/track-update.ts';
import { type ApiObject, isJsonObject } from '../json.ts';
import { jsonPatch } from '../patching/json-patch.ts';
import { mergePatch } from '../patching/merge-patch.ts';
import { strategicMergePatch } from '../patching/strategic-merge-patch.ts';
import { badRequest, unsupportedPatch } from '../refusals.ts';
import type { Resource } from '../resource.ts';
import type { Entry } from '../storage/entry.ts';
import { changeObject, withAllowedChanges } from './change.ts';
import type { ObjectPlace, RequestContext, WriteRequest } from './context.ts';
import { trackingOf } from './create.ts';
import { decodeObject } from './decode.ts';
import { readEntry } from './read.ts';
import { scaleOf, writeScale } from './scale.ts';

export interface PatchBody {
  type: 'merge' | 'strategic' | 'json';
  body: unknown;
}

/** Changes an object by a description of the change. */
export function patchObject(context: RequestContext, place: ObjectPlace, patch: PatchBody, request: WriteRequest): Entry {
  const { resource } = place;
  if (request.subresource === 'scale') {
    const scale = scaleOf(resource, readEntry(context, place).object);
    return writeScale(context, place, patched(scale, patch, resource), request);
  }
  return changeObject(
    context,
    place,
    (previous) => {
      const object = decodeObject(place, patched(previous, patch, resource), request);
      const result = withAllowedChanges(context, place, { object, previous, request });
      trackUpdate(previous, result, trackingOf(context, place, request));
      return result;
    },
    request,
  );
}

function patched(object: ApiObject, { type, body }: PatchBody, resource: Resource): unknown {
  if (type === 'json') return jsonPatch(object, body as JsonPatchOperation[], resource);
  if (!isJsonObject(body)) throw badRequest('the patch must be a JSON object');
  if (type === 'merge') return mergePatch(object, body);
  if (resource.custom) throw unsupportedPatch();
  return strategicMergePatch(object, body, resource.schema());
}
