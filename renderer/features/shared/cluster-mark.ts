import type { ClusterView } from '../../../engine/contract/views/cluster.ts';
import type { FreshnessView, StateWord } from '../../../engine/contract/views/state.ts';

export interface ClusterMark {
  state: StateWord;
  word: string;
}

/** A cluster's state as one of the six shapes and a word: first what its provider says, then the connection, then how fresh it is. */
export function clusterMark(cluster: Pick<ClusterView, 'state' | 'connection' | 'freshness'> | undefined): ClusterMark {
  if (!cluster) return { state: 'progressing', word: 'Connecting' };
  if (cluster.state === 'stopped') return { state: 'idle', word: 'Paused' };
  if (cluster.state === 'partial') return { state: 'degraded', word: 'Not finished' };
  return ofConnection(cluster.connection, cluster.freshness);
}

function ofConnection(connection: ClusterView['connection'], freshness: FreshnessView | null): ClusterMark {
  switch (connection) {
    case 'failed':
      return { state: 'failed', word: 'Unreachable' };
    case 'none':
      return { state: 'idle', word: 'Not connected' };
    case 'connecting':
      return { state: 'progressing', word: 'Connecting' };
    case 'connected':
      return ofFreshness(freshness);
  }
}

function ofFreshness(freshness: FreshnessView | null): ClusterMark {
  if (freshness?.state === 'live') return { state: 'ready', word: 'Live' };
  if (freshness?.state === 'stale') return { state: 'degraded', word: 'Stale' };
  return { state: 'progressing', word: 'Connecting' };
}
