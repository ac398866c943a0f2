/** Names of the objects that Slipway makes: deterministic, and short enough for Kubernetes. */

const limit = 63;

/** `base` + `suffix` where that fits a DNS label (63 characters), else cut and told apart by a hash of the whole. */
export function objectName(base: string, suffix = ''): string {
  const whole = `${base}${suffix}`;
  const label = whole.replaceAll('.', '-');
  if (whole === label && whole.length <= limit) return whole;
  const ending = `-${hashText(whole)}${suffix}`;
  return `${label.slice(0, limit - ending.length).replace(/-+$/, '')}${ending}`;
}

/** Eight hexadecimal digits of FNV-1a (32 bit): no secret, only a fingerprint. http://www.isthe.com/chongo/tech/comp/fnv/ */
export function hashText(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, '0');
}

/** The fingerprint of a plain value, independent of the order of its fields. */
export function hashValue(value: unknown): string {
  return hashText(JSON.stringify(value, sortFields));
}

function sortFields(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}
