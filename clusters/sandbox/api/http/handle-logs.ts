import { once } from 'node:events';
import type { LogOptions } from '../../../cluster.ts';
import { badRequest, methodNotAllowed } from '../refusals.ts';
import type { ObjectPlace } from '../requests/context.ts';
import { openLogs } from '../requests/pod-logs.ts';
import type { Call } from './call.ts';
import { isSet, wholeNumber } from './options.ts';

/** `GET pods/NAME/log`: a container's lines as text, as they come. */
export async function handleLogs(call: Call, { namespace, name }: ObjectPlace): Promise<void> {
  const { request, response, signal } = call;
  if (request.method !== 'GET') throw methodNotAllowed();
  const texts = openLogs(call.context, call.podRuntime, { namespace, name }, logOptions(call));
  // What is wrong with the request is said by the first read, before the answer begins.
  let next = isSet(call.query, 'follow') ? await beginFollowing(call, texts) : await texts.next();
  if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/plain' });
  for (; !next.done && !signal.aborted; next = await texts.next()) {
    if (!response.write(next.value) && !signal.aborted) await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
  await texts.return();
  response.end();
}

/** A followed log may have no line for long: the headers go out in the next turn, unless the runtime refuses before. */
async function beginFollowing({ response }: Call, texts: AsyncGenerator<string, void>): Promise<IteratorResult<string, void>> {
  const first = texts.next();
  await Promise.race([first, new Promise((resolve) => setImmediate(resolve))]);
  response.writeHead(200, { 'content-type': 'text/plain' });
  response.flushHeaders();
  return first;
}

function logOptions({ query, signal }: Call): LogOptions {
  return {
    container: query.get('container') || undefined,
    follow: isSet(query, 'follow'),
    previous: isSet(query, 'previous'),
    timestamps: isSet(query, 'timestamps'),
    tailLines: wholeNumber(query, 'tailLines'),
    limitBytes: wholeNumber(query, 'limitBytes'),
    sinceSeconds: wholeNumber(query, 'sinceSeconds'),
    sinceTime: time(query, 'sinceTime'),
    signal,
  };
}

function time(query: URLSearchParams, name: string): string | undefined {
  const text = query.get(name);
  if (!text) return undefined;
  if (Number.isNaN(Date.parse(text)))
    throw badRequest(`${name}: Invalid value: ${JSON.stringify(text)}: must be a time as RFC 3339 has it`);
  return text;
}
