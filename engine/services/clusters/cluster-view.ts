import type { KnownCluster } from '../../../clusters/provider.ts';
import { type ClusterView, providerId } from '../../contract/views/cluster.ts';
import type { StoredAttachment } from '../../store/attachments.ts';
import type { HomeFacts } from './cluster-service-options.ts';
import type { ClusterSession } from './cluster-session.ts';
import { connectedView } from './connected-view.ts';
import type { Connection } from './connections.ts';

export interface ClusterFactsNow {
  /** The provider's id. */
  provider: string;
  known: KnownCluster;
  /** Why the provider could not say how it is now. */
  problem: ClusterView['problem'];
  /** How it was attached; undefined for one that was made here. */
  attachment: StoredAttachment | undefined;
  connection: Connection;
  installation: ClusterView['installation'];
}

/** What people see of a cluster, from all who know something of it. */
export function clusterViewOf({ provider, known, problem, attachment, connection, installation }: ClusterFactsNow): ClusterView {
  const isConnected = connection.state === 'connected';
  return {
    name: known.name,
    provider: providerId.parse(provider),
    ...(isConnected ? connectedView(connection.session) : unconnected(attachment)),
    // Whether a remote cluster runs is known only once it has answered.
    state: isConnected && known.state === 'unknown' ? 'running' : known.state,
    connection: connection.state,
    problem: connection.state === 'failed' ? connection.problem : problem,
    context: contextIn(known.name, provider, attachment),
    readOnly: attachment?.readOnly ?? false,
    namespace: attachment?.namespace ?? null,
    installation: isConnected ? installation : null,
  };
}

export function homeViewOf({ context }: HomeFacts, session: ClusterSession): ClusterView {
  return {
    ...connectedView(session),
    state: 'running',
    connection: 'connected',
    problem: null,
    context,
    readOnly: false,
    namespace: null,
    installation: { state: 'in_process', version: null },
  };
}

/** The context of a cluster in its kubeconfig; kind names its own. Null: it is not known. */
export function contextIn(cluster: string, provider: string, attachment: StoredAttachment | undefined): string | null {
  return attachment?.context ?? (provider === 'kind' ? `kind-${cluster}` : null);
}

function unconnected(attachment: StoredAttachment | undefined) {
  return {
    simulated: attachment?.simulated ? true : null,
    version: null,
    server: null,
    kubeconfig: attachment?.kubeconfig ?? null,
    freshness: null,
    nodes: null,
    gatewayUrl: null,
  };
}
