import type { Container, Pod } from 'kubernetes-types/core/v1.d.ts';
import { add } from './exact-quantity.ts';
import { addAmounts, count, type ResourceAmounts, readAmounts } from './resource-amounts.ts';

const native = ['cpu', 'memory', 'ephemeral-storage'];

/**
 * What a pod takes of a quota. One that is over, or should be gone by now, only counts as an object.
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/
 */
export function podAmounts(pod: Pod, now: number): ResourceAmounts {
  const amounts: ResourceAmounts = { 'count/pods': count(1) };
  if (isOver(pod, now)) return amounts;
  amounts['pods'] = count(1);
  for (const [name, amount] of Object.entries(podTotal(pod, 'requests'))) {
    if (native.includes(name) || name.startsWith('hugepages-')) amounts[name] = amount;
    if (native.includes(name) || name.startsWith('hugepages-') || isExtended(name)) amounts[`requests.${name}`] = amount;
  }
  for (const [name, amount] of Object.entries(podTotal(pod, 'limits'))) {
    if (native.includes(name)) amounts[`limits.${name}`] = amount;
  }
  return amounts;
}

function isOver({ status, metadata }: Pod, now: number): boolean {
  if (status?.phase === 'Failed' || status?.phase === 'Succeeded') return true;
  if (metadata?.deletionTimestamp === undefined) return false;
  // As the real server: the grace counts once more after the time at which it ended.
  return now > Date.parse(metadata.deletionTimestamp) + (metadata.deletionGracePeriodSeconds ?? 0) * 1000;
}

/** The containers together, or the init containers at their height, whichever is more, and the overhead. */
export function podTotal({ spec }: Pod, side: 'requests' | 'limits'): ResourceAmounts {
  let running: ResourceAmounts = {};
  for (const container of spec?.containers ?? []) running = addAmounts(running, amountsOf(container, side));
  let [sidecars, height]: ResourceAmounts[] = [{}, {}];
  for (const container of spec?.initContainers ?? []) {
    const own = amountsOf(container, side);
    if (container.restartPolicy === 'Always') {
      sidecars = addAmounts(sidecars ?? {}, own);
      running = addAmounts(running, own);
      height = larger(height ?? {}, sidecars);
    } else height = larger(height ?? {}, addAmounts(sidecars ?? {}, own));
  }
  const total = larger(running, height ?? {});
  const overhead = readAmounts(spec?.overhead);
  return side === 'requests' ? addAmounts(total, overhead) : withOverhead(total, overhead);
}

function amountsOf(container: Container, side: 'requests' | 'limits'): ResourceAmounts {
  const { limits = {}, requests = {} } = container.resources ?? {};
  return readAmounts(side === 'limits' ? limits : requests);
}

function larger(one: ResourceAmounts, other: ResourceAmounts): ResourceAmounts {
  const result = { ...one };
  for (const [name, amount] of Object.entries(other)) if (amount.milli > (result[name]?.milli ?? -1n)) result[name] = amount;
  return result;
}

/** Overhead counts against limits only where there is one. */
function withOverhead(total: ResourceAmounts, overhead: ResourceAmounts): ResourceAmounts {
  const extra = Object.entries(overhead).flatMap(([name, amount]) => (total[name] ? [[name, add(total[name], amount)]] : []));
  return { ...total, ...Object.fromEntries(extra) };
}

/** Resources that devices bring: their names have a domain that is not Kubernetes' own. */
function isExtended(name: string): boolean {
  return name.includes('/') && !name.split('/')[0]?.endsWith('kubernetes.io');
}
