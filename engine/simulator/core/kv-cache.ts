/** The KV cache in blocks: who holds how many, and which prompt prefixes are still in it. */

export interface KvCache {
  /** Makes room for `tokens` in all; false, and nothing changed, when the free blocks do not suffice. */
  hold(holder: KvHolder, tokens: number): boolean;
  /** Frees the holder's blocks; their content stays findable as a prefix until it is pushed out. */
  release(holder: KvHolder): void;
  /** Tokens at the start of the prompt that need not be computed: whole blocks only. */
  cachedTokens(prefix: readonly number[]): number;
  remember(prefix: readonly number[]): void;
  /** Share of blocks held, 0 to 1. */
  usage(): number;
}

/** Blocks held by one sequence. */
export interface KvHolder {
  blocks: number;
}

export interface KvCacheOptions {
  readonly blocks: number;
  /** Tokens in a block. */
  readonly blockSize: number;
  readonly prefixCaching: boolean;
}

// Enough for some 64,000 tokens of prefixes, and little memory when many simulators share a process.
const mostPrefixes = 4096;

/** All blocks are free at first. Sequences with the same prefix hold blocks of their own: usage is counted high, never low. */
export function createKvCache({ blocks, blockSize, prefixCaching }: KvCacheOptions): KvCache {
  let held = 0;
  // In order of use, so that the first is the one unused for longest.
  const prefixes = new Set<number>();
  return {
    hold(holder, tokens) {
      const more = Math.ceil(tokens / blockSize) - holder.blocks;
      if (more <= 0) return true;
      if (held + more > blocks) return false;
      held += more;
      holder.blocks += more;
      return true;
    },
    release(holder) {
      held -= holder.blocks;
      holder.blocks = 0;
    },
    cachedTokens(prefix) {
      if (!prefixCaching) return 0;
      const missing = prefix.findIndex((block) => !prefixes.has(block));
      return (missing === -1 ? prefix.length : missing) * blockSize;
    },
    remember(prefix) {
      if (!prefixCaching) return;
      for (const block of prefix) {
        prefixes.delete(block);
        prefixes.add(block);
      }
      for (const oldest of prefixes) {
        if (prefixes.size <= Math.min(mostPrefixes, blocks)) break;
        prefixes.delete(oldest);
      }
    },
    usage: () => (blocks === 0 ? 0 : held / blocks),
  };
}
