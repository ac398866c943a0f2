import type { FlowView } from '../../contract/views/flow.ts';
import type { FlowRecord } from '../../store/flow-record.ts';
import { stepsToResume } from './flow-steps.ts';

/** What people see of a flow. `isOurs`: this process runs it, so it can end it. */
export function flowViewOf(record: FlowRecord, isOurs: boolean): FlowView {
  const { id, kind, cluster, state, progress } = record;
  const shown = state === 'interrupted' ? interrupted(progress) : progress;
  return { id, kind, cluster, state, ...shown, can: whatCanBeDone(state, isOurs) };
}

function interrupted(progress: FlowRecord['progress']): FlowRecord['progress'] {
  const message = 'The process that ran it has ended. Resume it, or have what it made removed.';
  return { ...progress, steps: stepsToResume(progress.steps), message };
}

function whatCanBeDone(state: FlowView['state'], isOurs: boolean): FlowView['can'] {
  const isStuck = state === 'interrupted' || state === 'failed';
  return {
    cancel: state === 'interrupted' || (state === 'running' && isOurs),
    resume: isStuck,
    cleanUp: isStuck,
    dismiss: hasEnded(state),
  };
}

export function hasEnded(state: FlowView['state']): state is 'done' | 'failed' | 'cancelled' {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}

export function isUnderWay(state: FlowView['state']): state is 'running' | 'cancelling' {
  return state === 'running' || state === 'cancelling';
}
