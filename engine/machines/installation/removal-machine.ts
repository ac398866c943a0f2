import { assign, type PromiseActorLogic, setup } from 'xstate';
import { type FlowFailure, flowFailure } from '../flow-failure.ts';

/** What is to be removed, as plain data. */
export interface RemovalRequest {
  /** The cluster's name. */
  cluster: string;
  /** Also the definitions of Slipway's kinds, and with them every object of these kinds. */
  deleteKinds: boolean;
  /** Also the models: objects of Slipway's kinds, and what runs for them. */
  deleteModels: boolean;
}

/** Where the parts are: found out first, because what says so is removed on the way. */
export interface PlannedRemoval {
  namespace: string;
  namespaceOnly: boolean;
}

export type RemovalStep = 'plan' | 'remove' | 'verify' | 'done' | 'failed' | 'cancelled';

/** The machine's context: plain data, so that it can be stored after every step. */
export interface RemovalFlow {
  request: RemovalRequest;
  planned: PlannedRemoval | null;
  error: FlowFailure | null;
  failedAt: RemovalStep | null;
  /** What a person should know of how it ended. */
  note: string | null;
}

type Step<Output = unknown> = PromiseActorLogic<Output, RemovalFlow>;

/** Removes Slipway's parts from a cluster. Removing is not undone: once begun, a cancelled removal leaves the rest for the next. */
export const removalMachine = setup({
  types: {
    context: {} as RemovalFlow,
    input: {} as RemovalRequest,
    events: {} as { type: 'cancel' },
    meta: {} as { step: RemovalStep },
    tags: {} as 'done' | 'failed' | 'cancelled',
  },
  actors: {} as { plan: Step<PlannedRemoval>; remove: Step; verify: Step },
  actions: {
    fail: assign((_, { step, error }: { step: RemovalStep; error: unknown }) => ({ failedAt: step, error: flowFailure(error) })),
    sayUntouched: assign({ note: 'Nothing in the cluster was changed.' }),
    sayHalf: assign({
      note: ({ context }) => `The removal from ${context.request.cluster} was stopped on its way. Run it again to remove what is left.`,
    }),
  },
}).createMachine({
  id: 'removal',
  context: ({ input }) => ({ request: input, planned: null, error: null, failedAt: null, note: null }),
  initial: 'planning',
  states: {
    planning: {
      meta: { step: 'plan' },
      on: { cancel: { target: 'cancelled', actions: 'sayUntouched' } },
      invoke: {
        src: 'plan',
        input: ({ context }) => context,
        onDone: { target: 'removing', actions: assign({ planned: ({ event }) => event.output }) },
        onError: { target: 'failed', actions: { type: 'fail', params: ({ event }) => ({ step: 'plan', error: event.error }) } },
      },
    },
    removing: {
      meta: { step: 'remove' },
      on: { cancel: { target: 'cancelled', actions: 'sayHalf' } },
      invoke: {
        src: 'remove',
        input: ({ context }) => context,
        onDone: 'verifying',
        onError: { target: 'failed', actions: { type: 'fail', params: ({ event }) => ({ step: 'remove', error: event.error }) } },
      },
    },
    verifying: {
      meta: { step: 'verify' },
      on: { cancel: { target: 'cancelled', actions: 'sayHalf' } },
      invoke: {
        src: 'verify',
        input: ({ context }) => context,
        onDone: 'done',
        onError: { target: 'failed', actions: { type: 'fail', params: ({ event }) => ({ step: 'verify', error: event.error }) } },
      },
    },
    done: { type: 'final', tags: 'done', meta: { step: 'done' } },
    failed: { type: 'final', tags: 'failed', meta: { step: 'failed' } },
    cancelled: { type: 'final', tags: 'cancelled', meta: { step: 'cancelled' } },
  },
});
