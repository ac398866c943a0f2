import type { ClusterView } from '../../../engine/contract/views/cluster.ts';
import { sandboxName } from '../../live/cluster-scope.ts';

/** What stands between the reader and a cluster's pages; `open`: nothing. */
export type Gate =
  | 'open'
  | 'loading'
  | 'unknown'
  | 'paused'
  | 'unfinished'
  | 'unreachable'
  | 'unconnected'
  | 'connecting'
  | 'not-installed';

/**
 * Whether a page of a cluster can be shown. The sandbox is always there, and its pages say themselves what is wrong; the nodes of a
 * cluster can be seen before Slipway is installed in it.
 */
export function decideGate(name: string, clusters: readonly ClusterView[] | undefined, page: string): Gate {
  if (name === sandboxName) return 'open';
  if (!clusters) return 'loading';
  const cluster = clusters.find((each) => each.name === name);
  if (!cluster) return 'unknown';
  if (cluster.state === 'stopped') return 'paused';
  if (cluster.state === 'partial') return 'unfinished';
  return ofConnection(cluster, page);
}

function ofConnection({ connection, installation }: ClusterView, page: string): Gate {
  switch (connection) {
    case 'failed':
      return 'unreachable';
    case 'none':
      return 'unconnected';
    case 'connecting':
      return 'connecting';
    case 'connected':
      return installation?.state === 'none' && page !== 'hardware' ? 'not-installed' : 'open';
  }
}
