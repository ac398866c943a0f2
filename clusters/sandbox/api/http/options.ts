import { badRequest } from '../refusals.ts';
import { readDeleteOptions } from '../requests/delete-options.ts';

export { writeQuery } from './write-options.ts';

/** The options of requests as their query string and body carry them. */

/** Options of a deletion: from the body, or from the query. */
export const deleteRequest = readDeleteOptions;

export function wholeNumber(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (!/^[-+]?\d+$/.test(text)) throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  return Number(text);
}

/** As kube-apiserver reads it: anything but `false` and `0` is a yes, also nothing after the name. */
export function isSet(query: URLSearchParams, name: string): boolean {
  return !['false', '0'].includes((query.get(name) ?? 'false').toLowerCase());
}
