import { isJsonObject } from '../json.ts';
import { methodNotAllowed, unknownPath } from '../refusals.ts';
import type { ObjectPlace, Place, WriteRequest } from '../requests/context.ts';
import { createObject } from '../requests/create.ts';
import { deleteCollection } from '../requests/delete.ts';
import { listEntries } from '../requests/read.ts';
import type { Resource, Verb } from '../resource.ts';
import { readBody } from './body.ts';
import type { Call } from './call.ts';
import { handleBinding } from './handle-binding.ts';
import { handleObject } from './handle-object.ts';
import { handleReview } from './handle-review.ts';
import { subresourceHandler } from './handle-subresource.ts';
import { handleWatch } from './handle-watch.ts';
import { listRequest } from './list-options.ts';
import { deleteRequest, isSet } from './options.ts';
import { addWarnings } from './respond.ts';
import type { ResourcePath } from './route.ts';
import { sendList } from './send-list.ts';
import { write } from './write.ts';

/** Answers a request for objects: finds the resource, then does what the method asks of the collection or the object. */
export async function handleResource(call: Call, path: ResourcePath): Promise<void> {
  const resource = call.context.registry.find(path.group, path.version, path.plural);
  if (!resource) throw unknownPath();
  if (resource.warning) addWarnings(call.response, [resource.warning]);
  const place: Place = { resource, namespace: placeNamespace(resource, path) };
  if (path.watch) return handleWatch(call, place, path.name);
  if (path.name === undefined) return resource.verbs.includes('list') ? handleCollection(call, place) : handleVirtual(call, place);
  const object: ObjectPlace = { ...place, name: path.name };
  if (!resource.verbs.includes('get')) throw unknownPath();
  if (path.subresource === undefined) return handleObject(call, object, undefined);
  return handleSubresource(call, object, path.subresource);
}

function placeNamespace(resource: Resource, { namespace, name }: ResourcePath): string | undefined {
  if (!resource.namespaced && namespace !== undefined) throw unknownPath();
  if (resource.namespaced && namespace === undefined && name !== undefined) throw unknownPath();
  return namespace;
}

/** Kinds that are sent and never kept. */
function handleVirtual(call: Call, place: Place): Promise<void> {
  if (place.resource.namespaced && place.namespace === undefined) throw unknownPath();
  return place.resource.plural === 'bindings' ? handleBinding(call, place) : handleReview(call, place);
}

const COLLECTION_VERBS: Record<string, Verb> = { GET: 'list', POST: 'create', DELETE: 'deletecollection' };

async function handleCollection(call: Call, place: Place): Promise<void> {
  const { request, query, context } = call;
  const verb = COLLECTION_VERBS[request.method ?? ''];
  if (!verb || !place.resource.verbs.includes(verb)) throw methodNotAllowed();
  if (request.method === 'GET' && isSet(query, 'watch')) return handleWatch(call, place);
  if (request.method === 'GET') {
    return sendList(call, place.resource, listEntries(context, place, listRequest(query)));
  }
  if (request.method === 'POST') {
    if (place.resource.namespaced && place.namespace === undefined) throw methodNotAllowed();
    return write(call, place, 201, (body, options) => createObject(context, place, signed(call, place, body), options));
  }
  const entries = deleteCollection(context, place, listRequest(query), deleteRequest(query, await readBody(request)));
  return sendList(call, place.resource, { entries, resourceVersion: String(context.store.version) });
}

function signed({ user }: Call, { resource: { strategy } }: Place, body: unknown): unknown {
  return strategy.sign && isJsonObject(body) ? strategy.sign(body, user) : body;
}

async function handleSubresource(call: Call, place: ObjectPlace, subresource: string): Promise<void> {
  const handler = subresourceHandler(place, subresource);
  if (handler) return handler(call, place);
  const isReadable = subresource !== 'finalize';
  if (!isReadable && call.request.method !== 'PUT') throw methodNotAllowed();
  // An approval is a condition in the status of what it approves.
  return handleObject(call, place, subresource === 'approval' ? 'status' : (subresource as WriteRequest['subresource']));
}
