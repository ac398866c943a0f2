import type { Cluster } from '../cluster.ts';
import type { ResourceKind } from '../objects.ts';
import { ProviderError } from '../provider.ts';

/**
 * The same cluster, in which nothing is changed: writes and commands in containers reject with `ProviderError` `ReadOnly`.
 * Dry runs and reviews (what may I do?) change nothing and pass; so do logs and connections to ports, through which models
 * are tried out.
 */
export function readOnlyCluster(cluster: Cluster): Cluster {
  const { name } = cluster;
  return {
    ...cluster,
    create: async (kind, object, options) => {
      if (!options?.dryRun && !isReview(kind)) throw refusal(name, `${kind.kind} ${object.metadata?.name ?? ''} is not created`);
      return cluster.create(kind, object, options);
    },
    update: async (kind, object, options) => {
      if (!options?.dryRun) throw refusal(name, `${kind.kind} ${object.metadata?.name ?? ''} is not changed`);
      return cluster.update(kind, object, options);
    },
    patch: async (kind, key, patch, options) => {
      if (!options?.dryRun) throw refusal(name, `${kind.kind} ${key.name} is not changed`);
      return cluster.patch(kind, key, patch, options);
    },
    apply: async (kind, object, options) => {
      if (!options.dryRun) throw refusal(name, `${kind.kind} ${object.metadata?.name ?? ''} is not applied`);
      return cluster.apply(kind, object, options);
    },
    delete: async (kind, key, options) => {
      if (!options?.dryRun) throw refusal(name, `${kind.kind} ${key.name} is not deleted`);
      return cluster.delete(kind, key, options);
    },
    exec: async (pod) => {
      throw refusal(name, `no command is run in the pod ${pod.name}`);
    },
  };
}

/** Whether objects of the kind are questions, answered and never kept. */
function isReview({ group, kind }: ResourceKind): boolean {
  return (group === 'authorization.k8s.io' || group === 'authentication.k8s.io') && kind.endsWith('Review');
}

function refusal(name: string, what: string): ProviderError {
  return new ProviderError('ReadOnly', `The cluster "${name}" is attached read-only: ${what.replaceAll(/ +/g, ' ')}.`, {
    fix: `To change things in it, attach it again without read-only: slipway cluster delete ${name}, then slipway cluster attach ${name}. Removing an attached cluster only forgets it.`,
  });
}
