/** Waits that double, with jitter, until something was healthy for a while. */

/** Uniform in [0, 1). */
export type Random = () => number;

export interface BackOff {
  /** Milliseconds to wait before the next attempt: 0.8 s doubling to 30 s, times 0.5 to 1.5. */
  next(): number;
  /** The last attempt went well for long enough: begin again from the shortest wait. */
  reset(): void;
}

const shortestMs = 800;
const longestMs = 30_000;

/** A back-off of its own count. Jitter keeps many clients from returning to a restarted server in step. */
export function createBackOff(random: Random): BackOff {
  let failures = 0;
  return {
    next() {
      const base = Math.min(longestMs, shortestMs * 2 ** failures);
      failures = Math.min(failures + 1, 16);
      return Math.min(longestMs, base * (0.5 + random()));
    },
    reset() {
      failures = 0;
    },
  };
}
