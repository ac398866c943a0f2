import type { StepView } from '../../../engine/contract/views/endpoint.ts';

/** The step a deployment is at: the failed one, else the running one, else the first that waits; none when all are done. */
export function presentStep(steps: readonly StepView[]): StepView | undefined {
  return (
    steps.find((step) => step.state === 'failed') ??
    steps.find((step) => step.state === 'running') ??
    steps.find((step) => step.state === 'waiting')
  );
}
