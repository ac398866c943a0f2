interface ConnectionState {
  state: string;
  error?: unknown;
}

interface Listener<T> {
  onData(value: T): void;
  onError(error: unknown): void;
  onComplete(): void;
  onConnectionStateChange(state: ConnectionState): void;
}

interface Subscribable<T> {
  subscribe(input: never, options: Listener<T>): { unsubscribe(): void };
}

/** Calls `take` with each value of a subscription, until it ends or the signal aborts. Rejects when it fails. */
export function follow<T, Input>(
  procedure: Subscribable<T>,
  input: Input,
  { take, signal }: { take: (value: T) => void; signal: AbortSignal },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => {
      // The call of a subscriber can come before `subscribe` has returned.
      queueMicrotask(() => subscription.unsubscribe());
      reject(error);
    };
    const subscription = procedure.subscribe(input as never, {
      onData: take,
      onError: reject,
      onComplete: resolve,
      // Links take most failures for a lost connection and ask again, without end. For a command the first is the last.
      onConnectionStateChange: ({ error }) => {
        if (error) fail(error);
      },
    });
    const leave = (): void => {
      subscription.unsubscribe();
      resolve();
    };
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
  });
}
