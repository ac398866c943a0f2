import type { Clock } from '../../../contract/clock.ts';
import { createDelays } from './delays.ts';
import { createRateLimiter, type RateLimiter } from './rate-limiter.ts';
import { createWaitingLine, type Priority } from './waiting-line.ts';

/**
 * Keys that await work. A key waits at most once; one that is being worked on is not handed out again before `done`,
 * and one added meanwhile comes again afterwards.
 */
export interface WorkQueue {
  readonly length: number;
  add(key: string, priority?: Priority): void;
  /** Adds later; of several times for a key the earliest holds. */
  addAfter(key: string, milliseconds: number): void;
  /** Adds after the key's back-off. */
  addRateLimited(key: string): void;
  /** The key went well: its back-off begins again. */
  forget(key: string): void;
  /** The next key, when there is one; undefined once shut down and empty. */
  next(): Promise<string | undefined>;
  /** Work on a key that `next` gave has ended, well or not. */
  done(key: string): void;
  /** Takes nothing new and drops what is delayed; what waits is still handed out, or with `discard` dropped too. */
  shutDown(options?: { discard?: boolean }): void;
}

/** What a queue tells of itself. Durations in seconds. */
export interface WorkQueueObserver {
  depth(keys: number): void;
  added(): void;
  retried(): void;
  waited(seconds: number): void;
  worked(seconds: number): void;
  /** Asked on a scrape: since when (clock milliseconds) each key is being worked on. */
  running(startTimes: () => Iterable<number>): void;
}

export interface WorkQueueOptions {
  clock: Clock;
  rateLimiter?: RateLimiter | undefined;
  observer?: WorkQueueObserver | undefined;
}

/** An empty queue. */
export function createWorkQueue({ clock, observer, rateLimiter = createRateLimiter(clock) }: WorkQueueOptions): WorkQueue {
  const line = createWaitingLine();
  const delays = createDelays(clock, (key) => add(key));
  const startedAt = new Map<string, number>();
  const again = new Map<string, Priority>();
  const idle: ((key: string | undefined) => void)[] = [];
  let isShutDown = false;
  observer?.running(() => startedAt.values());

  return {
    get length() {
      return line.length;
    },
    add,
    addAfter(key, milliseconds) {
      if (isShutDown) return;
      if (milliseconds <= 0) add(key);
      else delays.set(key, milliseconds);
    },
    addRateLimited(key) {
      if (isShutDown) return;
      observer?.retried();
      delays.set(key, rateLimiter.next(key));
    },
    forget: rateLimiter.forget,
    next() {
      const key = take();
      if (key !== undefined || isShutDown) return Promise.resolve(key);
      return new Promise((resolve) => idle.push(resolve));
    },
    done(key) {
      const began = startedAt.get(key);
      if (began === undefined) return;
      startedAt.delete(key);
      observer?.worked((clock.now() - began) / 1000);
      const priority = again.get(key);
      again.delete(key);
      if (priority !== undefined) enqueue(key, priority);
    },
    shutDown({ discard = false } = {}) {
      isShutDown = true;
      delays.clear();
      if (discard) {
        line.clear();
        again.clear();
      }
      for (const resolve of idle.splice(0)) resolve(undefined);
    },
  };

  function add(key: string, priority: Priority = 'normal'): void {
    if (isShutDown) return;
    // Whoever asked for later gets now.
    if (priority === 'normal') delays.drop(key);
    observer?.added();
    if (startedAt.has(key)) again.set(key, again.get(key) === 'normal' ? 'normal' : priority);
    else enqueue(key, priority);
  }

  function enqueue(key: string, priority: Priority): void {
    line.add(key, priority, clock.now());
    observer?.depth(line.length);
    const resolve = idle.shift();
    resolve?.(take());
  }

  function take(): string | undefined {
    const first = line.take();
    if (!first) return undefined;
    startedAt.set(first.key, clock.now());
    observer?.depth(line.length);
    observer?.waited((clock.now() - first.since) / 1000);
    return first.key;
  }
}
