import type { Clock } from '../engine/contract/clock.ts';

/** The browser's clock: the one place of the UI that reads it. */
export const browserClock: Clock = {
  now: () => Date.now(),
  setTimeout: (callback, milliseconds) => window.setTimeout(callback, milliseconds),
  clearTimeout: (timer) => window.clearTimeout(timer as number),
};
