/** Text in tokens of about four characters, much as a byte-pair vocabulary of English would cut it. */
import { hashText } from '../random.ts';

const piece = /\s?\p{L}{1,6}|\s?\p{N}{1,3}|\s?[^\s\p{L}\p{N}]|\s+/gu;

/** The tokens' texts; joined they are the text again. */
export function splitTokens(text: string): string[] {
  return text.match(piece) ?? [];
}

/** Numbers for tokens, as a tokenizer has them: the same text has the same number. */
export function tokenIds(tokens: readonly string[]): number[] {
  return tokens.map((token) => hashText(token) % 128_000);
}

/** One hash for each whole block of `blockSize` tokens, each over everything up to its end: equal hashes mean equal prefixes. */
export function prefixHashes(tokens: readonly string[], blockSize: number): number[] {
  const hashes: number[] = [];
  let hash: number | undefined;
  for (let end = blockSize; end <= tokens.length; end += blockSize) {
    for (let index = end - blockSize; index < end; index++) hash = hashText(tokens[index] ?? '', hash);
    hashes.push(hash ?? 0);
  }
  return hashes;
}
