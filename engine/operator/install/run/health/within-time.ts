import type { Clock } from '../../../../../clusters/clock.ts';

/** Runs a task whose signal aborts when `signal` does, or when the time is over: it then rejects by itself. */
export async function withinTime<Result>(
  clock: Clock,
  { milliseconds, signal }: { milliseconds: number; signal?: AbortSignal | undefined },
  task: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const late = new AbortController();
  const reason = new Error(`there was no answer within ${milliseconds / 1000} s`);
  const over = Promise.withResolvers<never>();
  const timer = clock.setTimeout(() => {
    late.abort(reason);
    over.reject(reason);
  }, milliseconds);
  try {
    return await Promise.race([task(signal ? AbortSignal.any([signal, late.signal]) : late.signal), over.promise]);
  } finally {
    clock.clearTimeout(timer);
  }
}
