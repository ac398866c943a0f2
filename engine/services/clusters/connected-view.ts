import type { ClusterView } from '../../contract/views/cluster.ts';
import { leastFresh } from '../live/freshness.ts';
import type { ClusterSession } from './cluster-session.ts';

/** What a session knows of its cluster. How it was attached, and what is installed, others know. */
export type ConnectedView = Pick<
  ClusterView,
  'name' | 'provider' | 'simulated' | 'version' | 'server' | 'kubeconfig' | 'freshness' | 'nodes' | 'gatewayUrl'
>;

export function connectedView({ info, nodes, informers, gateway }: ClusterSession): ConnectedView {
  const freshness = leastFresh([nodes, ...informers].map((informer) => informer.freshness));
  return { ...info, freshness, nodes: nodes.list().length, gatewayUrl: gateway.url() };
}
