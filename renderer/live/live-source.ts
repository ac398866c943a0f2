import type { Clock } from '../../engine/contract/clock.ts';
import type { WireError } from '../../engine/contract/errors.ts';

/** What a subscription has brought so far; `error` is why it ended, with `data` the last that came before. */
export interface LiveState<T> {
  data: T | undefined;
  error: WireError | undefined;
}

export interface LiveObserver<T> {
  next(data: T): void;
  error(error: WireError): void;
}

/** One subscription to the engine, shared by everything on the page that shows it. */
export interface LiveSource<T> {
  get(): LiveState<T>;
  subscribe(onChange: () => void): () => void;
  /** Starts again at once after an error. */
  retry(): void;
}

const retryMs = 4000;
// Going from a list to an object and back within this time shows the list at once.
const lingerMs = 10_000;

/** A source that subscribes with its first reader and ends a while after its last; after an error it tries again. */
export function createLiveSource<T>(start: (observer: LiveObserver<T>) => () => void, clock: Clock): LiveSource<T> {
  let state: LiveState<T> = { data: undefined, error: undefined };
  let stop: (() => void) | undefined;
  let timer: unknown;
  const listeners = new Set<() => void>();

  function change(next: LiveState<T>): void {
    state = next;
    for (const listener of listeners) listener();
  }

  function begin(): void {
    clock.clearTimeout(timer);
    stop?.();
    stop = start({
      next: (data) => change({ data, error: undefined }),
      error(error) {
        stop = undefined;
        change({ data: state.data, error });
        timer = clock.setTimeout(begin, retryMs);
      },
    });
  }

  function end(): void {
    clock.clearTimeout(timer);
    stop?.();
    stop = undefined;
    state = { data: undefined, error: undefined };
  }

  return {
    get: () => state,
    subscribe(onChange) {
      listeners.add(onChange);
      if (listeners.size === 1) {
        clock.clearTimeout(timer);
        if (!stop) begin();
      }
      return () => {
        listeners.delete(onChange);
        if (listeners.size === 0) timer = clock.setTimeout(end, lingerMs);
      };
    },
    retry: begin,
  };
}
