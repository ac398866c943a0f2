import { fromPromise, type PromiseActorLogic } from 'xstate';
import type { SlipwayError } from '../../contract/errors.ts';
import { toSlipwayError } from '../shared/to-slipway-error.ts';
import type { FlowEffect } from './flow-definition.ts';

export interface EffectRunner {
  /** To be provided to the machine. */
  actors: Record<string, PromiseActorLogic<unknown, never>>;
  /** Resolves when none runs. */
  settled(): Promise<void>;
  /** Why the last that failed did so, with all that the machine does not keep. */
  lastError(): SlipwayError | undefined;
}

/**
 * Effects as actors of a machine. One begins when the one before has really ended: a machine that is cancelled leaves its
 * state at once, while the effect of that state still takes back what it had begun. `reason` is what signals abort with.
 */
export function createEffectRunner(effects: Readonly<Record<string, FlowEffect<never>>>, reason: () => unknown): EffectRunner {
  let running: Promise<void> = Promise.resolve();
  let last: SlipwayError | undefined;

  async function run(effect: FlowEffect<never>, context: never, signal: AbortSignal): Promise<unknown> {
    const before = running;
    const ending = Promise.withResolvers<void>();
    running = ending.promise;
    const own = new AbortController();
    const abort = (): void => own.abort(reason());
    signal.addEventListener('abort', abort, { once: true });
    try {
      // Waited for in any case: the machine's state is kept before what it does begins, so that a kill cannot come between.
      await before;
      if (signal.aborted) throw reason();
      return await effect(context, own.signal);
    } catch (error) {
      last = toSlipwayError(error);
      throw last;
    } finally {
      signal.removeEventListener('abort', abort);
      ending.resolve();
    }
  }

  return {
    actors: Object.fromEntries(
      Object.entries(effects).map(([name, effect]) => [
        name,
        fromPromise<unknown, never>(({ input, signal }) => run(effect, input, signal)),
      ]),
    ),
    async settled() {
      for (let seen: Promise<void> | undefined; seen !== running; ) {
        seen = running;
        await seen;
      }
    },
    lastError: () => last,
  };
}
