import { noKubeconfig } from './errors.ts';
import { inClusterContext } from './in-cluster.ts';
import { type KubeconfigChoice, loadKubeconfig } from './load.ts';
import { type SelectedContext, selectContext } from './select-context.ts';

/** A context as a list of contexts shows it; whether it can be used is not checked. */
export interface ContextSummary {
  name: string;
  current: boolean;
  cluster: string;
  /** Undefined when the cluster is not in the kubeconfig. */
  server: string | undefined;
  user: string;
  namespace: string;
  /** The program that would be run for credentials. */
  program: string | undefined;
}

/** All contexts. Rejects with `ClusterUnreachable` when a kubeconfig cannot be read; connects to nothing. */
export async function listContexts(choice: KubeconfigChoice): Promise<ContextSummary[]> {
  const { config } = await loadKubeconfig(choice);
  return [...config.contexts].map(([name, { cluster, user, namespace }]) => ({
    name,
    current: name === config.currentContext,
    cluster,
    server: config.clusters.get(cluster)?.server,
    user,
    namespace: namespace || 'default',
    program: config.users.get(user)?.program?.command,
  }));
}

/** The chosen context, or the current one, or the pod's own where there is no kubeconfig at all. */
export async function findContext(choice: KubeconfigChoice): Promise<SelectedContext> {
  const loaded = await loadKubeconfig(choice);
  const { contexts, currentContext } = loaded.config;
  if (contexts.size === 0 && currentContext === '' && choice.context === undefined) {
    const inCluster = await inClusterContext(choice.environment ?? process.env);
    if (!inCluster) throw noKubeconfig(loaded.source);
    return inCluster;
  }
  return selectContext(loaded, choice.context);
}
