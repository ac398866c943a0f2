import { ApiError } from '../../../api-error.ts';
import { badRequest } from '../refusals.ts';

/** The number in a request's `resourceVersion`, or why it is none; undefined where the request leaves it open. */
export function parseVersion(text: string | undefined): { version: number } | { wrong: string } | undefined {
  if (!text) return undefined;
  if (/^\d+$/.test(text)) return { version: Number(text) };
  const shown = JSON.stringify(text);
  return { wrong: `resourceVersion: Invalid value: ${shown}: strconv.ParseUint: parsing ${shown}: invalid syntax` };
}

/** The version from which a list is asked; 0 where any will do, and where none is given. */
export function listVersion(text: string | undefined, current: number): number {
  const parsed = parseVersion(text);
  if (parsed && 'wrong' in parsed) throw badRequest(`invalid resource version: ${parsed.wrong}`);
  return reached(parsed?.version ?? 0, current);
}

/** Checks the version that an answer must not be older than: of a get, or of the first objects of a watch. */
export function checkReached(text: string | undefined, current: number): void {
  reached(watchVersion(text) ?? 0, current);
}

/** Where a watch begins: after a version, or with the present objects (undefined) for an absent one and `0`. */
export function watchVersion(text: string | undefined): number | undefined {
  const parsed = parseVersion(text);
  // Not a bad request, for kube-apiserver: only lists say it that way.
  if (parsed && 'wrong' in parsed) throw new ApiError(500, 'Unknown', parsed.wrong);
  return parsed?.version || undefined;
}

/** The version, when it is not from the future. */
export function reached(version: number, current: number): number {
  if (version <= current) return version;
  throw new ApiError(504, 'Timeout', `Timeout: Too large resource version: ${version}, current: ${current}`, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    retryAfterSeconds: 1,
  });
}
