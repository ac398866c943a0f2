import type { ClusterView } from '../../../engine/contract/views/cluster.ts';

/** Why nothing of this cluster can be changed, as a sentence with the way out; null where it can. */
export function whyNotWrite(cluster: Pick<ClusterView, 'name' | 'readOnly'> | undefined): string | null {
  if (!cluster?.readOnly) return null;
  return `${cluster.name} is attached read-only. Attach it again without "Read-only" to change it.`;
}
