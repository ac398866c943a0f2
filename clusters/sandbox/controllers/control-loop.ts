/**
 * A controller's loop: keys that changed, each worked on by one worker at a time, again after a failure, later when it
 * says so. (The operator has its own, richer runtime; this folder may not know it.)
 */
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';

export interface ControlLoopOptions {
  name: string;
  /** Brings what is towards what is wanted. May ask to be called again after some milliseconds. */
  reconcile(key: string): Promise<Again | undefined>;
  /** How many keys at the same time. */
  workers?: number;
  clock: Clock;
  log: Log;
}

export interface Again {
  afterMilliseconds: number;
}

export interface ControlLoop {
  enqueue(key: string, afterMilliseconds?: number): void;
  /** No new key is begun; resolves when those at work are done. */
  stop(): Promise<void>;
}

const firstDelay = 5;
const longestDelay = 30_000;

/** Starts a loop; it is idle until the first key. */
export function createControlLoop({ name, reconcile, workers = 4, clock, log }: ControlLoopOptions): ControlLoop {
  const ready = new Set<string>();
  const atWork = new Map<string, Promise<void>>();
  const timers = new Map<string, { at: number; timer: unknown }>();
  const failures = new Map<string, number>();
  let stopped = false;

  function enqueue(key: string, afterMilliseconds = 0): void {
    if (stopped) return;
    if (afterMilliseconds > 0) {
      later(key, afterMilliseconds);
    } else {
      ready.add(key);
      begin();
    }
  }

  function later(key: string, milliseconds: number): void {
    const at = clock.now() + milliseconds;
    const known = timers.get(key);
    if (known && known.at <= at) return;
    if (known) clock.clearTimeout(known.timer);
    const timer = clock.setTimeout(() => {
      timers.delete(key);
      enqueue(key);
    }, milliseconds);
    timers.set(key, { at, timer });
  }

  function begin(): void {
    for (const key of ready) {
      if (stopped || atWork.size >= workers) return;
      if (atWork.has(key)) continue;
      ready.delete(key);
      atWork.set(key, work(key));
    }
  }

  async function work(key: string): Promise<void> {
    try {
      // A turn of the event loop first, so that changes which arrive together are seen together.
      await Promise.resolve();
      const again = await reconcile(key);
      failures.delete(key);
      if (again) enqueue(key, Math.max(1, again.afterMilliseconds));
    } catch (error) {
      retry(key, error);
    } finally {
      atWork.delete(key);
      begin();
    }
  }

  function retry(key: string, error: unknown): void {
    if (stopped) return;
    const count = failures.get(key) ?? 0;
    failures.set(key, count + 1);
    const delay = Math.min(longestDelay, firstDelay * 2 ** count);
    log.debug({ controller: name, key, delay, error: String(error) }, 'reconciling failed, trying again');
    enqueue(key, delay);
  }

  return {
    enqueue,
    async stop() {
      stopped = true;
      for (const { timer } of timers.values()) clock.clearTimeout(timer);
      timers.clear();
      ready.clear();
      await Promise.all(atWork.values());
    },
  };
}
