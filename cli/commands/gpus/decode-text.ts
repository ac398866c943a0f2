/** Bytes of a saved output as text: pure. */

export type Decoded = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string };

/** Windows' redirections write UTF-16, with or without a mark. Anything else with zero bytes is no text. */
export function decodeText(bytes: Uint8Array): Decoded {
  const encoding = encodingOf(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  return text.includes('\0') ? { ok: false, why: 'it is a binary file, and a saved output is text' } : { ok: true, text };
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const start = bytes.subarray(0, 512);
  if (start.length < 4 || start.length % 2 !== 0) return 'utf-8';
  const isZero = (parity: number) => start.filter((_, at) => at % 2 === parity).every((byte) => byte === 0);
  const hasText = (parity: number) => start.filter((_, at) => at % 2 === parity).every((byte) => byte !== 0);
  if (isZero(1) && hasText(0)) return 'utf-16le';
  return isZero(0) && hasText(1) ? 'utf-16be' : 'utf-8';
}
