/** Steps over JSON text in bytes without building values. Every function takes an index and gives one; -1 where the text ends too early. */

export const quote = 0x22;
export const openBrace = 0x7b;
export const closeBrace = 0x7d;
export const colon = 0x3a;
export const comma = 0x2c;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;

/** The first index from `from` on that is no JSON white space. */
export function skipSpace(text: Buffer, from: number): number {
  let at = from;
  while (isSpace(text[at])) at++;
  return at;
}

/** The index after the value that starts at `start`. Numbers and words are not checked. */
export function valueEnd(text: Buffer, start: number): number {
  const first = text[start];
  if (first === quote) return stringEnd(text, start);
  if (first === openBrace || first === openBracket) return nestedEnd(text, start);
  return scalarEnd(text, start);
}

/** The index after the closing quote of the string whose opening quote is at `start`. */
export function stringEnd(text: Buffer, start: number): number {
  let at = start;
  do {
    at = text.indexOf(quote, at + 1);
    if (at < 0) return -1;
  } while (isEscaped(text, at));
  return at + 1;
}

/** The string between these indices, quotes included; undefined where its escapes are no JSON. */
export function stringAt(text: Buffer, start: number, end: number): string | undefined {
  const plain = text.subarray(start + 1, end - 1);
  if (!plain.includes(backslash)) return plain.toString();
  try {
    return JSON.parse(text.toString('utf8', start, end)) as string;
  } catch {
    return undefined;
  }
}

function isEscaped(text: Buffer, at: number): boolean {
  let before = at - 1;
  while (text[before] === backslash) before--;
  return (at - before) % 2 === 0;
}

function nestedEnd(text: Buffer, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const byte = text[at];
    if (byte === quote) {
      at = stringEnd(text, at) - 1;
      if (at < 0) return -1;
    } else if (byte === openBrace || byte === openBracket) depth++;
    else if ((byte === closeBrace || byte === closeBracket) && --depth === 0) return at + 1;
  }
  return -1;
}

function scalarEnd(text: Buffer, start: number): number {
  let at = start;
  while (at < text.length && text[at] !== comma && text[at] !== closeBrace && !isSpace(text[at])) at++;
  return at > start ? at : -1;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
