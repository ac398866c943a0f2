import { type AnyMachineSnapshot, createActor, type Snapshot } from 'xstate';
import { type Clock, pause } from '../../../clusters/clock.ts';
import { SlipwayError } from '../../contract/errors.ts';
import type { FlowRecord } from '../../store/flow-record.ts';
import type { BoundFlow } from './flow-definition.ts';
import { wholeFraction } from './flow-fraction.ts';
import { changeState, cleaningStep, endSteps } from './flow-steps.ts';
import { createFlowTools } from './flow-tools.ts';
import type { Journal } from './journal.ts';
import { failureOf, noteOf, outcomeOf, stepOf } from './machine-snapshot.ts';
import { createEffectRunner } from './run-effects.ts';

/** How long effects may take to stop when the process ends; what they leave then is as after a kill, which they must stand anyway. */
export const stopWithinMs = 10_000;

/** A flow that this process runs. */
export interface FlowRun {
  record(): FlowRecord;
  /** False where it is too late, or being done. */
  cancel(): boolean;
  /** Stops it where it is, without removing anything: it can be resumed. */
  interrupt(): Promise<void>;
  /** Resolves when it has ended or was interrupted, and that is kept. */
  ended: Promise<void>;
}

/** Runs the machine from its stored snapshot, or from its beginning. Throws for a snapshot that is not of this machine. */
export function runFlow({ bound, journal, clock }: { bound: BoundFlow; journal: Journal; clock: Clock }): FlowRun {
  const over = Promise.withResolvers<void>();
  let state = '';
  let isOver = false;
  let why = new SlipwayError('cancelled', `"${bound.title}" was cancelled.`);
  const tools = createFlowTools({ journal, clock, share: () => bound.shares[state] });
  const effects = createEffectRunner(bound.effects(tools), () => why);
  const machine = bound.machine.provide({ actors: effects.actors });
  const { snapshot } = journal.record;
  const actor = createActor(machine, snapshot === null ? { input: bound.beginning } : { snapshot: snapshot as Snapshot<unknown> });
  // XState keeps what a broken beginning throws for whoever starts the actor.
  const beginning: AnyMachineSnapshot = actor.getSnapshot();
  if (beginning.status === 'error') throw beginning.error;

  function observe(next: AnyMachineSnapshot): void {
    if (isOver) return;
    if (next.status === 'active') enter(next);
    else void end(next);
  }

  function enter(next: AnyMachineSnapshot): void {
    const step = stepOf(next) ?? state;
    const { progress } = journal.record;
    const steps = step === state ? progress.steps : changeState(progress.steps, step, clock.now());
    const fraction = step === state ? progress.fraction : wholeFraction(bound.shares[step], 0);
    state = step;
    journal.keep(
      { snapshot: actor.getPersistedSnapshot(), ...(step === cleaningStep.id && { state: 'cancelling' as const }) },
      { steps, fraction },
    );
  }

  async function end(last: AnyMachineSnapshot): Promise<void> {
    isOver = true;
    // The machine is at its end, while the effect that was cancelled may still take back what it had begun.
    await effects.settled();
    const outcome = outcomeOf(last);
    const { progress } = journal.record;
    journal.keep(
      { state: outcome },
      {
        steps: endSteps(progress.steps, outcome, clock.now()),
        message: noteOf(last),
        fraction: outcome === 'done' ? 1 : progress.fraction,
        error: outcome === 'failed' ? failureOf(last, effects.lastError()) : null,
        endedAt: clock.now(),
      },
    );
    over.resolve();
  }

  actor.subscribe({ next: observe, error: () => void end(actor.getSnapshot()) });
  actor.start();

  return {
    record: () => journal.record,
    cancel() {
      if (isOver || !actor.getSnapshot().can({ type: 'cancel' })) return false;
      journal.keep({ state: 'cancelling' });
      actor.send({ type: 'cancel' });
      return true;
    },
    async interrupt() {
      if (isOver) return over.promise;
      isOver = true;
      why = new SlipwayError('cancelled', `"${bound.title}" was interrupted: Slipway is stopping.`);
      actor.stop();
      await Promise.race([effects.settled(), pause(clock, stopWithinMs)]);
      journal.keep({ state: 'interrupted' });
      over.resolve();
    },
    ended: over.promise,
  };
}
