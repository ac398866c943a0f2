import { isReason } from '../../clusters/api-error.ts';
import type { CallOptions, Cluster } from '../../clusters/cluster.ts';
import { nodes } from '../../clusters/kinds.ts';

/** Whether the operator may see which GPUs the nodes have. Nodes have no namespace: who works in one may not be let to. */
export async function lookAtNodes(cluster: Cluster, { signal }: CallOptions): Promise<'known' | 'unknown'> {
  try {
    await cluster.list(nodes, { limit: 1, signal });
    return 'known';
  } catch (error) {
    if (isReason(error, 'Forbidden')) return 'unknown';
    throw error;
  }
}
