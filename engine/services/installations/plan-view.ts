import type { InstallPlanView, PlanItemView } from '../../contract/views/installation.ts';
import type { InstallationPlan, PlannedItem } from '../../operator/install/plan/plan.ts';
import type { RemovalPlan } from '../../operator/install/plan/plan-removal.ts';

/** What people see of the plan of an installation. */
export function installationView(
  plan: InstallationPlan,
  { cluster, imagesToBuild }: { cluster: string; imagesToBuild: readonly string[] },
): InstallPlanView {
  return {
    cluster,
    version: plan.version,
    from: plan.from,
    items: plan.items.map(itemView),
    problems: [...plan.problems],
    imagesToBuild: [...imagesToBuild],
    images: [...plan.images],
  };
}

/** What people see of the plan of a removal. `from`: what is installed. */
export function removalView(plan: RemovalPlan, { cluster, from }: { cluster: string; from: string | null }): InstallPlanView {
  return {
    cluster,
    version: null,
    from,
    items: plan.items.map(itemView),
    problems: [...plan.problems],
    imagesToBuild: [],
    images: [],
  };
}

function itemView({ ref, action, why, changes = [] }: Pick<PlannedItem, 'ref' | 'action' | 'why' | 'changes'>): PlanItemView {
  return { ref, action, why, changes: changes.map(({ path, from, to }) => ({ path, from: shown(from), to: shown(to) })) };
}

/** A value as a line; null: there is none. */
function shown(value: unknown): string | null {
  if (value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
