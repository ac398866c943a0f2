import { assign, setup } from 'xstate';
import type { DeploymentFacts, DeploymentStepId } from './deployment-facts.ts';

type StepParams = { step: DeploymentStepId };

/**
 * The life of one deployment, from an accepted manifest to a served model.
 * Every observation starts at the first state and walks as far as the facts carry: so a pod that is lost leads back,
 * and a host that was restarted finds the same state again. No effects, no delays.
 */
export const deploymentMachine = setup({
  types: {
    context: {} as { facts: DeploymentFacts },
    input: {} as { facts: DeploymentFacts },
    events: {} as { type: 'observed'; facts: DeploymentFacts },
  },
  guards: {
    isDone: ({ context }, { step }: StepParams) => context.facts.steps[step].state === 'done',
    hasFailed: ({ context }, { step }: StepParams) => context.facts.steps[step].state === 'failed',
  },
  actions: {
    remember: assign({ facts: ({ event }) => event.facts }),
  },
}).createMachine({
  id: 'deployment',
  context: ({ input }) => ({ facts: input.facts }),
  initial: 'accepting',
  on: { observed: { target: '.accepting', reenter: true, actions: 'remember' } },
  states: {
    accepting: {
      always: [
        { guard: { type: 'hasFailed', params: { step: 'accepted' } }, target: 'refused' },
        { guard: { type: 'isDone', params: { step: 'accepted' } }, target: 'choosingRecipe' },
      ],
    },
    choosingRecipe: {
      always: [
        { guard: { type: 'hasFailed', params: { step: 'recipe' } }, target: 'withoutRecipe' },
        { guard: { type: 'isDone', params: { step: 'recipe' } }, target: 'scheduling' },
      ],
    },
    scheduling: {
      always: [
        { guard: { type: 'hasFailed', params: { step: 'scheduled' } }, target: 'unschedulable' },
        { guard: { type: 'isDone', params: { step: 'scheduled' } }, target: 'starting' },
      ],
    },
    starting: {
      always: [
        { guard: { type: 'hasFailed', params: { step: 'started' } }, target: 'notStarted' },
        { guard: { type: 'isDone', params: { step: 'started' } }, target: 'loading' },
      ],
    },
    loading: {
      always: [
        { guard: { type: 'hasFailed', params: { step: 'loaded' } }, target: 'notLoaded' },
        { guard: { type: 'isDone', params: { step: 'loaded' } }, target: 'routing' },
      ],
    },
    routing: {
      always: [
        { guard: { type: 'hasFailed', params: { step: 'routed' } }, target: 'notRouted' },
        { guard: { type: 'isDone', params: { step: 'routed' } }, target: 'settling' },
      ],
    },
    settling: {
      always: [
        { guard: { type: 'hasFailed', params: { step: 'ready' } }, target: 'notReady' },
        { guard: { type: 'isDone', params: { step: 'ready' } }, target: 'ready' },
      ],
    },
    ready: { tags: 'done' },
    refused: { tags: 'failed' },
    withoutRecipe: { tags: 'failed' },
    unschedulable: { tags: 'failed' },
    notStarted: { tags: 'failed' },
    notLoaded: { tags: 'failed' },
    notRouted: { tags: 'failed' },
    notReady: { tags: 'failed' },
  },
});

/** The step that each state stands at. */
export const stepOfState: Record<string, DeploymentStepId> = {
  accepting: 'accepted',
  refused: 'accepted',
  choosingRecipe: 'recipe',
  withoutRecipe: 'recipe',
  scheduling: 'scheduled',
  unschedulable: 'scheduled',
  starting: 'started',
  notStarted: 'started',
  loading: 'loaded',
  notLoaded: 'loaded',
  routing: 'routed',
  notRouted: 'routed',
  settling: 'ready',
  notReady: 'ready',
  ready: 'ready',
};
