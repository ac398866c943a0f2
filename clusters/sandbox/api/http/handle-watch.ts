import { ApiError } from '../../../api-error.ts';
import type { Place } from '../requests/context.ts';
import { checkReached, watchVersion } from '../requests/versions.ts';
import { type StreamOptions, watchStream } from '../watching/watch-stream.ts';
import type { Call } from './call.ts';
import { drained } from './drained.ts';
import { encodingOf } from './encode.ts';
import { type WatchQuery, watchQuery } from './list-options.ts';
import { createWatchLines } from './watch-lines.ts';

/** Streams changes as lines of JSON until the watch ends or the client leaves. `name`: of that one object. */
export async function handleWatch(call: Call, place: Place, name?: string): Promise<void> {
  const { context, response } = call;
  const query = watchQuery(call.query);
  const selection = name === undefined ? query : { ...query, fieldSelector: `metadata.name=${name}` };
  const options = streamOptions(call, selection);
  const lines = createWatchLines(encodingOf(call, place.resource), context.clock);
  try {
    // What is wrong with the request is said before the stream begins; what the server has forgotten, inside.
    if (options.after === undefined) checkReached(query.resourceVersion, context.store.version);
    using stream = watchStream(context, place, options);
    begin(call);
    for await (const batch of stream) {
      const isFull = !response.write(batch.map(lines).join(''));
      if (isFull) await drained(call);
    }
  } catch (error) {
    if (!isToldInside(error)) throw error;
    begin(call);
    response.write(`${JSON.stringify({ type: 'ERROR', object: error.toStatus() })}\n`);
  }
  response.end();
}

function begin({ response }: Call): void {
  if (response.headersSent) return;
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-cache, private' });
  response.flushHeaders();
}

/** Of versions that are forgotten, or yet to come. */
function isToldInside(error: unknown): error is ApiError {
  return error instanceof ApiError && (error.code === 410 || error.code === 504);
}

function streamOptions({ signal, context }: Call, query: WatchQuery): StreamOptions {
  const { labelSelector, fieldSelector, allowWatchBookmarks, sendInitialEvents, timeoutSeconds } = query;
  const version = watchVersion(query.resourceVersion);
  // By default the present objects come first where no version is named, and changes alone where one is.
  const isInitial = sendInitialEvents ?? version === undefined;
  return {
    labelSelector,
    fieldSelector,
    after: isInitial ? undefined : (version ?? context.store.version),
    bookmarks: allowWatchBookmarks,
    markInitialEnd: isInitial && allowWatchBookmarks,
    timeoutSeconds,
    signal,
  };
}
