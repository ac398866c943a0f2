import { assign, type PromiseActorLogic, setup } from 'xstate';
import { z } from 'zod';
import { type Clock, systemClock } from '../../../../clusters/clock.ts';
import { silentLog } from '../../../../clusters/log.ts';
import { type FlowFailure, flowFailure } from '../../../../engine/machines/flow-failure.ts';
import { defineFlow, type FlowDefinition, type FlowTools } from '../../../../engine/services/flows/flow-definition.ts';
import { createFlows, type Flows } from '../../../../engine/services/flows/flows.ts';
import type { Store } from '../../../../engine/store/store.ts';

interface Context {
  name: string;
  made: string[];
  error: FlowFailure | null;
  failedAt: string | null;
  note: string | null;
}

type Step = PromiseActorLogic<string, Context>;
/** Three steps, of which the last two can be cancelled and cleaned up after. */
export const threeSteps = setup({
  types: {
    context: {} as Context,
    input: {} as { name: string },
    events: {} as { type: 'cancel' },
    meta: {} as { step: string },
    tags: {} as 'done' | 'failed' | 'cancelled',
  },
  actors: {} as { first: Step; second: Step; third: Step; cleanUp: Step },
  actions: {
    fail: assign((_, { step, error }: { step: string; error: unknown }) => ({ failedAt: step, error: flowFailure(error) })),
    remember: assign({ made: ({ context }, { output }: { output: string }) => [...context.made, output] }),
    say: assign({ note: ({ context }) => `What was made of ${context.name} is gone.` }),
  },
}).createMachine({
  id: 'threeSteps',
  context: ({ input }) => ({ name: input.name, made: [], error: null, failedAt: null, note: null }),
  initial: 'one',
  states: {
    one: {
      meta: { step: 'first' },
      on: { cancel: 'cancelled' },
      invoke: {
        src: 'first',
        input: ({ context }) => context,
        onDone: { target: 'two', actions: { type: 'remember', params: ({ event }) => ({ output: event.output }) } },
        onError: { target: 'failed', actions: { type: 'fail', params: ({ event }) => ({ step: 'first', error: event.error }) } },
      },
    },
    two: {
      meta: { step: 'second' },
      on: { cancel: 'cancelling' },
      invoke: {
        src: 'second',
        input: ({ context }) => context,
        onDone: { target: 'three', actions: { type: 'remember', params: ({ event }) => ({ output: event.output }) } },
        onError: { target: 'failed', actions: { type: 'fail', params: ({ event }) => ({ step: 'second', error: event.error }) } },
      },
    },
    three: {
      meta: { step: 'third' },
      on: { cancel: 'cancelling' },
      invoke: {
        src: 'third',
        input: ({ context }) => context,
        onDone: { target: 'done', actions: { type: 'remember', params: ({ event }) => ({ output: event.output }) } },
        onError: { target: 'failed', actions: { type: 'fail', params: ({ event }) => ({ step: 'third', error: event.error }) } },
      },
    },
    cancelling: {
      meta: { step: 'clean' },
      invoke: {
        src: 'cleanUp',
        input: ({ context }) => context,
        onDone: { target: 'cancelled', actions: 'say' },
        onError: { target: 'failed', actions: { type: 'fail', params: ({ event }) => ({ step: 'clean', error: event.error }) } },
      },
    },
    done: { type: 'final', tags: 'done', meta: { step: 'done' } },
    failed: { type: 'final', tags: 'failed', meta: { step: 'failed' } },
    cancelled: { type: 'final', tags: 'cancelled', meta: { step: 'cancelled' } },
  },
});

export type StepName = 'first' | 'second' | 'third' | 'clean';
/** What a step does in a test. */
export type StepEffect = (tools: FlowTools, signal: AbortSignal, context: Context) => Promise<void>;

/** A kind of flow over the three steps; a step without an effect is done at once. */
export function threeStepFlow(effects: Partial<Record<StepName, StepEffect>> = {}): FlowDefinition {
  const run = (step: StepName, tools: FlowTools) => async (context: Context, signal: AbortSignal) => {
    tools.log(`${step} begins`);
    await effects[step]?.(tools, signal, context);
    return step;
  };
  return defineFlow<{ name: string }, Context>({
    kind: 'cluster.create',
    input: z.object({ name: z.string().min(1, 'a name is needed') }),
    title: ({ name }) => `Make ${name}`,
    cluster: ({ name }) => name,
    machine: threeSteps,
    begin: (input) => input,
    steps: [
      { id: 'first', label: 'First' },
      { id: 'second', label: 'Second' },
      { id: 'third', label: 'Third' },
    ],
    shares: { first: [0, 0.2], second: [0.2, 0.8] },
    effects: (_, tools) => ({
      first: run('first', tools),
      second: run('second', tools),
      third: run('third', tools),
      cleanUp: run('clean', tools),
    }),
    async cleanUp(_, tools, { state, signal, context }) {
      tools.log(`cleaning up after ${state}`);
      if (context) await run('clean', tools)(context, signal);
    },
  });
}

export interface FlowWorld extends Flows, AsyncDisposable {}

export interface FlowWorldOptions {
  store: Store;
  effects?: Partial<Record<StepName, StepEffect>>;
  definitions?: readonly FlowDefinition[];
  clock?: Clock;
  owner?: string;
  ownerAlive?: (owner: string) => boolean;
}

let flowsMade = 0;

/** Flows over a store. Its owner is alone unless the test says otherwise. */
export function flowWorld({
  store,
  effects = {},
  definitions = [threeStepFlow(effects)],
  clock = systemClock,
  owner = 'test',
  ownerAlive,
}: FlowWorldOptions): FlowWorld {
  const flows = createFlows({
    store,
    clock,
    newId: () => `flow-${++flowsMade}`,
    definitions,
    owner,
    ownerAlive: ownerAlive ?? ((other) => other === owner),
    log: silentLog,
  });
  return { ...flows, [Symbol.asyncDispose]: () => flows.close() };
}
