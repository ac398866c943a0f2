import type { ClusterView } from '../../../engine/contract/views/cluster.ts';
import { useFreshness } from '../../live/engine-context.tsx';
import { type ClusterMark, clusterMark } from './cluster-mark.ts';

/** A cluster's state and word, stale too where this page has lost the engine. */
export function useClusterMark(cluster: ClusterView | undefined): ClusterMark {
  const freshness = useFreshness(cluster?.freshness ?? undefined);
  return clusterMark(cluster && { ...cluster, freshness: freshness ?? null });
}
