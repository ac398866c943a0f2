import { bindPod } from '../builtin/pods.ts';
import { valueAt } from '../json.ts';
import { badRequest, conflict, methodNotAllowed, unknownPath } from '../refusals.ts';
import { changeObject } from '../requests/change.ts';
import type { ObjectPlace, Place } from '../requests/context.ts';
import { timestamp } from '../timestamp.ts';
import { readBody } from './body.ts';
import type { Call } from './call.ts';
import { writeQuery } from './options.ts';
import { sendJson } from './respond.ts';

/** `POST pods/NAME/binding`, or `POST bindings` with the pod's name: gives a pod its node. */
export async function handleBinding(call: Call, place: Place | ObjectPlace): Promise<void> {
  const { context, request, response, query } = call;
  if (request.method !== 'POST') throw methodNotAllowed();
  const body = await readBody(request);
  const target = valueAt(body, ['target', 'name']);
  if (typeof target !== 'string' || target === '') throw badRequest('Binding "" is invalid: target.name: Required value');
  const pod = podOf(call, place, body);
  const options = { ...writeQuery(query, request), warn: () => {} };
  changeObject(
    context,
    pod,
    (object) => {
      const node = valueAt(object, ['spec', 'nodeName']);
      if (node) throw conflict(place.resource, pod.name, `pod ${pod.name} is already assigned to node "${node}"`);
      bindPod(object, target, timestamp(context.clock.now()));
      return object;
    },
    options,
  );
  sendJson(response, 201, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 });
}

function podOf({ context }: Call, place: Place | ObjectPlace, body: unknown): ObjectPlace {
  if ('name' in place) return place;
  const resource = context.registry.find('', 'v1', 'pods');
  const name = valueAt(body, ['metadata', 'name']);
  if (!resource) throw unknownPath();
  if (typeof name !== 'string' || name === '') throw badRequest('name is required');
  return { resource, namespace: place.namespace, name };
}
