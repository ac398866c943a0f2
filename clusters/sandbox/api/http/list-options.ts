import type { StatusCause } from '../../../api-error.ts';
import { forbiddenField, notSupported } from '../causes.ts';
import { invalid } from '../refusals.ts';
import type { ListRequest } from '../requests/read.ts';
import { isSet, wholeNumber } from './options.ts';

/** The options of lists and watches as a query string carries them. */
export interface WatchQuery extends ListRequest {
  allowWatchBookmarks: boolean;
  /** Undefined: as `resourceVersion` says. */
  sendInitialEvents: boolean | undefined;
  timeoutSeconds: number | undefined;
}

/** What a list asks for; refuses what contradicts itself, all of it at once (422). */
export function listRequest(query: URLSearchParams): ListRequest {
  const request = readOptions(query);
  const initial = query.has('sendInitialEvents') ? [forbiddenField('sendInitialEvents', 'sendInitialEvents is forbidden for list')] : [];
  refuse([...matchOfList(query), ...initial]);
  return request;
}

/** What a watch asks for. */
export function watchQuery(query: URLSearchParams): WatchQuery {
  const request = readOptions(query);
  refuse(matchOfWatch(query));
  return {
    ...request,
    allowWatchBookmarks: isSet(query, 'allowWatchBookmarks'),
    sendInitialEvents: query.has('sendInitialEvents') ? isSet(query, 'sendInitialEvents') : undefined,
    timeoutSeconds: wholeNumber(query, 'timeoutSeconds'),
  };
}

function readOptions(query: URLSearchParams): ListRequest {
  // Read for its complaint: a list has no use for it.
  wholeNumber(query, 'timeoutSeconds');
  return {
    labelSelector: query.get('labelSelector') ?? undefined,
    fieldSelector: query.get('fieldSelector') ?? undefined,
    limit: wholeNumber(query, 'limit'),
    continueToken: query.get('continue') ?? undefined,
    resourceVersion: query.get('resourceVersion') ?? undefined,
    resourceVersionMatch: (query.get('resourceVersionMatch') || undefined) as ListRequest['resourceVersionMatch'],
  };
}

const MATCH = 'resourceVersionMatch';

function matchOfList(query: URLSearchParams): StatusCause[] {
  const match = query.get(MATCH);
  if (!match) return [];
  const version = query.get('resourceVersion');
  return [
    ...(version ? [] : [forbiddenField(MATCH, 'resourceVersionMatch is forbidden unless resourceVersion is provided')]),
    ...withContinue(query),
    ...(match === 'Exact' || match === 'NotOlderThan' ? [] : [notSupported(MATCH, match, ['Exact', 'NotOlderThan', ''])]),
    ...(match === 'Exact' && version === '0'
      ? [forbiddenField(MATCH, 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"')]
      : []),
  ];
}

function matchOfWatch(query: URLSearchParams): StatusCause[] {
  const match = query.get(MATCH);
  const saysInitial = query.has('sendInitialEvents');
  const causes: StatusCause[] = [];
  if (saysInitial && match !== 'NotOlderThan') {
    causes.push(forbiddenField(MATCH, 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan'));
  }
  if (!match) return causes;
  if (!saysInitial) causes.push(forbiddenField(MATCH, 'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided'));
  if (match !== 'NotOlderThan') causes.push(notSupported(MATCH, match, ['NotOlderThan']));
  return [...causes, ...withContinue(query)];
}

function withContinue(query: URLSearchParams): StatusCause[] {
  return query.get('continue') ? [forbiddenField(MATCH, 'resourceVersionMatch is forbidden when continue is provided')] : [];
}

function refuse(causes: StatusCause[]): void {
  if (causes.length > 0) throw invalid({ group: 'meta.k8s.io', plural: 'listoptions', kind: 'ListOptions' }, '', causes);
}
