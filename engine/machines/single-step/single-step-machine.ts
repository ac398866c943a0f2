import { assign, type PromiseActorLogic, setup } from 'xstate';
import { type FlowFailure, flowFailure } from '../flow-failure.ts';

/** The machine's context: plain data, so that it can be stored. What is done is known to its effect alone. */
export interface SingleStepFlow {
  error: FlowFailure | null;
  failedAt: 'run' | null;
  /** What a person should know of how it ended. */
  note: string | null;
}

/** What a person is told when it was cancelled: whether anything of it has stayed. */
export interface SingleStepInput {
  whenCancelled: string;
}

/** One thing that takes a while. It can be done again from its beginning, and there is nothing to remove when it is cancelled. */
export const singleStepMachine = setup({
  types: {
    context: {} as SingleStepFlow & SingleStepInput,
    input: {} as SingleStepInput,
    events: {} as { type: 'cancel' },
    meta: {} as { step: 'run' | 'done' | 'failed' | 'cancelled' },
    tags: {} as 'done' | 'failed' | 'cancelled',
  },
  actors: {} as { run: PromiseActorLogic<unknown, SingleStepFlow> },
  actions: {
    fail: assign((_, { error }: { error: unknown }) => ({ failedAt: 'run' as const, error: flowFailure(error) })),
    sayCancelled: assign({ note: ({ context }) => context.whenCancelled }),
  },
}).createMachine({
  id: 'singleStep',
  context: ({ input }) => ({ whenCancelled: input.whenCancelled, error: null, failedAt: null, note: null }),
  initial: 'running',
  states: {
    running: {
      meta: { step: 'run' },
      on: { cancel: { target: 'cancelled', actions: 'sayCancelled' } },
      invoke: {
        src: 'run',
        input: ({ context }) => context,
        onDone: 'done',
        onError: { target: 'failed', actions: { type: 'fail', params: ({ event }) => ({ error: event.error }) } },
      },
    },
    done: { type: 'final', tags: 'done', meta: { step: 'done' } },
    failed: { type: 'final', tags: 'failed', meta: { step: 'failed' } },
    cancelled: { type: 'final', tags: 'cancelled', meta: { step: 'cancelled' } },
  },
});
