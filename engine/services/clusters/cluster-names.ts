import { nearestName } from '../../../clusters/nearest-names.ts';
import type { ClusterProvider, KnownCluster } from '../../../clusters/provider.ts';
import { SlipwayError } from '../../contract/errors.ts';

/** A cluster, and who has it. */
export interface FoundCluster {
  known: KnownCluster;
  provider: ClusterProvider;
}

/** One name is one cluster, whoever provides it. */
export interface ClusterNames {
  /** The cluster of that name, other than the home cluster. Rejects with `not_found`. */
  find(name: string): Promise<FoundCluster>;
  /** Rejects with `already_exists` when a cluster, of any provider but the given one, has the name. */
  assertFree(name: string, but?: string): Promise<void>;
}

/** `home`: the name of the cluster that is always there, which no other may have. */
export function createClusterNames(home: string | null, providers: readonly ClusterProvider[]): ClusterNames {
  /** What cannot be listed now cannot be taken into account. */
  async function all(asked = providers): Promise<FoundCluster[]> {
    const lists = await Promise.allSettled(asked.map(async (provider) => ({ provider, clusters: await provider.list() })));
    const answers = lists.flatMap((list) => (list.status === 'fulfilled' ? [list.value] : []));
    return answers.flatMap(({ provider, clusters }) => clusters.map((known) => ({ known, provider })));
  }

  return {
    async find(name) {
      const clusters = await all();
      const found = clusters.find(({ known }) => known.name === name);
      if (found) return found;
      const names = [...(home === null ? [] : [home]), ...clusters.map(({ known }) => known.name)];
      throw unknownCluster(name, names);
    },
    async assertFree(name, but) {
      // Where no sandbox runs now, one may with the next start.
      if (name === (home ?? 'sandbox')) throw reserved(name);
      const others = await all(providers.filter(({ id }) => id !== but));
      const other = others.find(({ known }) => known.name === name);
      if (other) throw taken(name, other.provider);
    },
  };
}

export function unknownCluster(name: string, names: readonly string[]): SlipwayError {
  const meant = nearestName(name, [...names]);
  const fix =
    meant === undefined ? `There are: ${names.join(', ') || 'none'}.` : `Did you mean "${meant}"? There are: ${names.join(', ')}.`;
  return new SlipwayError('not_found', `There is no cluster "${name}" here.`, { fix });
}

function reserved(name: string): SlipwayError {
  return new SlipwayError('already_exists', `"${name}" is the name of the cluster that Slipway brings along.`, {
    fix: 'Choose another name.',
  });
}

function taken(name: string, provider: ClusterProvider): SlipwayError {
  return new SlipwayError('already_exists', `There is a cluster "${name}" already (${provider.label}).`, {
    fix: `Choose another name, or remove that one first: slipway cluster delete ${name}.`,
  });
}
