import type { Clock } from '../../../contract/clock.ts';

/** Keys that come due later; a key has one time, the earliest that was asked for. */
export interface Delays {
  set(key: string, milliseconds: number): void;
  drop(key: string): void;
  clear(): void;
}

/** No delays yet. `onDue` is called once a key, at its time. */
export function createDelays(clock: Clock, onDue: (key: string) => void): Delays {
  const waiting = new Map<string, { at: number; timer: unknown }>();
  return {
    set(key, milliseconds) {
      const at = clock.now() + milliseconds;
      const known = waiting.get(key);
      if (known && known.at <= at) return;
      if (known) clock.clearTimeout(known.timer);
      const timer = clock.setTimeout(() => fire(key), milliseconds);
      waiting.set(key, { at, timer });
    },
    drop,
    clear() {
      for (const key of [...waiting.keys()]) drop(key);
    },
  };

  function fire(key: string): void {
    waiting.delete(key);
    onDue(key);
  }

  function drop(key: string): void {
    clock.clearTimeout(waiting.get(key)?.timer);
    waiting.delete(key);
  }
}
