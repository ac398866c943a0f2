import type { Clock } from '../../engine/contract/clock.ts';

/** Whether the engine answers. Times are milliseconds since the epoch. */
export type Connection =
  | { state: 'connecting' }
  | { state: 'open' }
  | { state: 'lost'; since: number }
  /** The engine refused the token. */
  | { state: 'refused' };

export interface ConnectionStore {
  get(): Connection;
  subscribe(onChange: () => void): () => void;
  opened(): void;
  closed(): void;
  refused(): void;
}

/** Holds the state of the connection; `since` is the first moment of an outage, not the latest failed try. */
export function createConnectionStore(clock: Clock): ConnectionStore {
  let current: Connection = { state: 'connecting' };
  const listeners = new Set<() => void>();
  const change = (next: Connection) => {
    current = next;
    for (const listener of listeners) listener();
  };
  return {
    get: () => current,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    opened: () => change({ state: 'open' }),
    closed() {
      if (current.state === 'lost' || current.state === 'refused') return;
      change({ state: 'lost', since: clock.now() });
    },
    refused: () => change({ state: 'refused' }),
  };
}
