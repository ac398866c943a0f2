import type { FlowStepView } from '../../../engine/contract/views/flow.ts';
import type { Step } from '../../components/step-line.tsx';

/** A flow's steps as the step line draws them. */
export function stepsOf(steps: readonly FlowStepView[]): Step[] {
  return steps.map(({ label, ...step }) => ({ ...step, title: label }));
}
