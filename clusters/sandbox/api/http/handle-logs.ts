import { once } from 'node:events';
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import type { LogOptions } from '../../../cluster.ts';
import { typed } from '../json.ts';
import { badRequest, methodNotAllowed } from '../refusals.ts';
import type { ObjectPlace } from '../requests/context.ts';
import { readEntry } from '../requests/read.ts';
import type { Call } from './call.ts';
import { isSet, wholeNumber } from './options.ts';

/** `GET pods/NAME/log`: a container's lines as text, as they come. */
export async function handleLogs(call: Call, place: ObjectPlace): Promise<void> {
  const { request, response, signal } = call;
  if (request.method !== 'GET') throw methodNotAllowed();
  const pod = typed<Pod>(readEntry(call.context, place).object);
  const lines = call.podRuntime.logs({ namespace: place.namespace, name: place.name }, logOptions(call, pod));
  const iterator = lines[Symbol.asyncIterator]();
  // What is wrong with the request is said by the first read, before the answer begins.
  let next = isSet(call.query, 'follow') ? await beginFollowing(call, iterator) : await iterator.next();
  if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/plain' });
  for (; !next.done && !signal.aborted; next = await iterator.next()) {
    if (!response.write(`${next.value}\n`) && !signal.aborted) await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
  await iterator.return?.();
  response.end();
}

/** A followed log may have no line for long: the headers go out in the next turn, unless the runtime refuses before. */
async function beginFollowing({ response }: Call, iterator: AsyncIterator<string>): Promise<IteratorResult<string>> {
  const first = iterator.next();
  await Promise.race([first, new Promise((resolve) => setImmediate(resolve))]);
  response.writeHead(200, { 'content-type': 'text/plain' });
  response.flushHeaders();
  return first;
}

function logOptions({ query, signal }: Call, { metadata, spec }: Pod): LogOptions {
  const names = (spec?.containers ?? []).map(({ name }) => name);
  const container = query.get('container') || names[0];
  if (names.length > 1 && !query.get('container')) {
    throw badRequest(`a container name must be specified for pod ${metadata?.name}, choose one of: [${names.join(' ')}]`);
  }
  const initial = (spec?.initContainers ?? []).map(({ name }) => name);
  if (![...names, ...initial].includes(container ?? '')) throw badRequest(`container ${container} is not valid for pod ${metadata?.name}`);
  return {
    container,
    follow: isSet(query, 'follow'),
    previous: isSet(query, 'previous'),
    timestamps: isSet(query, 'timestamps'),
    tailLines: wholeNumber(query, 'tailLines'),
    signal,
  };
}
