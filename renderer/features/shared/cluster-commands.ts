import type { ClusterView } from '../../../engine/contract/views/cluster.ts';

type Reachable = Pick<ClusterView, 'provider' | 'kubeconfig' | 'context'>;

/** A kubectl command line for this cluster, for a POSIX shell. */
export function kubectlCommand({ kubeconfig, context }: Reachable, rest: string): string {
  const words = [kubeconfig && `--kubeconfig ${shellWord(kubeconfig)}`, context && `--context ${shellWord(context)}`, rest];
  return `kubectl ${words.filter(Boolean).join(' ')}`;
}

/** The line that writes a cluster's kubeconfig to standard output. */
export function kubeconfigCommand(name: string): string {
  return `slipway cluster kubeconfig ${shellWord(name)}`;
}

/** Whose kubeconfig it is that reaches the cluster. */
export function kubeconfigWords(cluster: Reachable | undefined): string {
  if (!cluster?.kubeconfig) return 'No kubeconfig yet.';
  if (cluster.provider === 'remote') return 'It is a context of your own kubeconfig, which Slipway only reads.';
  return 'The cluster has a kubeconfig of its own; yours is not touched.';
}

/** A word as a POSIX shell takes it whole. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
