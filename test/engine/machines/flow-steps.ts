import { type AnyStateMachine, createActor, fromPromise, initialTransition, type Snapshot, transition, waitFor } from 'xstate';

/** What a test reads of a snapshot. */
export interface Reached {
  value: unknown;
  status: string;
  tags: string[];
  context: Record<string, unknown>;
  /** Names of the effects that run. */
  running: string[];
}

/** An event by which an effect ends: `done` with what it gave, `error` with why it failed. */
export type EffectEnd = { effect: string; gave: unknown } | { effect: string; failedWith: unknown };

/** Takes a machine from its beginning through events, purely: no effect is run. `effect` is the name of the state that runs it. */
export function reach(machine: AnyStateMachine, input: unknown, events: readonly (EffectEnd | { type: string })[]): Reached {
  let [snapshot] = initialTransition(machine, input);
  for (const event of events) [snapshot] = transition(machine, snapshot, eventOf(machine, event));
  const { value, status, tags, context, children } = snapshot as unknown as Pick<Reached, 'value' | 'status' | 'context'> & {
    tags: Set<string>;
    children: Record<string, { src?: unknown } | undefined>;
  };
  const running = status === 'active' ? Object.entries(children).map(([id]) => id.replace(`0.${machine.id}.`, '')) : [];
  // A child of a state that was left is gone only once an actor has stopped it: what counts is the state that the machine is in.
  return { value, status, tags: [...tags], context, running: running.filter((state) => state === value) };
}

function eventOf(machine: AnyStateMachine, event: EffectEnd | { type: string }): { type: string } {
  if ('type' in event) return event;
  const actorId = `0.${machine.id}.${event.effect}`;
  if ('gave' in event) return { type: `xstate.done.actor.${actorId}`, output: event.gave, actorId } as { type: string };
  return { type: `xstate.error.actor.${actorId}`, error: event.failedWith, actorId } as { type: string };
}

/** Effects by name, each saying into `began` that it was run. */
export function withEffects(machine: AnyStateMachine, effects: Readonly<Record<string, () => unknown>>, began: string[]): AnyStateMachine {
  const actors = Object.entries(effects).map(([name, effect]) => {
    const logic = fromPromise(async () => {
      began.push(name);
      return await effect();
    });
    return [name, logic];
  });
  return machine.provide({ actors: Object.fromEntries(actors) });
}

/** Runs until `state`, and gives what a store keeps then. Nothing of it runs afterwards: as if it had been killed. */
export async function storedAt(machine: AnyStateMachine, input: unknown, state: string): Promise<string> {
  const actor = createActor(machine, { input });
  actor.start();
  const stored = await new Promise<string>((resolve) => {
    const look = () => {
      if (actor.getSnapshot().matches(state)) resolve(JSON.stringify(actor.getPersistedSnapshot()));
    };
    actor.subscribe(look);
    look();
  });
  actor.stop();
  return stored;
}

/** Goes on from what a store kept, to the end; gives the state that it ended in. */
export async function goOn(machine: AnyStateMachine, stored: string): Promise<unknown> {
  const actor = createActor(machine, { snapshot: JSON.parse(stored) as Snapshot<unknown> });
  actor.start();
  const { value } = await waitFor(actor, ({ status }) => status !== 'active', { timeout: 5_000 });
  return value;
}
