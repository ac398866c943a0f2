/** How much sequences of a length take, and how long they may be. */
import type { CacheCost } from './cache-cost.ts';

/**
 * Tokens of a block: vLLM gives memory out in blocks of 16 (https://docs.vllm.ai/en/latest/api/vllm/config/cache.html),
 * SGLang token by token.
 */
export const blockTokens = { vllm: 16, sglang: 1 } as const;

/** Bytes of one sequence on one GPU; its last block counts whole. */
export function bytesOfSequence(cost: CacheCost, tokens: number, block: number): number {
  const held = Math.ceil(tokens / block) * block;
  let bytes = cost.perSequence + cost.perToken * held;
  for (const window of cost.windows) bytes += window.perToken * Math.min(held, Math.ceil(window.tokens / block) * block);
  return bytes;
}

/** The greatest number of blocks for which `fits` holds, at most `limit`; 0 where even one does not. `fits` may only turn from true to false. */
export function mostBlocks(limit: number, fits: (blocks: number) => boolean): number {
  if (limit < 1 || !fits(1)) return 0;
  if (fits(limit)) return limit;
  let [good, bad] = [1, limit];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (fits(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
