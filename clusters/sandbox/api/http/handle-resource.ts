import type { ApiObject } from '../json.ts';
import { badRequest, methodNotAllowed, notFound, unknownPath, unsupportedPatch } from '../refusals.ts';
import { applyObject } from '../requests/apply.ts';
import type { ObjectPlace, Place, WriteRequest } from '../requests/context.ts';
import { createObject } from '../requests/create.ts';
import { deleteCollection, deleteObject } from '../requests/delete.ts';
import { type PatchBody, patchObject } from '../requests/patch.ts';
import { listEntries, readEntry } from '../requests/read.ts';
import { scaleOf } from '../requests/scale.ts';
import { updateObject } from '../requests/update.ts';
import type { Resource, Subresource } from '../resource.ts';
import type { Entry } from '../storage/entry.ts';
import { contentType, readBody } from './body.ts';
import type { Call } from './call.ts';
import { encodeEntry, encodeList, encodingOf } from './encode.ts';
import { handleBinding } from './handle-binding.ts';
import { handleLogs } from './handle-logs.ts';
import { handleWatch } from './handle-watch.ts';
import { deleteRequest, isSet, listRequest, writeQuery } from './options.ts';
import { addWarnings, sendJson, sendText } from './respond.ts';
import type { ResourcePath } from './route.ts';

/** Answers a request for objects: finds the resource, then does what the method asks of the collection or the object. */
export async function handleResource(call: Call, path: ResourcePath): Promise<void> {
  const resource = call.context.registry.find(path.group, path.version, path.plural);
  if (!resource) throw unknownPath();
  const place: Place = { resource, namespace: placeNamespace(resource, path) };
  if (path.name === undefined) return handleCollection(call, place);
  const object: ObjectPlace = { ...place, name: path.name };
  if (path.subresource === undefined) return handleObject(call, object, undefined);
  return handleSubresource(call, object, path.subresource);
}

function placeNamespace(resource: Resource, { namespace, name }: ResourcePath): string | undefined {
  if (!resource.namespaced && namespace !== undefined) throw unknownPath();
  if (resource.namespaced && namespace === undefined && name !== undefined) throw unknownPath();
  return namespace;
}

async function handleCollection(call: Call, place: Place): Promise<void> {
  const { request, response, query, context } = call;
  if (request.method === 'GET' && isSet(query, 'watch')) return handleWatch(call, place);
  if (request.method === 'GET') {
    return sendText(response, 200, encodeList(listEntries(context, place, listRequest(query)), encodingOf(call, place.resource)));
  }
  if (request.method === 'POST') {
    if (place.resource.namespaced && place.namespace === undefined) throw methodNotAllowed();
    return write(call, place, 201, (body, options) => createObject(context, place, body, options));
  }
  if (request.method !== 'DELETE') throw methodNotAllowed();
  const entries = deleteCollection(context, place, listRequest(query), deleteRequest(query, await readBody(request)));
  sendText(response, 200, encodeList({ entries, resourceVersion: String(context.store.version) }, encodingOf(call, place.resource)));
}

async function handleSubresource(call: Call, place: ObjectPlace, subresource: string): Promise<void> {
  const { resource } = place;
  if (!resource.subresources.includes(subresource as Subresource)) {
    if (readEntry(call.context, place)) throw notFound(resource, `${place.name}/${subresource}`);
  }
  if (subresource === 'log') return handleLogs(call, place);
  if (subresource === 'binding') return handleBinding(call, place);
  return handleObject(call, place, subresource as WriteRequest['subresource']);
}

async function handleObject(call: Call, place: ObjectPlace, subresource: WriteRequest['subresource']): Promise<void> {
  const { request, context, query } = call;
  switch (request.method) {
    case 'GET': {
      const { resource, namespace, name } = place;
      if (!subresource && isSet(query, 'watch')) return watchOne(call, { resource, namespace }, name);
      return answer(call, place, { code: 200, entry: readEntry(context, place), subresource });
    }
    case 'PUT':
      return write(call, place, 200, (body, options) => updateObject(context, place, body, options), subresource);
    case 'PATCH':
      return handlePatch(call, place, subresource);
    case 'DELETE':
      if (subresource) throw methodNotAllowed();
      return handleDelete(call, place);
    default:
      throw methodNotAllowed();
  }
}

function watchOne(call: Call, place: Place, name: string): Promise<void> {
  call.query.set('fieldSelector', `metadata.name=${name}`);
  return handleWatch(call, place);
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
    if (!query.get('fieldManager'))
      throw badRequest('PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch');
    let code = 200;
    const applying = (body: unknown, options: WriteRequest) => {
      const { entry, created } = applyObject(context, place, body, { ...options, force: isSet(query, 'force') });
      code = created ? 201 : 200;
      return entry;
    };
    return write(call, place, () => code, applying, subresource);
  }
  const patchType = PATCH_TYPES[type];
  if (!patchType) throw unsupportedPatch();
  return write(call, place, 200, (body, options) => patchObject(context, place, { type: patchType, body }, options), subresource);
}

async function handleDelete(call: Call, place: ObjectPlace): Promise<void> {
  const { resource, name } = place;
  const { entry, gone } = deleteObject(call.context, place, deleteRequest(call.query, await readBody(call.request)));
  if (!gone || resource.bucket === 'pods') return answer(call, place, { code: 200, entry });
  sendJson(call.response, 200, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { name, ...(resource.group && { group: resource.group }), kind: resource.plural, uid: entry.object.metadata.uid },
  });
}

type Writing = (body: unknown, options: WriteRequest) => Entry;

// biome-ignore lint/complexity/useMaxParams: the optional last one only tells subresources apart.
async function write(
  call: Call,
  place: Place,
  code: number | (() => number),
  writing: Writing,
  subresource?: WriteRequest['subresource'],
): Promise<void> {
  const { request, response, query } = call;
  const warnings: string[] = [];
  const options = { ...writeQuery(query, request.headers['user-agent']), subresource, warn: (warning: string) => warnings.push(warning) };
  const entry = writing(await readBody(request), options);
  addWarnings(response, warnings);
  answer(call, place, { code: typeof code === 'number' ? code : code(), entry, subresource });
}

function answer(call: Call, { resource }: Place, result: { code: number; entry: Entry; subresource?: WriteRequest['subresource'] }): void {
  const { code, entry, subresource } = result;
  if (subresource === 'scale') sendJson(call.response, code, scaleOf(resource, entry.object satisfies ApiObject));
  else sendText(call.response, code, encodeEntry(entry, encodingOf(call, resource)));
}
