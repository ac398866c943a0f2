import { isDeepStrictEqual } from 'node:util';
import { type Clock, pause } from '../../../clusters/clock.ts';

export interface SnapshotSource<T> {
  /** Calls back on every change; returns the way out. */
  subscribe(changed: () => void): () => void;
  read(): T;
  clock: Clock;
  signal: AbortSignal;
}

/** Changes come in bursts: a reader gets at most one snapshot in so many milliseconds, and always the last. */
const intervalMs = 50;

/** The state now, and again whenever it is another one, until the signal aborts or the loop is left. */
export async function* snapshots<T>({ subscribe, read, clock, signal }: SnapshotSource<T>): AsyncGenerator<T, void, undefined> {
  let changed = true;
  let last: T | undefined;
  let wake = (): void => {};
  const unsubscribe = subscribe(() => {
    changed = true;
    wake();
  });
  const stop = (): void => wake();
  signal.addEventListener('abort', stop, { once: true });
  try {
    while (!signal.aborted) {
      if (!changed) await new Promise<void>((resolve) => (wake = resolve));
      if (signal.aborted) return;
      changed = false;
      const readAt = clock.now();
      const next = read();
      // Most changes are about something that this reader does not show.
      if (!isDeepStrictEqual(next, last)) yield next;
      last = next;
      await pause(clock, Math.max(0, readAt + intervalMs - clock.now()), signal);
    }
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', stop);
  }
}
