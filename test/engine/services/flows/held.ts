import type { StepEffect } from './flow-world.ts';

/** A step that waits until it is let go, or its signal aborts. */
export interface Held {
  effect: StepEffect;
  /** Resolves when the step has begun. */
  begun: Promise<void>;
  letGo(): void;
  failWith(error: unknown): void;
  /** The reason its signal aborted with; undefined: it did not. */
  aborted(): unknown;
}

export function held(): Held {
  const begun = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  let reason: unknown;
  return {
    async effect(_, signal) {
      begun.resolve();
      const aborted = Promise.withResolvers<never>();
      signal.addEventListener('abort', () => {
        reason = signal.reason;
        aborted.reject(signal.reason);
      });
      await Promise.race([end.promise, aborted.promise]);
    },
    begun: begun.promise,
    letGo: () => end.resolve(),
    failWith: (error) => end.reject(error),
    aborted: () => reason,
  };
}
