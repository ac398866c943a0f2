import { notFound } from '../refusals.ts';
import type { Entry } from '../storage/entry.ts';
import { type ObjectPlace, type Place, type RequestContext, storageKey } from './context.ts';
import { decodeContinue, encodeContinue } from './continue-token.ts';
import { createFilter, type Selection } from './filter.ts';

export interface ListRequest extends Selection {
  limit?: number | undefined;
  continueToken?: string | undefined;
}

export interface EntryList {
  entries: Entry[];
  resourceVersion: string;
  continueToken?: string;
  /** How many more there are after this page; unknown with selectors. */
  remaining?: number;
}

export function readEntry(context: RequestContext, place: ObjectPlace): Entry {
  const entry = context.store.get(place.resource.bucket, storageKey(place));
  if (!entry) throw notFound(place.resource, place.name);
  return entry;
}

/** One page of a list, in the order of namespaces and names. */
export function listEntries(context: RequestContext, place: Place, request: ListRequest): EntryList {
  const after = request.continueToken ? decodeContinue(request.continueToken) : undefined;
  const matches = createFilter(place, request);
  const all = context.store.list(place.resource.bucket);
  const resourceVersion = String(context.store.version);
  if (!matches && !after && !request.limit) return { entries: [...all], resourceVersion };

  const found = all.filter(({ key, object }) => (after === undefined || key > after) && (!matches || matches(object)));
  const limit = request.limit || found.length;
  const entries = found.slice(0, limit);
  const last = entries.at(-1);
  if (!last || found.length <= limit) return { entries, resourceVersion };
  const isSelected = Boolean(request.labelSelector || request.fieldSelector);
  return {
    entries,
    resourceVersion,
    continueToken: encodeContinue(last.key),
    ...(!isSelected && { remaining: found.length - limit }),
  };
}
