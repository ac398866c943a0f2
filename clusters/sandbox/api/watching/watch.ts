import type { Place, RequestContext } from '../requests/context.ts';
import { createFilter, type Selection } from '../requests/filter.ts';
import type { Change, Entry } from '../storage/entry.ts';

export interface WatchRequest extends Selection {
  /** Changes after this version, which may be yet to come; undefined: the present objects first, then changes. */
  after: number | undefined;
}

/** What one watcher is told. `entry.version` is where it can continue from. */
export interface WatchNotice {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  entry: Entry;
}

export interface Watch {
  /** What there is to tell at once: the present objects, or the changes since. */
  first: WatchNotice[];
  stop(): void;
}

/**
 * Tells about all changes of a place, synchronously and in order. Throws 410 when the past is forgotten.
 * With a selector, an object that begins or ceases to match is ADDED or DELETED.
 */
export function watchPlace(context: RequestContext, place: Place, request: WatchRequest, tell: (notice: WatchNotice) => void): Watch {
  const { store } = context;
  const { bucket } = place.resource;
  const { after } = request;
  const prefix = place.namespace === undefined ? '' : `${place.namespace}/`;
  const matches = createFilter(place, request);
  const noticed = (change: Change): WatchNotice | undefined => {
    const { key, version } = change.entry;
    return key.startsWith(prefix) && version > (after ?? 0) ? noticeOf(change, matches) : undefined;
  };
  const first =
    after === undefined
      ? presentNotices(store.list(bucket), prefix, matches)
      : store.changesAfter(bucket, after).flatMap((change) => noticed(change) ?? []);
  const stop = store.onChange(bucket, (change) => {
    const notice = noticed(change);
    if (notice) tell(notice);
  });
  return { first, stop };
}

type Matches = ReturnType<typeof createFilter>;

function presentNotices(entries: readonly Entry[], prefix: string, matches: Matches): WatchNotice[] {
  const notices: WatchNotice[] = [];
  for (const entry of entries) {
    if (entry.key.startsWith(prefix) && (!matches || matches(entry.object))) notices.push({ type: 'ADDED', entry });
  }
  return notices;
}

function noticeOf(change: Change, matches: Matches): WatchNotice | undefined {
  if (!matches) return change;
  const { type, entry, previous } = change;
  const did = previous !== undefined && matches(previous.object);
  const does = type !== 'DELETED' && matches(entry.object);
  if (did && does) return { type: 'MODIFIED', entry };
  if (does) return { type: 'ADDED', entry };
  return did ? { type: 'DELETED', entry } : undefined;
}
