import type { Clock } from '../clusters/clock.ts';
import { SlipwayError } from '../engine/contract/errors.ts';

export interface Waiting {
  /** Aborts when the start is called off. */
  signal: AbortSignal | undefined;
  clock: Clock;
  /** Where to look when it takes too long. */
  logPath: string;
}

/** A start takes a second; one that takes this long will not come to an end. */
const limitMs = 60_000;

/** Waits for a start's last parts. Rejects with `cancelled` when the signal aborts, with `timeout` after a minute. */
export async function untilReady<T>(parts: Promise<T>, { signal, clock, logPath }: Waiting): Promise<T> {
  const givenUp = Promise.withResolvers<never>();
  const cancel = (): void => givenUp.reject(new SlipwayError('cancelled', 'The start was called off.'));
  const timer = clock.setTimeout(() => givenUp.reject(tooLong(logPath)), limitMs);
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted) cancel();
  try {
    return await Promise.race([parts, givenUp.promise]);
  } finally {
    clock.clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  }
}

function tooLong(logPath: string): SlipwayError {
  return new SlipwayError('timeout', `Slipway was not ready after ${limitMs / 1000} s.`, {
    fix: `The log says what it waits for: ${logPath}.`,
  });
}
