import type { Place, RequestContext } from '../requests/context.ts';
import { createFilter, type Selection } from '../requests/filter.ts';
import type { Change, Entry } from '../storage/entry.ts';

export interface WatchRequest extends Selection {
  /** Changes after this version; undefined: the present objects first, then changes. */
  after: number | undefined;
}

/** What one watcher is told. `entry.version` is where it can continue from. */
export interface WatchNotice {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  entry: Entry;
}

/**
 * Tells about all changes of a place, past ones first, synchronously and in order. Throws 410 when the past is forgotten.
 * With a selector, an object that begins or ceases to match is ADDED or DELETED. Returns the way out.
 */
export function watchPlace(context: RequestContext, place: Place, request: WatchRequest, tell: (notice: WatchNotice) => void): () => void {
  const { store } = context;
  const { bucket } = place.resource;
  const matches = createFilter(place, request) ?? (() => true);
  const pass = (change: Change) => {
    const notice = noticeOf(change, matches);
    if (notice) tell(notice);
  };
  if (request.after === undefined) {
    for (const entry of store.list(bucket)) if (matches(entry.object)) tell({ type: 'ADDED', entry });
  } else for (const change of store.changesAfter(bucket, request.after)) pass(change);
  return store.onChange(bucket, pass);
}

function noticeOf({ type, entry, previous }: Change, matches: (object: Entry['object']) => boolean): WatchNotice | undefined {
  const did = previous !== undefined && matches(previous.object);
  const does = type !== 'DELETED' && matches(entry.object);
  if (did && does) return { type: 'MODIFIED', entry };
  if (does) return { type: 'ADDED', entry };
  return did ? { type: 'DELETED', entry } : undefined;
}
