import type { FreshnessView, StateWord } from '../../../engine/contract/views/state.ts';

/** A cluster's freshness as one of the six states and its word. */
export function clusterState(freshness: FreshnessView | undefined): [state: StateWord, word: string] {
  if (freshness?.state === 'live') return ['ready', 'Live'];
  if (freshness?.state === 'stale') return ['degraded', 'Stale'];
  return ['progressing', 'Connecting'];
}
