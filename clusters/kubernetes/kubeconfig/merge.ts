import type { Kubeconfig } from './kubeconfig.ts';

/** As kubectl merges: whoever names a context, cluster or user first, has said all of it; so with the current context. */
export function mergeKubeconfigs(configs: readonly Kubeconfig[]): Kubeconfig {
  return {
    currentContext: configs.find(({ currentContext }) => currentContext !== '')?.currentContext ?? '',
    contexts: firstOfEach(configs.map(({ contexts }) => contexts)),
    clusters: firstOfEach(configs.map(({ clusters }) => clusters)),
    users: firstOfEach(configs.map(({ users }) => users)),
  };
}

function firstOfEach<T>(maps: readonly ReadonlyMap<string, T>[]): Map<string, T> {
  // A later entry of the same name would win.
  return new Map(maps.toReversed().flatMap((map) => [...map]));
}
