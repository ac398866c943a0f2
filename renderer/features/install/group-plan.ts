import type { InstallPlanView, PlanItemView } from '../../../engine/contract/views/installation.ts';

export interface PlanGroup {
  action: PlanItemView['action'];
  /** `12 to create` */
  title: string;
  items: PlanItemView[];
}

const groups: [action: PlanItemView['action'], words: string][] = [
  ['refuse', 'refused'],
  ['create', 'to create'],
  ['change', 'to change'],
  ['remove', 'to remove'],
  ['leave', 'left alone'],
  ['keep', 'kept'],
];

/** A plan's objects by what happens to them: what stands in the way first, what stays as it is last. */
export function groupPlan({ items }: Pick<InstallPlanView, 'items'>): PlanGroup[] {
  return groups
    .map(([action, words]) => {
      const found = items.filter((item) => item.action === action);
      return { action, title: `${found.length} ${words}`, items: found };
    })
    .filter((group) => group.items.length > 0);
}

/** Why a plan cannot be carried out now, as a sentence; null when it can. `verb`: what is to be done. */
export function whyNotCarryOut(
  plan: { data: InstallPlanView | undefined; planning: boolean; error: { message: string } | undefined },
  verb: 'install' | 'remove',
): string | null {
  if (plan.error) return `It could not be planned: ${plan.error.message}`;
  if (plan.planning || !plan.data) return 'It is being planned.';
  const [problem] = plan.data.problems;
  if (problem) return problem.message;
  const refused = plan.data.items.find(({ action }) => action === 'refuse');
  if (refused) return `${refused.ref.kind} ${refused.ref.name}: ${refused.why}`;
  const nothing = plan.data.items.every(({ action }) => action === 'keep' || action === 'leave');
  if (!nothing) return null;
  return verb === 'install' ? 'Everything is as it should be: there is nothing to change.' : 'There is nothing to remove.';
}
