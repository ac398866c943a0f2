import { bindPod } from '../builtin/pods.ts';
import { valueAt } from '../json.ts';
import { badRequest, conflict, methodNotAllowed } from '../refusals.ts';
import { changeObject } from '../requests/change.ts';
import { type ObjectPlace, timestamp } from '../requests/context.ts';
import { readBody } from './body.ts';
import type { Call } from './call.ts';
import { writeQuery } from './options.ts';
import { sendJson } from './respond.ts';

/** `POST pods/NAME/binding`: gives a pod its node. */
export async function handleBinding(call: Call, place: ObjectPlace): Promise<void> {
  const { context, request, response, query } = call;
  if (request.method !== 'POST') throw methodNotAllowed();
  const target = valueAt(await readBody(request), ['target', 'name']);
  if (typeof target !== 'string' || target === '') throw badRequest('Binding "" is invalid: target.name: Required value');
  const options = { ...writeQuery(query, request.headers['user-agent']), warn: () => {} };
  changeObject(
    context,
    place,
    (pod) => {
      const node = valueAt(pod, ['spec', 'nodeName']);
      if (node) throw conflict(place.resource, place.name, `pod ${place.name} is already assigned to node "${node}"`);
      bindPod(pod, target, timestamp(context.clock.now()));
      return pod;
    },
    options,
  );
  sendJson(response, 201, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 });
}
