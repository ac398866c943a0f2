import type { Clock } from '../../../clusters/clock.ts';
import type { FlowTools } from './flow-definition.ts';
import { wholeFraction } from './flow-fraction.ts';
import { enterStep, sayInStep } from './flow-steps.ts';
import type { Journal } from './journal.ts';

export interface FlowToolOptions {
  journal: Journal;
  clock: Clock;
  /** Where of the whole the machine's present state lies. */
  share: () => readonly [begin: number, end: number] | undefined;
}

/** What effects say, as the flow's steps, message, fraction and log. */
export function createFlowTools({ journal, clock, share }: FlowToolOptions): FlowTools {
  return {
    progress({ step, message, fraction }) {
      const { progress } = journal.record;
      const steps = step === undefined ? progress.steps : enterStep(progress.steps, step, clock.now());
      journal.report({
        steps: sayInStep(steps, message),
        message,
        ...(fraction !== undefined && { fraction: wholeFraction(share(), fraction) }),
      });
      if (message !== progress.message) journal.line(message);
    },
    log: (line) => journal.line(line),
  };
}
