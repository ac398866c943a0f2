import { methodNotAllowed, unsupportedPatch } from '../refusals.ts';
import { applyObject } from '../requests/apply.ts';
import type { ObjectPlace, WriteRequest } from '../requests/context.ts';
import { deleteObject } from '../requests/delete.ts';
import { type PatchBody, patchObject } from '../requests/patch.ts';
import { readEntry } from '../requests/read.ts';
import { updateObject } from '../requests/update.ts';
import { contentType, readBody } from './body.ts';
import type { Call } from './call.ts';
import { deleteRequest, isSet } from './options.ts';
import { sendJson } from './respond.ts';
import { answer, write } from './write.ts';

/** Does what the method asks of one object, or of a part of it. */
export async function handleObject(call: Call, place: ObjectPlace, subresource: WriteRequest['subresource']): Promise<void> {
  const { request, context, query } = call;
  switch (request.method) {
    case 'GET':
      return answer(call, place, { code: 200, entry: readEntry(context, place, query.get('resourceVersion') ?? undefined), subresource });
    case 'PUT':
      return handleUpdate(call, place, subresource);
    case 'PATCH':
      return handlePatch(call, place, subresource);
    case 'DELETE':
      if (subresource) throw methodNotAllowed();
      return handleDelete(call, place);
    default:
      throw methodNotAllowed();
  }
}

/** Some kinds are created by being replaced. */
async function handleUpdate(call: Call, place: ObjectPlace, subresource: WriteRequest['subresource']): Promise<void> {
  let code = 200;
  const onCreated = () => {
    code = 201;
  };
  const updating = (body: unknown, options: WriteRequest) => updateObject(call.context, place, body, { ...options, onCreated });
  return write(call, place, () => code, updating, subresource);
}

const PATCH_TYPES: Record<string, PatchBody['type']> = {
  'application/merge-patch+json': 'merge',
  'application/json-patch+json': 'json',
  'application/strategic-merge-patch+json': 'strategic',
};

async function handlePatch(call: Call, place: ObjectPlace, subresource: WriteRequest['subresource']): Promise<void> {
  const { context, query } = call;
  const type = contentType(call.request);
  if (type === 'application/apply-patch+yaml') {
    let code = 200;
    const applying = (body: unknown, options: WriteRequest) => {
      const { entry, created } = applyObject(context, place, body, { ...options, force: isSet(query, 'force') });
      code = created ? 201 : 200;
      return entry;
    };
    return write(call, place, () => code, applying, subresource);
  }
  const patchType = PATCH_TYPES[type];
  if (!patchType || (patchType === 'strategic' && place.resource.custom)) throw unsupportedPatch(place.resource);
  return write(call, place, 200, (body, options) => patchObject(context, place, { type: patchType, body }, options), subresource);
}

/** Kinds whose deletion is answered with what is gone, and not with a status. */
const RETURNED = new Set([
  'pods',
  'services',
  'persistentvolumeclaims',
  'persistentvolumes',
  'podtemplates',
  'resourcequotas',
  'serviceaccounts',
]);

async function handleDelete(call: Call, place: ObjectPlace): Promise<void> {
  const { resource, name } = place;
  const { entry, gone } = deleteObject(call.context, place, deleteRequest(call.query, await readBody(call.request)));
  if (!gone || RETURNED.has(resource.bucket)) return answer(call, place, { code: 200, entry });
  sendJson(call.response, 200, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { name, ...(resource.group && { group: resource.group }), kind: resource.plural, uid: entry.object.metadata.uid },
  });
}
