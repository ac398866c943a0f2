import type { Clock } from '../../../engine/contract/clock.ts';

export interface SynchronousClock extends Clock {
  /** Fires timers in order until none is left or `until` is reached. */
  run(until?: number): void;
}

/** A clock for code without promises: hours pass in the time that the callbacks take. */
export function synchronousClock(): SynchronousClock {
  let now = 0;
  let next = 1;
  const timers = new Map<number, { at: number; callback: () => void }>();
  return {
    now: () => now,
    setTimeout(callback, milliseconds) {
      timers.set(next, { at: now + milliseconds, callback });
      return next++;
    },
    clearTimeout: (timer) => void timers.delete(timer as number),
    run(until = Number.POSITIVE_INFINITY) {
      for (let due = earliest(); due && due[1].at <= until; due = earliest()) {
        timers.delete(due[0]);
        now = Math.max(now, due[1].at);
        due[1].callback();
      }
      if (until !== Number.POSITIVE_INFINITY) now = until;
    },
  };

  function earliest() {
    return [...timers].sort(([, one], [, other]) => one.at - other.at)[0];
  }
}
