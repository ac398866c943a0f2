/** The longest context and the most sequences for which there is room. */
import { cachePool, sequenceBytes } from '../budget/budget.ts';
import { blockTokens, mostBlocks } from '../cache/sequence.ts';
import type { Case } from './case.ts';

/** A shorter context is not worth having. */
export const leastContext = 1024;

/** No tool serves so many at once; models without a cache would hold any number. */
export const mostSequencesEver = 65_536;

/** A model that generates nothing keeps nothing between steps. */
export function hasContext({ budget: { layout } }: Case): boolean {
  return layout.cache.length > 0;
}

/** Tokens of the longest sequence when so many are held at once, at most the model's own limit; 0 where there is no room. */
export function longestContext(ready: Case, sequences: number): number {
  const block = blockTokens[ready.budget.engine];
  const fits = (blocks: number) => hasRoom(ready, { tokens: Math.min(blocks * block, ready.limit), sequences });
  return Math.min(ready.limit, mostBlocks(Math.ceil(ready.limit / block), fits) * block);
}

/** Sequences of a length that are held at once; 0 where there is no room for one. */
export function mostSequences(ready: Case, tokens: number): number {
  const pool = cachePool(ready.budget, tokens);
  const bytes = sequenceBytes(ready.budget, tokens);
  return pool < bytes ? 0 : Math.min(mostSequencesEver, Math.floor(pool / bytes));
}

export function hasRoom({ budget }: Case, { tokens, sequences }: { tokens: number; sequences: number }): boolean {
  return cachePool(budget, tokens) >= sequences * sequenceBytes(budget, tokens);
}

/**
 * The context that is judged. vLLM does not start unless one sequence of the whole length fits; SGLang starts with any pool and refuses
 * longer requests, so that without a length of one's own the longest that fits is what one gets.
 */
export function judgedContext(ready: Case): number {
  const { maxModelLength, anyContext, engine, concurrency = 1 } = ready.request;
  if (!hasContext(ready)) return 0;
  if (maxModelLength !== undefined) return maxModelLength;
  if (!anyContext && engine === 'vllm') return ready.limit;
  const least = Math.min(leastContext, ready.limit);
  return Math.max(least, longestContext(ready, concurrency));
}
