import type { ApiObject } from '../json.ts';

// Without vowels and look-alikes, as kube-apiserver's own suffixes.
const SUFFIX_LETTERS = 'bcdfghjklmnpqrstvwxz2456789';
const SUFFIX_LENGTH = 5;
const LONGEST_PREFIX = 63 - SUFFIX_LENGTH;

/** Gives an object with only a `generateName` its name. */
export function nameObject(object: ApiObject, random: () => number): void {
  const { name, generateName } = object.metadata;
  if (name || !generateName) return;
  object.metadata.name = generateName.slice(0, LONGEST_PREFIX) + randomSuffix(random);
}

/** What tells generated names apart. */
export function randomSuffix(random: () => number): string {
  const letters = Array.from({ length: SUFFIX_LENGTH }, () => SUFFIX_LETTERS[Math.floor(random() * SUFFIX_LETTERS.length)]);
  return letters.join('');
}
