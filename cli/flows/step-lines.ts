import type { FlowView } from '../../engine/contract/views/flow.ts';

type Step = FlowView['steps'][number];

export interface StepLineOptions {
  /** Whether what a step says while it runs is a line too: progress is for a terminal, and is in the log anyway. */
  progress: boolean;
}

/** What is to be said of a flow's steps that was not said before. Notes in `told` what it gives. */
export function newStepLines({ steps }: Pick<FlowView, 'steps'>, told: Map<string, string>, { progress }: StepLineOptions): string[] {
  return steps.flatMap((step) => {
    const line = stepLine(progress ? step : { ...step, message: null });
    if (line === undefined || told.get(step.id) === line) return [];
    told.set(step.id, line);
    return [line];
  });
}

function stepLine({ label, state, message, startedAt, endedAt }: Step): string | undefined {
  switch (state) {
    case 'running':
      return message ? `  ${label}: ${message}` : `  ${label} ...`;
    case 'done':
      return `✓ ${label}${startedAt !== null && endedAt !== null ? ` (${((endedAt - startedAt) / 1000).toFixed(1)} s)` : ''}`;
    case 'failed':
      return `✗ ${label}`;
    default:
      return undefined;
  }
}
