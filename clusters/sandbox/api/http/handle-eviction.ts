import { isJsonObject, valueAt } from '../json.ts';
import { badRequest, methodNotAllowed } from '../refusals.ts';
import type { ObjectPlace } from '../requests/context.ts';
import { deleteObject } from '../requests/delete.ts';
import { readDeleteOptions } from '../requests/delete-options.ts';
import { readBody } from './body.ts';
import type { Call } from './call.ts';
import { sendJson } from './respond.ts';

/** `POST pods/NAME/eviction`: deletes a pod, as `kubectl drain` asks for it. PodDisruptionBudgets are not looked at. */
export async function handleEviction(call: Call, place: ObjectPlace): Promise<void> {
  const { context, request, response, query } = call;
  if (request.method !== 'POST') throw methodNotAllowed();
  const body = await readBody(request);
  if (!isJsonObject(body) || (body['kind'] ?? 'Eviction') !== 'Eviction') throw badRequest('the body must be an Eviction of policy/v1');
  const name = valueAt(body, ['metadata', 'name']) || place.name;
  if (name !== place.name) throw badRequest('name in URL does not match name in Eviction object');
  deleteObject(context, place, readDeleteOptions(query, body['deleteOptions']));
  sendJson(response, 201, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 });
}
