import type { Place, RequestContext } from '../requests/context.ts';
import { createQueue } from './queue.ts';
import { type WatchNotice, type WatchRequest, watchPlace } from './watch.ts';

const BOOKMARK_INTERVAL_MS = 60_000;
const LONGEST_WATCH_SECONDS = 3600;

/** `initial` marks the end of the objects that were there when the watch began. */
export type StreamItem = WatchNotice | { type: 'BOOKMARK'; version: number; initial: boolean };

export interface StreamOptions extends WatchRequest {
  bookmarks: boolean;
  /** Send a bookmark once the present objects are told. */
  markInitialEnd: boolean;
  timeoutSeconds: number | undefined;
  signal: AbortSignal | undefined;
}

/** A watch as a stream. Begins at once, so that a version which is too old (410) throws here and not while reading. */
export function watchStream(context: RequestContext, place: Place, options: StreamOptions): AsyncIterable<StreamItem> & Disposable {
  const { clock, store } = context;
  const queue = createQueue<StreamItem>();
  const stopWatching = watchPlace(context, place, options, (notice) => queue.push(notice));
  if (options.markInitialEnd) queue.push({ type: 'BOOKMARK', version: store.version, initial: true });

  let bookmarkTimer = options.bookmarks ? clock.setTimeout(pushBookmark, BOOKMARK_INTERVAL_MS) : undefined;
  const endTimer = clock.setTimeout(stop, Math.min(options.timeoutSeconds || LONGEST_WATCH_SECONDS, LONGEST_WATCH_SECONDS) * 1000);
  const signals = [options.signal, context.closing].filter((signal) => signal !== undefined);
  if (signals.some(({ aborted }) => aborted)) stop();
  for (const signal of signals) signal.addEventListener('abort', stop, { once: true });

  function pushBookmark(): void {
    queue.push({ type: 'BOOKMARK', version: store.version, initial: false });
    bookmarkTimer = clock.setTimeout(pushBookmark, BOOKMARK_INTERVAL_MS);
  }

  function stop(): void {
    stopWatching();
    clock.clearTimeout(bookmarkTimer);
    clock.clearTimeout(endTimer);
    for (const signal of signals) signal.removeEventListener('abort', stop);
    queue.close();
  }

  return { [Symbol.asyncIterator]: () => queue[Symbol.asyncIterator](), [Symbol.dispose]: stop };
}
