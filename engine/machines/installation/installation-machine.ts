import { assign, type PromiseActorLogic, setup } from 'xstate';
import { flowFailure } from '../flow-failure.ts';
import type { InstallationFlow, InstallationRequest, InstallationStep, PlannedInstallation } from './installation-flow.ts';

type Step<Output = unknown> = PromiseActorLogic<Output, InstallationFlow>;

/**
 * Installs or upgrades Slipway's parts in a cluster. Every effect must be safe to run again: whoever starts the machine from a
 * stored snapshot goes on with the step that was interrupted.
 */
export const installationMachine = setup({
  types: {
    context: {} as InstallationFlow,
    input: {} as InstallationRequest,
    events: {} as { type: 'cancel' },
    meta: {} as { step: InstallationStep },
    tags: {} as 'done' | 'failed' | 'cancelled',
  },
  actors: {} as { plan: Step<PlannedInstallation>; build: Step; load: Step; apply: Step; untilHealthy: Step; cleanUp: Step },
  guards: {
    needsImages: ({ context }) => (context.planned?.images.length ?? 0) > 0,
    isUpgrade: ({ context }) => context.planned?.from != null,
  },
  actions: {
    fail: assign((_, { step, error }: { step: InstallationStep; error: unknown }) => ({ failedAt: step, error: flowFailure(error) })),
    sayUntouched: assign({ note: 'Nothing in the cluster was changed.' }),
    sayLeft: assign({ note: ({ context }) => upgradeLeft(context) }),
    sayRemoved: assign({ note: 'What this installation had created was removed.' }),
  },
}).createMachine({
  id: 'installation',
  context: ({ input }) => ({ request: input, planned: null, error: null, failedAt: null, note: null }),
  initial: 'planning',
  states: {
    planning: {
      meta: { step: 'plan' },
      on: { cancel: { target: 'cancelled', actions: 'sayUntouched' } },
      invoke: {
        src: 'plan',
        input: ({ context }) => context,
        onDone: { target: 'planned', actions: assign({ planned: ({ event }) => event.output }) },
        onError: { target: 'failed', actions: { type: 'fail', params: ({ event }) => ({ step: 'plan', error: event.error }) } },
      },
    },
    planned: {
      meta: { step: 'plan' },
      always: [{ guard: 'needsImages', target: 'building' }, { target: 'applying' }],
    },
    building: {
      meta: { step: 'build' },
      on: { cancel: { target: 'cancelled', actions: 'sayUntouched' } },
      invoke: {
        src: 'build',
        input: ({ context }) => context,
        onDone: 'loading',
        onError: { target: 'failed', actions: { type: 'fail', params: ({ event }) => ({ step: 'build', error: event.error }) } },
      },
    },
    loading: {
      meta: { step: 'load' },
      on: { cancel: { target: 'cancelled', actions: 'sayUntouched' } },
      invoke: {
        src: 'load',
        input: ({ context }) => context,
        onDone: 'applying',
        onError: { target: 'failed', actions: { type: 'fail', params: ({ event }) => ({ step: 'load', error: event.error }) } },
      },
    },
    applying: {
      meta: { step: 'apply' },
      on: { cancel: [{ guard: 'isUpgrade', target: 'cancelled', actions: 'sayLeft' }, { target: 'cancelling' }] },
      invoke: {
        src: 'apply',
        input: ({ context }) => context,
        onDone: 'untilHealthy',
        onError: { target: 'failed', actions: { type: 'fail', params: ({ event }) => ({ step: 'apply', error: event.error }) } },
      },
    },
    untilHealthy: {
      meta: { step: 'healthy' },
      on: { cancel: [{ guard: 'isUpgrade', target: 'cancelled', actions: 'sayLeft' }, { target: 'cancelling' }] },
      invoke: {
        src: 'untilHealthy',
        input: ({ context }) => context,
        onDone: 'done',
        onError: { target: 'failed', actions: { type: 'fail', params: ({ event }) => ({ step: 'healthy', error: event.error }) } },
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

/** An upgrade is not undone: the version before may not understand what the new one has written. */
function upgradeLeft({ planned, request }: InstallationFlow): string {
  return `The upgrade of ${request.cluster} from ${planned?.from} was stopped on its way, and what it had changed stays. Run the upgrade again to complete it.`;
}
