import type { Clock } from '../../../clusters/clock.ts';
import type { KindHost, KindRequest } from './kind-host.ts';

/** Whoever types is answered from what was found a moment ago. */
const keptMs = 2_000;

/** What is known of this machine. */
export interface FactsCache<Facts> {
  /** What was found for the like at most two seconds ago; whoever asks meanwhile waits for the same. */
  of(request: KindRequest): Promise<Facts>;
  /** Looks anew next time. */
  forget(): void;
}

interface Kept<Facts> {
  key: string;
  facts: Promise<Facts>;
  until: number;
}

export function createFactsCache<Facts>({
  host,
  clock,
}: {
  host: Pick<KindHost<Facts>, 'factsKey' | 'gatherFacts'>;
  clock: Clock;
}): FactsCache<Facts> {
  let kept: Kept<Facts> | undefined;

  function look(key: string, request: KindRequest): Promise<Facts> {
    const facts = host.gatherFacts(request, new AbortController().signal);
    const entry: Kept<Facts> = { key, facts, until: Number.POSITIVE_INFINITY };
    kept = entry;
    facts.then(
      () => {
        entry.until = clock.now() + keptMs;
      },
      () => {
        // Whoever asked is told why. It is tried again at the next question.
        if (kept === entry) kept = undefined;
      },
    );
    return facts;
  }

  return {
    of(request) {
      const key = host.factsKey(request);
      return kept?.key === key && clock.now() < kept.until ? kept.facts : look(key, request);
    },
    forget() {
      kept = undefined;
    },
  };
}
