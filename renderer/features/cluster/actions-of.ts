import type { ClusterView } from '../../../engine/contract/views/cluster.ts';

export type ClusterAction = 'open' | 'check' | 'pause' | 'resume' | 'install' | 'uninstall' | 'kubeconfig' | 'remove';

/** What can be done with a cluster as it is: nothing with one that is paused but resuming, only removal of an unfinished one. */
export function actionsOf({ provider, state, installation }: Pick<ClusterView, 'provider' | 'state' | 'installation'>): ClusterAction[] {
  if (provider === 'sandbox') return ['open', 'check', 'kubeconfig'];
  if (state === 'partial') return ['remove'];
  if (state === 'stopped') return ['resume', 'remove'];
  const isInstalled = installation?.state === 'complete' || installation?.state === 'applying';
  return [
    'open',
    'check',
    'install',
    ...(isInstalled ? (['uninstall'] as const) : []),
    ...(provider === 'kind' ? (['pause'] as const) : []),
    'kubeconfig',
    'remove',
  ];
}
