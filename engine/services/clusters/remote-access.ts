import type { Cluster } from '../../../clusters/cluster.ts';
import type { OpenCluster } from '../../../clusters/provider.ts';
import type { CheckRecordView } from '../../contract/views/check-record.ts';
import type { ContextView } from '../../contract/views/cluster.ts';
import type { ClusterCheckView } from '../../contract/views/cluster-check.ts';

/** A context of a kubeconfig, as clusters/kubernetes/kubeconfig/contexts.ts reads it. */
export interface KnownContext extends Pick<ContextView, 'name' | 'current' | 'cluster' | 'user' | 'namespace'> {
  server: string | undefined;
  /** The program that would be run for credentials. */
  program: string | undefined;
}

/** What `checkCluster` of clusters/remote/check found. */
export interface ClusterFindings extends Pick<ClusterCheckView, 'version' | 'rights' | 'gpus' | 'installed'> {
  latencyMs: number | null;
  records: readonly CheckRecordView[];
}

/** One context, not attached. */
export interface ContextTarget {
  /** A file; null: what KUBECONFIG names, else the usual place. */
  kubeconfig: string | null;
  context: string;
  namespace: string | null;
}

/** The port to clusters that somebody else runs; the host implements it with clusters/remote. */
export interface RemoteAccess {
  /** Contacts none of them. Rejects with `ClusterUnreachable` for a kubeconfig that cannot be read. */
  contexts(kubeconfig: string | null): Promise<KnownContext[]>;
  /** A way into a context that is not attached. */
  open(target: ContextTarget, signal: AbortSignal): Promise<OpenCluster>;
  check(cluster: Cluster, options: { namespace: string | null; signal: AbortSignal }): Promise<ClusterFindings>;
}
