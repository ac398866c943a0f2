import type { Log } from '../log.ts';

/** Who wants to hear of something. One that throws is logged and disturbs no other. */
export interface Listeners<Event> {
  /** Returns the way out. */
  add(listener: (event: Event) => void): () => void;
  emitAll(events: readonly Event[]): void;
  tell(listener: (event: Event) => void, event: Event): void;
}

/** An empty set of listeners. The same function may be added twice, and is then called twice. */
export function createListeners<Event>(log: Log): Listeners<Event> {
  const entries = new Set<{ listener: (event: Event) => void }>();
  return {
    add(listener) {
      const entry = { listener };
      entries.add(entry);
      return () => void entries.delete(entry);
    },
    emitAll(events) {
      for (const event of events) for (const { listener } of entries) tell(listener, event);
    },
    tell,
  };

  function tell(listener: (event: Event) => void, event: Event): void {
    try {
      listener(event);
    } catch (error) {
      log.error({ error }, 'a listener of an informer threw');
    }
  }
}
