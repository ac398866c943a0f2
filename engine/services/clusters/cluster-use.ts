import { type ClusterView, providerId } from '../../contract/views/cluster.ts';
import type { Attachments } from '../../store/attachments.ts';
import type { ClusterNames } from './cluster-names.ts';

/** How a cluster is used from here, as far as that is known without contacting it. */
export type ClusterUse = Pick<ClusterView, 'name' | 'provider' | 'simulated' | 'readOnly' | 'namespace'>;

export interface ClusterUseOptions {
  /** The name of the cluster of this process. */
  home: string | null;
  names: Pick<ClusterNames, 'find'>;
  store: { attachments: Pick<Attachments, 'list'> };
}

/** Rejects with `not_found`. */
export async function clusterUse({ home, names, store }: ClusterUseOptions, name: string): Promise<ClusterUse> {
  if (name === home) return { name, provider: 'sandbox', simulated: true, readOnly: false, namespace: null };
  const { provider } = await names.find(name);
  const attachment = provider.id === 'remote' ? store.attachments.list().find((each) => each.name === name) : undefined;
  return {
    name,
    provider: providerId.parse(provider.id),
    // Who did not say that it is simulated may not have known.
    simulated: attachment?.simulated ? true : null,
    readOnly: attachment?.readOnly ?? false,
    namespace: attachment?.namespace ?? null,
  };
}
