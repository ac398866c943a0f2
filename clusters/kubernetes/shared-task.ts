/** Work that several wait for. It is called off when nobody waits any more. */
export interface SharedTask<T> {
  /** The result; rejects with the signal's reason once that aborts. */
  join(signal?: AbortSignal): Promise<T>;
  /** Whether it has ended or was called off: whoever comes later begins another. */
  isOver(): boolean;
}

/** Begins the work at once. */
export function createSharedTask<T>(work: (signal: AbortSignal) => Promise<T>): SharedTask<T> {
  const end = new AbortController();
  let waiting = 0;
  let isOver = false;
  const result = work(end.signal).finally(() => {
    isOver = true;
  });
  // Who has stopped waiting does not hear of its failure.
  result.catch(() => {});

  return {
    async join(signal) {
      signal?.throwIfAborted();
      waiting++;
      const { promise: aborted, reject } = Promise.withResolvers<never>();
      const abort = () => reject(signal?.reason);
      signal?.addEventListener('abort', abort, { once: true });
      try {
        return await Promise.race([result, aborted]);
      } finally {
        signal?.removeEventListener('abort', abort);
        waiting--;
        if (waiting === 0 && !isOver) callOff();
      }
    },
    isOver: () => isOver,
  };

  function callOff(): void {
    isOver = true;
    end.abort(new Error('nobody waits any more'));
  }
}
