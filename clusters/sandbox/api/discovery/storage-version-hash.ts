import { createHash } from 'node:crypto';
import type { Resource } from '../resource.ts';

/** Tells clients when the stored version of a kind has changed: the same text as a real server's. Undefined where nothing is stored. */
export function storageVersionHash({ storedAs, kind, verbs }: Resource): string | undefined {
  if (!verbs.includes('list')) return undefined;
  const groupVersion = storedAs.includes('/') ? storedAs : `/${storedAs}`;
  const digest = createHash('sha256').update(`${groupVersion}/${kind}`).digest();
  return digest.subarray(0, 8).toString('base64');
}
