/** Pairs as a person writes them, one a line: `slipway.dev/simulated-gpu=MI300X`. */
export function pairsText(pairs: Record<string, unknown>): string {
  return Object.entries(pairs)
    .map(([key, value]) => `${key}=${String(value)}`)
    .join('\n');
}

/** The pairs of such a text; a line without a value gets an empty one. `boolean` reads true and false as what they are. */
export function readPairs(text: string, type: 'text' | 'boolean'): Record<string, string | boolean> {
  const pairs: Record<string, string | boolean> = {};
  for (const line of text.split('\n')) {
    const [key = '', ...rest] = line.split('=');
    if (key.trim() === '') continue;
    const value = rest.join('=').trim();
    pairs[key.trim()] = type === 'boolean' && /^(true|false)$/.test(value) ? value === 'true' : value;
  }
  return pairs;
}
