import type { Clock } from '../contract/clock.ts';

/** The computer's time, with fractions of a millisecond and never backwards: latencies are measured with it. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  setTimeout: (callback, milliseconds) => setTimeout(callback, milliseconds),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout | undefined),
};
