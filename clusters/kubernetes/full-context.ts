import type { RequestOptions } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import type { ClusterContext, KubeconfigChoice } from './cluster-context.ts';
import { noSuchContext, unreadable } from './kubeconfig-errors.ts';

/** Any context that client-node can use: programs for credentials, proxies, the default kubeconfig, a pod's service account. */
export async function loadFullContext(choice: KubeconfigChoice): Promise<ClusterContext> {
  const config = await loadKubeConfig(choice);
  const cluster = config.getCurrentCluster();
  if (!cluster) {
    const known = config.getContexts().map(({ name }) => name);
    throw noSuchContext(choice.kubeconfigPath ?? 'the kubeconfig', choice.context ?? config.getCurrentContext(), known);
  }
  return {
    server: cluster.server,
    proxied: Boolean(cluster.proxyUrl),
    async options() {
      const options: RequestOptions = {};
      await config.applyToHTTPSOptions(options);
      return options;
    },
  };
}

async function loadKubeConfig({ kubeConfig, kubeconfigPath, context }: KubeconfigChoice): Promise<KubeConfig> {
  if (kubeConfig && context === undefined) return kubeConfig;
  // Loaded late: importing it takes most of a second, and most contexts do not need it.
  const { KubeConfig: Config } = await import('@kubernetes/client-node');
  const config = new Config();
  try {
    if (kubeConfig) config.loadFromOptions({ ...kubeConfig });
    else if (kubeconfigPath === undefined) config.loadFromDefault();
    else config.loadFromFile(kubeconfigPath);
  } catch (error) {
    throw unreadable(kubeconfigPath ?? 'the default kubeconfig', error);
  }
  if (context !== undefined) config.setCurrentContext(context);
  return config;
}
