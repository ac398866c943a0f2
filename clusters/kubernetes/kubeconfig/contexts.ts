import { noKubeconfig } from './errors.ts';
import { inClusterContext, inClusterName } from './in-cluster.ts';
import type { Kubeconfig } from './kubeconfig.ts';
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

/** What could be read, and a sentence for each entry or file that could not. */
export interface ContextSurvey {
  contexts: ContextSummary[];
  problems: string[];
  /** For sentences: `The kubeconfig /home/me/.kube/config`. */
  source: string;
}

/**
 * All contexts that can be read: a broken one does not hide the others. Rejects with `ClusterUnreachable` when the one
 * kubeconfig that was chosen cannot be read at all; connects to nothing.
 */
export async function surveyContexts(choice: KubeconfigChoice): Promise<ContextSurvey> {
  const problems: string[] = [];
  const { config, source } = await loadKubeconfig(choice, (problem) => problems.push(problem));
  return { contexts: summaries(config), problems, source };
}

function summaries(config: Kubeconfig): ContextSummary[] {
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

/** The contexts of `surveyContexts`, for who need not hear of the others. */
export async function listContexts(choice: KubeconfigChoice): Promise<ContextSummary[]> {
  return (await surveyContexts(choice)).contexts;
}

/** The chosen context, or the current one, or the pod's own where there is no kubeconfig at all. */
export async function findContext(choice: KubeconfigChoice): Promise<SelectedContext> {
  const loaded = await loadKubeconfig(choice);
  const { contexts, currentContext } = loaded.config;
  const isOpen = choice.context === undefined || choice.context === inClusterName;
  if (contexts.size === 0 && currentContext === '' && isOpen) {
    const inCluster = await inClusterContext(choice.environment ?? process.env);
    if (!inCluster) throw noKubeconfig(loaded.source);
    return inCluster;
  }
  return selectContext(loaded, choice.context);
}
