import type { Clock } from '../../../clusters/clock.ts';

/** Whoever types is answered from what was found a moment ago. */
const keptMs = 2_000;

/** What is known of this machine. */
export interface FactsCache<Facts> {
  /** What was found at most two seconds ago; whoever asks meanwhile waits for the same. */
  now(): Promise<Facts>;
  /** Looks anew next time. */
  forget(): void;
}

export function createFactsCache<Facts>({
  gather,
  clock,
}: {
  gather: (signal: AbortSignal) => Promise<Facts>;
  clock: Clock;
}): FactsCache<Facts> {
  let kept: { facts: Promise<Facts>; until: number } | undefined;

  function look(): Promise<Facts> {
    const entry = { facts: gather(new AbortController().signal), until: Number.POSITIVE_INFINITY };
    kept = entry;
    entry.facts.then(
      () => {
        entry.until = clock.now() + keptMs;
      },
      () => {
        // Whoever asked is told why. It is tried again at the next question.
        if (kept === entry) kept = undefined;
      },
    );
    return entry.facts;
  }

  return {
    now: () => (kept && clock.now() < kept.until ? kept.facts : look()),
    forget() {
      kept = undefined;
    },
  };
}
