import type { Clock } from '../../../contract/clock.ts';

/** Says how long a key that failed must wait. */
export interface RateLimiter {
  /** Counts a failure; milliseconds until the next try. */
  next(key: string): number;
  /** The key went well: its count begins again. */
  forget(key: string): void;
  /** Failures in a row. */
  failures(key: string): number;
}

export interface RateLimits {
  /** The first wait of a key; doubles with each failure. */
  shortestMs: number;
  longestMs: number;
  /** Retries of all keys together: so many a second, after a burst. */
  perSecond: number;
  burst: number;
}

/** controller-runtime's. @see https://github.com/kubernetes/client-go/blob/master/util/workqueue/default_rate_limiters.go */
export const defaultRateLimits: RateLimits = { shortestMs: 5, longestMs: 1_000_000, perSecond: 10, burst: 100 };

/** The longer of two waits: the key's own, exponential, and that of a token bucket over all keys. */
export function createRateLimiter(clock: Clock, limits: RateLimits = defaultRateLimits): RateLimiter {
  const failuresOf = new Map<string, number>();
  const bucket = createTokenBucket(clock, limits);
  return {
    next(key) {
      const failures = failuresOf.get(key) ?? 0;
      failuresOf.set(key, failures + 1);
      return Math.max(Math.min(limits.longestMs, limits.shortestMs * 2 ** failures), bucket.reserve());
    },
    forget: (key) => void failuresOf.delete(key),
    failures: (key) => failuresOf.get(key) ?? 0,
  };
}

/** Tokens may be taken before they are there: the debt is the wait. */
function createTokenBucket(clock: Clock, { perSecond, burst }: Pick<RateLimits, 'perSecond' | 'burst'>): { reserve(): number } {
  let tokens = burst;
  let countedAt = clock.now();
  return {
    reserve() {
      const now = clock.now();
      tokens = Math.min(burst, tokens + ((now - countedAt) / 1000) * perSecond) - 1;
      countedAt = now;
      return tokens >= 0 ? 0 : (-tokens / perSecond) * 1000;
    },
  };
}
