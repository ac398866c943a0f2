import type { Freshness } from '../../../clusters/informer/informer.ts';

/** The least fresh of several: a page is as old as its oldest part. */
export function leastFresh(all: readonly Freshness[]): Freshness {
  const stale = all.filter((freshness) => freshness.state === 'stale');
  const [oldest] = stale.toSorted((left, right) => left.since - right.since);
  if (oldest) return oldest;
  if (all.some((freshness) => freshness.state === 'syncing')) return { state: 'syncing' };
  const live = all.filter((freshness) => freshness.state === 'live');
  return { state: 'live', since: Math.max(0, ...live.map((freshness) => freshness.since)) };
}
