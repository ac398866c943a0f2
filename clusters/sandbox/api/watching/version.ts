import { badRequest } from '../refusals.ts';

/** Where a watch begins: after a version, or with the present objects (undefined) for an absent one and `0`. */
export function parseWatchVersion(text: string | undefined): number | undefined {
  if (!text || text === '0') return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  throw badRequest(`Invalid value: ${JSON.stringify(text)}: resourceVersion must be a version that the server gave`);
}
