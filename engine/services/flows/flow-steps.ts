import type { FlowStepView } from '../../contract/views/flow.ts';
import type { FlowStep } from './flow-definition.ts';

/** The step that machines name when they remove what was made; it shows only when it comes to that. */
export const cleaningStep: FlowStep = { id: 'clean', label: 'Remove what was made' };

/** Nothing has begun. */
export function waitingSteps(steps: readonly FlowStep[]): FlowStepView[] {
  return steps.map((step) => waiting(step));
}

/**
 * The flow is at the step now: what lies before it is done, or was skipped; what comes after it is still to be done, again
 * if need be. A step that is not among them changes nothing, but for the removal of what was made, which is added.
 */
export function enterStep(steps: readonly FlowStepView[], id: string, at: number): FlowStepView[] {
  if (id === cleaningStep.id && !steps.some((step) => step.id === id)) {
    return [...endRunning(steps, 'skipped', at).map(skipWaiting), { ...waiting(cleaningStep), state: 'running', startedAt: at }];
  }
  const index = steps.findIndex((step) => step.id === id);
  if (index === -1 || steps[index]?.state === 'running') return [...steps];
  return steps.map((step, position) => {
    if (position < index) return step.state === 'running' ? ended(step, 'done', at) : skipWaiting(step);
    return position === index ? { ...waiting(step), state: 'running', startedAt: at } : waiting(step);
  });
}

/** The machine has come to another state: what the one before did is done, unless it comes to removing that again. */
export function changeState(steps: readonly FlowStepView[], id: string, at: number): FlowStepView[] {
  return enterStep(id === cleaningStep.id ? steps : endRunning(steps, 'done', at), id, at);
}

export function sayInStep(steps: readonly FlowStepView[], message: string): FlowStepView[] {
  return steps.map((step) => (step.state === 'running' ? { ...step, message } : step));
}

/** The flow has ended; of a failed one, what was not reached stays waiting, for it can be resumed. */
export function endSteps(steps: readonly FlowStepView[], outcome: 'done' | 'failed' | 'cancelled', at: number): FlowStepView[] {
  switch (outcome) {
    case 'done':
      return endRunning(steps, 'done', at).map(skipWaiting);
    case 'failed':
      return endRunning(steps, 'failed', at);
    case 'cancelled':
      return steps.map((step) =>
        step.state === 'running' ? ended(step, step.id === cleaningStep.id ? 'done' : 'skipped', at) : skipWaiting(step),
      );
  }
}

/** What did not come to its end will be done again. */
export function stepsToResume(steps: readonly FlowStepView[]): FlowStepView[] {
  return steps.map((step) => (step.state === 'running' || step.state === 'failed' ? waiting(step) : step));
}

export function runningStep(steps: readonly FlowStepView[]): string | null {
  return steps.find((step) => step.state === 'running')?.id ?? null;
}

function waiting({ id, label }: FlowStep): FlowStepView {
  return { id, label, state: 'waiting', startedAt: null, endedAt: null, message: null };
}

function ended(step: FlowStepView, state: FlowStepView['state'], at: number): FlowStepView {
  return { ...step, state, endedAt: at };
}

function endRunning(steps: readonly FlowStepView[], state: FlowStepView['state'], at: number): FlowStepView[] {
  return steps.map((step) => (step.state === 'running' ? ended(step, state, at) : step));
}

function skipWaiting(step: FlowStepView): FlowStepView {
  return step.state === 'waiting' ? { ...step, state: 'skipped' } : step;
}
