import type { ResourceKind } from '../../../../../clusters/objects.ts';
import type { Problem } from '../../../../contract/errors.ts';
import type { RemovalFacts, RemovalPlan } from '../../plan/plan-removal.ts';

/** Facts, and what could not be looked at. */
export interface SeenFacts extends RemovalFacts {
  /** Kinds that an installation consists of, whose objects may not be listed. */
  readonly unseen: readonly ResourceKind[];
}

/** The plan as it is, if everything could be seen: what cannot be seen cannot be removed, and nothing must seem to be gone that is not. */
export function seenPlan(plan: RemovalPlan, { unseen }: SeenFacts, namespace: string): RemovalPlan {
  return { ...plan, problems: [...plan.problems, ...unseen.map((kind) => unseenProblem(kind, namespace))] };
}

function unseenProblem({ group, plural, namespaced }: ResourceKind, namespace: string): Problem {
  const where = namespaced ? ` in the namespace ${namespace}` : '';
  const rule = `apiGroups: ["${group}"], resources: ["${plural}"], verbs: ["list"]`;
  return {
    field: plural,
    message: `You may not list ${plural}${where}, where Slipway may have made some.`,
    fix: `Ask an administrator for a ${namespaced ? 'Role' : 'ClusterRole'} with the rule ${rule}, or to remove Slipway.`,
  };
}
