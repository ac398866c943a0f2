import { assign, type PromiseActorLogic, setup } from 'xstate';
import { type FlowFailure, flowFailure } from '../flow-failure.ts';

/** Which cluster is to be made, as plain data. */
export interface ClusterCreationRequest {
  /** The provider's id: `kind`. */
  provider: string;
  /** The cluster's name. */
  name: string;
  /** What the provider's `create` is told; only the effects read it. */
  options: Record<string, string | number | boolean>;
}

export type ClusterCreationStep = 'check' | 'create' | 'fleet' | 'clean' | 'done' | 'failed' | 'cancelled';

/** The machine's context: plain data, so that it can be stored after every step. */
export interface ClusterCreationFlow {
  request: ClusterCreationRequest;
  error: FlowFailure | null;
  failedAt: ClusterCreationStep | null;
  /** What a person should know of how it ended. */
  note: string | null;
}

type Step = PromiseActorLogic<unknown, ClusterCreationFlow>;

/**
 * Makes a cluster. Every effect must be safe to run again: whoever starts the machine from a stored snapshot goes on with the
 * step that was interrupted.
 */
export const clusterCreationMachine = setup({
  types: {
    context: {} as ClusterCreationFlow,
    input: {} as ClusterCreationRequest,
    events: {} as { type: 'cancel' },
    meta: {} as { step: ClusterCreationStep },
    tags: {} as 'done' | 'failed' | 'cancelled',
  },
  actors: {} as { check: Step; create: Step; keepFleet: Step; cleanUp: Step },
  actions: {
    fail: assign((_, { step, error }: { step: ClusterCreationStep; error: unknown }) => ({ failedAt: step, error: flowFailure(error) })),
    sayUntouched: assign({ note: 'Nothing was made.' }),
    sayRemoved: assign({ note: ({ context }) => `What had been made of ${context.request.name} was removed.` }),
  },
}).createMachine({
  id: 'clusterCreation',
  context: ({ input }) => ({ request: input, error: null, failedAt: null, note: null }),
  initial: 'checking',
  states: {
    checking: {
      meta: { step: 'check' },
      on: { cancel: { target: 'cancelled', actions: 'sayUntouched' } },
      invoke: {
        src: 'check',
        input: ({ context }) => context,
        onDone: 'creating',
        onError: { target: 'failed', actions: { type: 'fail', params: ({ event }) => ({ step: 'check', error: event.error }) } },
      },
    },
    creating: {
      meta: { step: 'create' },
      on: { cancel: 'cancelling' },
      invoke: {
        src: 'create',
        input: ({ context }) => context,
        onDone: 'keepingFleet',
        onError: { target: 'failed', actions: { type: 'fail', params: ({ event }) => ({ step: 'create', error: event.error }) } },
      },
    },
    keepingFleet: {
      meta: { step: 'fleet' },
      on: { cancel: 'cancelling' },
      invoke: {
        src: 'keepFleet',
        input: ({ context }) => context,
        onDone: 'done',
        onError: { target: 'failed', actions: { type: 'fail', params: ({ event }) => ({ step: 'fleet', error: event.error }) } },
      },
    },
    cancelling: {
      meta: { step: 'clean' },
      invoke: {
        src: 'cleanUp',
        input: ({ context }) => context,
        onDone: { target: 'cancelled', actions: 'sayRemoved' },
        onError: { target: 'failed', actions: { type: 'fail', params: ({ event }) => ({ step: 'clean', error: event.error }) } },
      },
    },
    done: { type: 'final', tags: 'done', meta: { step: 'done' } },
    failed: { type: 'final', tags: 'failed', meta: { step: 'failed' } },
    cancelled: { type: 'final', tags: 'cancelled', meta: { step: 'cancelled' } },
  },
});
