import { SlipwayError } from '../../../engine/contract/errors.ts';
import type { InstallPlanView, PlanItemView } from '../../../engine/contract/views/installation.ts';
import { styled } from '../../output.ts';

const verbs = {
  create: ['green', 'create'],
  change: ['yellow', 'change'],
  remove: ['red', 'remove'],
  refuse: ['red', 'refuse'],
  leave: ['gray', 'leave'],
  keep: ['gray', 'keep'],
} as const;

/** A plan, a line for what happens alike to objects of one kind; those that change nothing are counted. */
export function planText({ cluster, version, from, items, imagesToBuild }: InstallPlanView): string {
  const acting = items.filter(({ action }) => action !== 'keep');
  const kept = items.length - acting.length;
  return [
    headline(cluster, version, from),
    ...imagesToBuild.map((image) => `  ${styled('green', 'build')}   image ${image}, and load it into the cluster`),
    ...alike(acting).flatMap(groupLines),
    ...(kept > 0 ? [`  ${kept} as they should be`] : []),
  ].join('\n');
}

function headline(cluster: string, version: string | null, from: string | null): string {
  if (version === null) return `Slipway ${from ?? ''} would be removed from ${cluster}:`;
  if (from === null) return `Slipway ${version} would be installed into ${cluster}:`;
  return from === version ? `Slipway ${version} is in ${cluster}:` : `Slipway in ${cluster} would go from ${from} to ${version}:`;
}

type Group = [PlanItemView, ...PlanItemView[]];

function alike(items: readonly PlanItemView[]): Group[] {
  const groups = new Map<string, Group>();
  for (const item of items) {
    const { ref, action, why, changes } = item;
    const key = JSON.stringify([action, ref.kind, ref.namespace, why, changes]);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}

function groupLines(group: Group): string[] {
  const [{ ref, action, why, changes }] = group;
  const [colour, verb] = verbs[action];
  const names = group.map((item) => item.ref.name).join(', ');
  const place = ref.namespace === null ? '' : ` in ${ref.namespace}`;
  // What is created is not there: no need to say so of each.
  const reason = action === 'create' || why === '' ? '' : `: ${why}`;
  return [
    `  ${styled(colour, verb.padEnd(7))} ${ref.kind} ${names}${place}${reason}`,
    ...changes.map(({ path, from, to }) => `          ${path}: ${from ?? '(nothing)'} -> ${to ?? '(nothing)'}`),
  ];
}

/** Whether carrying it out would change anything. */
export function changesAnything({ items, imagesToBuild }: InstallPlanView): boolean {
  return imagesToBuild.length > 0 || items.some(({ action }) => action === 'create' || action === 'change' || action === 'remove');
}

/** Throws `refused` when the plan cannot be carried out. */
export function mustBePossible({ cluster, problems, items }: InstallPlanView): void {
  const refused = items.filter(({ action }) => action === 'refuse');
  if (problems.length === 0 && refused.length === 0) return;
  throw new SlipwayError('refused', `Slipway cannot be installed into ${cluster} like this.`, {
    problems: [...problems, ...refused.map(({ ref, why }) => ({ field: `${ref.kind}/${ref.name}`, message: why }))],
    fix: 'Nothing was changed. Mend what is listed, and try again.',
  });
}
