import { SlipwayError } from '../../contract/errors.ts';
import type { FlowView } from '../../contract/views/flow.ts';
import type { FlowRecord } from '../../store/flow-record.ts';

/** Why something is not done with a flow. */

export function noSuchFlow(id: string): SlipwayError {
  return new SlipwayError('not_found', `There is no task ${id}.`, { fix: 'It may have been dismissed. Look at the list of tasks.' });
}

export function clusterIsBusy(wanted: string, other: FlowRecord): SlipwayError {
  return new SlipwayError('conflict', `"${wanted}" cannot begin: "${other.progress.title}" is under way (task ${other.id}).`, {
    fix: 'Wait until it has ended, or cancel it.',
  });
}

export function runsElsewhere({ id, progress }: FlowRecord): SlipwayError {
  return new SlipwayError(
    'conflict',
    `"${progress.title}" (task ${id}) is run by another process of Slipway, and only that one can end it.`,
    {
      fix: 'Cancel it where it was started: press Ctrl+C in that terminal, or use that window.',
    },
  );
}

export function notNow(what: 'cancelled' | 'resumed' | 'cleaned up' | 'dismissed', { id, state, progress }: FlowRecord): SlipwayError {
  return new SlipwayError('conflict', `"${progress.title}" (task ${id}) cannot be ${what}: ${stands[state]}.`, { fix: ways[state] });
}

export function takenUp(what: 'resumed' | 'cleaned up', { id, progress }: FlowRecord): SlipwayError {
  return new SlipwayError('conflict', `"${progress.title}" (task ${id}) cannot be ${what}: somebody else has just taken it up.`, {
    fix: 'Look at the list of tasks.',
  });
}

export function cannotGoOn({ id, progress }: FlowRecord, cause: unknown): SlipwayError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new SlipwayError('internal', `"${progress.title}" (task ${id}) cannot go on from where it stood: ${reason}.`, {
    cause,
    fix: 'Another version of Slipway may have begun it. Have what it made removed, then begin anew.',
  });
}

export function unknownKind(kind: string): SlipwayError {
  return new SlipwayError('internal', `This Slipway does not know how to do "${kind}".`, {
    fix: 'A newer Slipway may have begun it: use that one.',
  });
}

export function isStopping(title: string): SlipwayError {
  return new SlipwayError('cancelled', `"${title}" cannot begin: Slipway is stopping.`, { fix: 'Start Slipway again.' });
}

const stands: Record<FlowView['state'], string> = {
  running: 'it is under way',
  cancelling: 'what it made is being removed',
  interrupted: 'it was interrupted',
  done: 'it is done',
  failed: 'it has failed',
  cancelled: 'it was cancelled',
};

const ways: Record<FlowView['state'], string> = {
  running: 'Wait until it has ended, or cancel it.',
  cancelling: 'Wait until it has ended.',
  interrupted: 'Resume it, or have what it made removed.',
  done: 'Begin anew where it should be done again.',
  failed: 'Resume it, have what it made removed, or dismiss it.',
  cancelled: 'Begin anew where it should be done after all.',
};
