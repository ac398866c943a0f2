import { ApiError } from '../api-error.ts';
import type { Clock } from '../clock.ts';
import type { Cluster } from '../cluster.ts';
import { namespaces } from '../kinds.ts';
import { ProviderError } from '../provider.ts';
import { namespacedCluster } from './namespaced-cluster.ts';
import { readableKinds } from './readable-kinds.ts';

export interface InNamespaceOptions {
  namespace: string;
  clock: Clock;
  signal?: AbortSignal | undefined;
}

/**
 * The cluster as it is seen from one namespace, by what the asking user may read now. Rejects with `ProviderError`
 * `Unusable` where the namespace is not there, or nothing in it may be read.
 */
export async function inNamespace(cluster: Cluster, { namespace, clock, signal }: InNamespaceOptions): Promise<Cluster> {
  const [kinds] = await Promise.all([cluster.discover({ signal }), mustBeThere(cluster, namespace, signal)]);
  const mayRead = await readableKinds(cluster, kinds, { namespace, signal });
  if (!kinds.some((kind) => kind.namespaced && mayRead(kind))) {
    throw new ProviderError('Unusable', `In the namespace "${namespace}" of the cluster "${cluster.name}" you may read nothing.`, {
      fix: 'Check its name, or ask whoever runs the cluster to bind a Role to you there, such as the ClusterRole "edit".',
    });
  }
  return namespacedCluster(cluster, { namespace, mayRead, clock });
}

/** Not everybody may ask. */
async function mustBeThere(cluster: Cluster, namespace: string, signal: AbortSignal | undefined): Promise<void> {
  try {
    await cluster.get(namespaces, { name: namespace }, { signal });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code !== 404) return;
    const why = `There is no namespace "${namespace}" in the cluster "${cluster.name}".`;
    throw new ProviderError('Unusable', why, { cause: error, fix: 'Check its name, or make it first: kubectl create namespace.' });
  }
}
