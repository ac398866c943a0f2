import type { Condition } from 'kubernetes-types/meta/v1.d.ts';

/** A condition as a controller decides it. */
export interface DecidedCondition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  /** CamelCase, for programs. */
  reason: string;
  /** A sentence, for people. */
  message: string;
}

/**
 * The conditions with `decided` in place of those of the same types; others stay. `lastTransitionTime` moves only when a status does.
 * @see https://github.com/kubernetes/apimachinery/blob/master/pkg/api/meta/conditions.go (SetStatusCondition)
 */
export function setConditions(
  present: readonly Condition[] | undefined,
  decided: readonly DecidedCondition[],
  { observedGeneration, now }: { observedGeneration?: number | undefined; now: number },
): Condition[] {
  const generation = observedGeneration === undefined ? {} : { observedGeneration };
  const fresh = decided.map((condition) => {
    const before = present?.find(({ type }) => type === condition.type);
    const lastTransitionTime = before?.status === condition.status ? before.lastTransitionTime : timestamp(now);
    return { ...condition, ...generation, lastTransitionTime };
  });
  const kept = (present ?? []).filter(({ type }) => !decided.some((condition) => condition.type === type));
  return [...kept, ...fresh].toSorted((a, b) => (a.type < b.type ? -1 : 1));
}

/** Whether a condition of this type is there and True. */
export function isTrue(conditions: readonly Condition[] | undefined, type: string): boolean {
  return conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false;
}

/** `metav1.Time`: whole seconds. */
function timestamp(now: number): string {
  return new Date(now).toISOString().replace(/\.\d+Z$/, 'Z');
}
