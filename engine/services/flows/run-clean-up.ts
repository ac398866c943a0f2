import { type Clock, pause } from '../../../clusters/clock.ts';
import { SlipwayError, toWire } from '../../contract/errors.ts';
import type { FlowRecord } from '../../store/flow-record.ts';
import { toSlipwayError } from '../shared/to-slipway-error.ts';
import type { BoundFlow, LeftFlow } from './flow-definition.ts';
import { cleaningStep, endSteps, enterStep } from './flow-steps.ts';
import { createFlowTools } from './flow-tools.ts';
import type { Journal } from './journal.ts';
import { type FlowRun, stopWithinMs } from './run-flow.ts';

/** Removes what a flow has left that was interrupted or has failed. It is cancelled then. */
export function runCleanUp({ bound, journal, clock }: { bound: BoundFlow; journal: Journal; clock: Clock }): FlowRun {
  const over = Promise.withResolvers<void>();
  const ending = new AbortController();
  const tools = createFlowTools({ journal, clock, share: () => undefined });
  const standing = standingOf(journal.record);
  journal.keep({}, { steps: enterStep(journal.record.progress.steps, cleaningStep.id, clock.now()), fraction: null });
  const cleaned = bound.cleanUp(tools, { ...standing, signal: ending.signal }).then(
    () => end('cancelled', null),
    (error) => end('failed', toWire(toSlipwayError(error))),
  );

  function end(state: 'cancelled' | 'failed', error: ReturnType<typeof toWire> | null): void {
    // What was interrupted has neither ended nor failed.
    if (ending.signal.aborted) return;
    const { steps } = journal.record.progress;
    journal.keep({ state }, { steps: endSteps(steps, state, clock.now()), message: null, error, endedAt: clock.now() });
    over.resolve();
  }

  return {
    record: () => journal.record,
    cancel: () => false,
    async interrupt() {
      ending.abort(new SlipwayError('cancelled', `The cleaning up after "${bound.title}" was interrupted: Slipway is stopping.`));
      await Promise.race([cleaned, pause(clock, stopWithinMs)]);
      if (journal.record.state === 'cancelling') journal.keep({ state: 'interrupted' });
      over.resolve();
    },
    ended: over.promise,
  };
}

function standingOf({ snapshot, progress }: FlowRecord): Omit<LeftFlow<never>, 'signal'> {
  const stored = snapshot as { value: unknown; context: never } | null;
  return { context: stored?.context ?? null, state: stored && String(stored.value), error: progress.error };
}
