import { ApiError } from '../../../api-error.ts';
import { notFound } from '../refusals.ts';
import type { Entry } from '../storage/entry.ts';
import { firstFrom } from '../storage/sorted-entries.ts';
import { type ObjectPlace, type Place, type RequestContext, storageKey } from './context.ts';
import { type Continuation, ContinueExpired, decodeContinue, encodeContinue } from './continue-token.ts';
import { createFilter, type Selection } from './filter.ts';
import { checkReached, listVersion, reached } from './versions.ts';

export interface ListRequest extends Selection {
  limit?: number | undefined;
  continueToken?: string | undefined;
  /** Absent: the present; `0`: any, and then all in one page. */
  resourceVersion?: string | undefined;
  /** How `resourceVersion` is meant; with a limit, and no word about it, as `Exact`. */
  resourceVersionMatch?: 'Exact' | 'NotOlderThan' | undefined;
}

export interface EntryList {
  entries: readonly Entry[];
  resourceVersion: string;
  continueToken?: string;
  /** How many more there are after this page; unknown with selectors. */
  remaining?: number;
}

/** The present object; `resourceVersion` says which version it must not be older than. */
export function readEntry(context: RequestContext, place: ObjectPlace, resourceVersion?: string): Entry {
  if (resourceVersion) checkReached(resourceVersion, context.store.version);
  const entry = context.store.get(place.resource.bucket, storageKey(place));
  if (!entry) throw notFound(place.resource, place.name);
  return entry;
}

/** One page of a list, in the order of namespaces and names. */
export function listEntries(context: RequestContext, place: Place, request: ListRequest): EntryList {
  const matches = createFilter(place, request);
  const from = request.continueToken ? continuation(context, request, request.continueToken) : undefined;
  const { entries: all, version } = from ? entriesFrom(context, place, from) : entriesAsked(context, place, request);
  const resourceVersion = String(version);
  const here = entriesIn(all, place, from?.start ?? '');
  const found = matches ? here.filter(({ object }) => matches(object)) : here;

  const limit = pageSize(request);
  if (limit === undefined || found.length <= limit) return { entries: found, resourceVersion };
  const entries = found.slice(0, limit);
  const next = `${entries.at(-1)?.key.slice(prefixOf(place).length)}\0`;
  return {
    entries,
    resourceVersion,
    continueToken: encodeContinue({ start: next, version }),
    ...(!matches && { remaining: found.length - limit }),
  };
}

/** Version 0 means the server's cache, which kube-apiserver gives away as a whole. */
function pageSize({ limit, resourceVersion }: ListRequest): number | undefined {
  return limit !== undefined && limit > 0 && resourceVersion !== '0' ? limit : undefined;
}

interface View {
  entries: readonly Entry[];
  version: number;
}

function continuation({ store }: RequestContext, { resourceVersion }: ListRequest, token: string): Continuation {
  const { start, version } = decodeContinue(token);
  if (resourceVersion && resourceVersion !== '0') {
    throw new ApiError(400, 'BadRequest', 'specifying resource version is not allowed when using continue');
  }
  return { start, version: version === undefined ? undefined : reached(version, store.version) };
}

function entriesFrom(context: RequestContext, place: Place, from: Continuation): View {
  if (from.version === undefined) return present(context, place);
  const entries = context.store.listAt(place.resource.bucket, from.version);
  if (!entries) throw new ContinueExpired(from);
  return { entries, version: from.version };
}

function entriesAsked(context: RequestContext, place: Place, request: ListRequest): View {
  const version = listVersion(request.resourceVersion, context.store.version);
  const match = request.resourceVersionMatch ?? (pageSize(request) === undefined ? 'NotOlderThan' : 'Exact');
  if (match !== 'Exact' || version === 0) return present(context, place);
  const entries = context.store.listAt(place.resource.bucket, version);
  if (!entries) throw new ApiError(410, 'Expired', 'The resourceVersion for the provided list is too old.');
  return { entries, version };
}

function present({ store }: RequestContext, place: Place): View {
  return { entries: store.list(place.resource.bucket), version: store.version };
}

/** Those of the place's namespace, from a key on. */
function entriesIn(all: readonly Entry[], place: Place, start: string): readonly Entry[] {
  const prefix = prefixOf(place);
  const first = prefix === '' && start === '' ? 0 : firstFrom(all, prefix + start);
  // After a namespace's keys come those that begin with the character after the slash.
  const end = prefix === '' ? all.length : firstFrom(all, `${prefix.slice(0, -1)}0`);
  return first === 0 && end === all.length ? all : all.slice(first, end);
}

function prefixOf({ namespace }: Place): string {
  return namespace === undefined ? '' : `${namespace}/`;
}
