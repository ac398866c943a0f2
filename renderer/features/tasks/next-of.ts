import type { FlowView } from '../../../engine/contract/views/flow.ts';
import { pathIn } from '../../live/cluster-scope.ts';
import { clusterPath } from '../shared/cluster-path.ts';

/** Where a flow that is done leads, and what its button says; undefined where nothing follows. */
export function nextOf({ kind, state, cluster }: Pick<FlowView, 'kind' | 'state' | 'cluster'>): { to: string; label: string } | undefined {
  if (state !== 'done' || !cluster) return undefined;
  switch (kind) {
    case 'cluster.create':
      return { to: clusterPath(cluster, 'install'), label: 'Install Slipway' };
    case 'install':
    case 'upgrade':
      return { to: pathIn(cluster, '/endpoints'), label: 'See endpoints' };
    case 'cluster.resume':
    case 'cluster.pause':
    case 'cluster.load-image':
    case 'cluster.export-logs':
    case 'uninstall':
      return { to: clusterPath(cluster), label: 'See the cluster' };
    case 'cluster.delete':
    case 'tool.download':
      return undefined;
  }
}
