import { once } from 'node:events';
import { ApiError } from '../../../api-error.ts';
import { apiVersionOf } from '../../../objects.ts';
import { forbiddenField } from '../causes.ts';
import { createTable } from '../printing/table.ts';
import { invalid } from '../refusals.ts';
import type { Place } from '../requests/context.ts';
import { parseWatchVersion } from '../watching/version.ts';
import { type StreamItem, type StreamOptions, watchStream } from '../watching/watch-stream.ts';
import type { Call } from './call.ts';
import { type Encoding, encodeEntry, encodingOf } from './encode.ts';
import { isSet, listRequest, wholeNumber } from './options.ts';

/** Streams changes as lines of JSON until the watch ends or the client leaves. */
export async function handleWatch(call: Call, place: Place): Promise<void> {
  const options = streamOptions(call);
  const encoding = encodingOf(call, place.resource);
  const { response } = call;
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-cache, private' });
  response.flushHeaders();
  try {
    using stream = watchStream(call.context, place, options);
    for await (const item of stream) {
      const isFull = !response.write(`${encodeItem(item, { ...encoding, now: call.context.clock.now() })}\n`);
      if (isFull && !call.signal.aborted) await Promise.race([once(response, 'drain'), once(response, 'close')]);
    }
  } catch (error) {
    // As kube-apiserver: a version that is too old is said inside the stream.
    if (!(error instanceof ApiError)) throw error;
    response.write(`${JSON.stringify({ type: 'ERROR', object: error.toStatus() })}\n`);
  }
  response.end();
}

function streamOptions({ query, signal }: Call): StreamOptions {
  const { labelSelector, fieldSelector } = listRequest(query);
  const initial = query.get('sendInitialEvents');
  if (initial !== null) checkInitialEvents(query);
  const markInitialEnd = initial === 'true' && isSet(query, 'allowWatchBookmarks');
  return {
    labelSelector,
    fieldSelector,
    after: initial === 'true' ? undefined : parseWatchVersion(query.get('resourceVersion') ?? undefined),
    bookmarks: isSet(query, 'allowWatchBookmarks'),
    markInitialEnd,
    timeoutSeconds: wholeNumber(query, 'timeoutSeconds'),
    signal,
  };
}

function checkInitialEvents(query: URLSearchParams): void {
  if (query.get('resourceVersionMatch') === 'NotOlderThan') return;
  const cause = forbiddenField('resourceVersionMatch', 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan');
  throw invalid({ group: 'meta.k8s.io', plural: 'listoptions', kind: 'ListOptions' }, '', [cause]);
}

function encodeItem(item: StreamItem, encoding: Encoding): string {
  if (item.type === 'BOOKMARK') return JSON.stringify({ type: 'BOOKMARK', object: bookmarkObject(item, encoding) });
  return `{"type":"${item.type}","object":${encodeEntry(item.entry, encoding)}}`;
}

function bookmarkObject({ version, initial }: Extract<StreamItem, { type: 'BOOKMARK' }>, encoding: Encoding) {
  const { resource, form } = encoding;
  const metadata = {
    resourceVersion: String(version),
    ...(initial && { annotations: { 'k8s.io/initial-events-end': 'true' } }),
  };
  if (form === 'table') return createTable([], metadata, encoding);
  return form === 'metadata'
    ? { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata }
    : { kind: resource.kind, apiVersion: apiVersionOf(resource), metadata };
}
