import type { ObjectKey } from '../../objects.ts';

/** The way back from `keyText`. */
export function keyFromText(text: string): ObjectKey {
  const slash = text.indexOf('/');
  return slash < 0 ? { name: text } : { namespace: text.slice(0, slash), name: text.slice(slash + 1) };
}
