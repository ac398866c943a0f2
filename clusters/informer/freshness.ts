import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Freshness } from './informer.ts';
import { createListeners } from './listeners.ts';

/** Knows whether a cache follows its server, and since when. */
export interface FreshnessKeeper {
  current(): Freshness;
  onChange(listener: (freshness: Freshness) => void): () => void;
  /** The server was heard. */
  live(): void;
  /** The server failed. Before the first list this is kept too, so that people see why nothing comes. */
  stale(reason: string): void;
}

/** A keeper that starts as `syncing`. */
export function createFreshnessKeeper(clock: Clock, log: Log): FreshnessKeeper {
  const listeners = createListeners<Freshness>(log);
  let current: Freshness = { state: 'syncing' };
  let lastHeardAt = clock.now();

  return {
    current: () => current,
    onChange: listeners.add,
    live() {
      lastHeardAt = clock.now();
      if (current.state !== 'live') change({ state: 'live', since: lastHeardAt });
    },
    stale(reason) {
      if (current.state === 'stale' && current.reason === reason) return;
      change({ state: 'stale', since: lastHeardAt, reason });
    },
  };

  function change(next: Freshness): void {
    current = next;
    listeners.emitAll([next]);
  }
}
