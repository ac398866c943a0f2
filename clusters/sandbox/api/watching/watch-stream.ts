import type { Place, RequestContext } from '../requests/context.ts';
import { createQueue } from './queue.ts';
import { type WatchNotice, type WatchRequest, watchPlace } from './watch.ts';

const BOOKMARK_INTERVAL_MS = 60_000;
/** A watch says so long before its end how far it came, so that the next one begins from there. */
const LAST_BOOKMARK_MS = 2000;
/** A watch that names no end gets one between half an hour and an hour. */
const SHORTEST_OPEN_END_MS = 1_800_000;
/** What a watcher may be behind, in characters. Then it is cut off, and begins again from where it was. */
const MOST_WAITING = 32 * 1024 * 1024;
/** What an item costs beside its text, so that many small ones are bounded too. */
const ITEM_WEIGHT = 1024;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** `initial` marks the end of the objects that were there when the watch began. */
export type StreamItem = WatchNotice | { type: 'BOOKMARK'; version: number; initial: boolean };

export interface StreamOptions extends WatchRequest {
  bookmarks: boolean;
  /** Send a bookmark once the present objects are told. */
  markInitialEnd: boolean;
  timeoutSeconds: number | undefined;
  signal: AbortSignal | undefined;
}

/** A watch as a stream of batches. Begins at once, so that a version which is too old (410) throws here and not while reading. */
export function watchStream(
  context: RequestContext,
  place: Place,
  options: StreamOptions,
): AsyncIterable<readonly StreamItem[]> & Disposable {
  const { clock, store } = context;
  const watch = watchPlace(context, place, options, (notice) => queue.push(notice));
  const first: StreamItem[] = watch.first;
  if (options.markInitialEnd) first.push(bookmark(true));
  const queue = createQueue<StreamItem>({ first, weightOf, capacity: MOST_WAITING });

  const lastsMs = lifetime(options.timeoutSeconds, context.random);
  const timers = new Set<unknown>();
  let heartbeat: unknown;
  timers.add(clock.setTimeout(stop, lastsMs));
  if (options.bookmarks) {
    beatLater();
    if (lastsMs > LAST_BOOKMARK_MS) timers.add(clock.setTimeout(() => queue.push(bookmark(false)), lastsMs - LAST_BOOKMARK_MS));
  }
  const signals = [options.signal, context.closing].filter((signal) => signal !== undefined);
  if (signals.some(({ aborted }) => aborted)) stop();
  for (const signal of signals) signal.addEventListener('abort', stop, { once: true });

  function bookmark(initial: boolean): StreamItem {
    return { type: 'BOOKMARK', version: store.version, initial };
  }

  function beatLater(): void {
    heartbeat = clock.setTimeout(() => {
      queue.push(bookmark(false));
      beatLater();
    }, BOOKMARK_INTERVAL_MS);
  }

  function stop(): void {
    watch.stop();
    clock.clearTimeout(heartbeat);
    for (const timer of timers) clock.clearTimeout(timer);
    for (const signal of signals) signal.removeEventListener('abort', stop);
    queue.close();
  }

  return { [Symbol.asyncIterator]: () => queue[Symbol.asyncIterator](), [Symbol.dispose]: stop };
}

function lifetime(timeoutSeconds: number | undefined, random: () => number): number {
  if (!timeoutSeconds || timeoutSeconds < 0) return SHORTEST_OPEN_END_MS * (1 + random());
  return Math.min(timeoutSeconds * 1000, LONGEST_TIMER_MS);
}

function weightOf(item: StreamItem): number {
  return item.type === 'BOOKMARK' ? ITEM_WEIGHT : ITEM_WEIGHT + item.entry.size;
}
