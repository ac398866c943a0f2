import { useSyncExternalStore } from 'react';
import { browserClock } from '../clock.ts';

const listeners = new Set<() => void>();
let now = browserClock.now();
let timer: unknown;

/** The present in milliseconds since the epoch, renewed every second for all ages on the page together. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

function subscribe(onChange: () => void): () => void {
  listeners.add(onChange);
  if (listeners.size === 1) tick();
  return () => {
    listeners.delete(onChange);
    if (listeners.size === 0) browserClock.clearTimeout(timer);
  };
}

function tick(): void {
  now = browserClock.now();
  for (const listener of listeners) listener();
  timer = browserClock.setTimeout(tick, 1000);
}
