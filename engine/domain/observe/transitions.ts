/** What an endpoint's change of conditions is worth telling people. */
import type { ConditionDraft } from './conditions.ts';

interface Transition {
  readonly type: 'Normal' | 'Warning';
  /** The condition's reason. */
  readonly reason: string;
  readonly message: string;
}

/** Conditions whose every new reason is told; the others only sum up. */
const told = new Set(['Accepted', 'RecipeResolved', 'WorkloadAvailable']);

/** What counts of a condition that was there before. */
type Before = Pick<ConditionDraft, 'type' | 'reason'> & { readonly status: string };

/** One event for each condition that has a new status or reason. Waiting for the first replicas is no news. */
export function transitionsOf(previous: readonly Before[], next: readonly ConditionDraft[]): Transition[] {
  return next.flatMap((condition) => {
    const old = previous.find((each) => each.type === condition.type);
    if (old?.status === condition.status && old.reason === condition.reason) return [];
    return tell(condition, old);
  });
}

function tell({ type, status, reason, message }: ConditionDraft, old: Before | undefined): Transition[] {
  if (type === 'Ready') return status === 'True' ? [{ type: 'Normal', reason: 'Ready', message }] : lost(old, reason, message);
  if (!told.has(type) || status === 'Unknown' || reason === 'ReplicasMissing' || reason === 'Valid') return [];
  return [{ type: status === 'True' ? 'Normal' : 'Warning', reason, message }];
}

function lost(old: Before | undefined, reason: string, message: string): Transition[] {
  return old?.status === 'True' ? [{ type: 'Warning', reason: 'NotReady', message: `${reason}: ${message}` }] : [];
}
