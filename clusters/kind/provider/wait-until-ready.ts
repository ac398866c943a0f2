import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { ApiError, ClusterUnreachable, isReason } from '../../api-error.ts';
import { type Clock, pause } from '../../clock.ts';
import type { Cluster } from '../../cluster.ts';
import { deployments, nodes, pods } from '../../kinds.ts';
import type { Stored } from '../../objects.ts';
import { ProviderError } from '../../provider.ts';
import { missingForReady, type ReadinessFacts } from './readiness.ts';

export interface ReadinessWait extends Pick<ReadinessFacts, 'expectedNodes' | 'hasNetwork' | 'since'> {
  clock: Clock;
  signal: AbortSignal | undefined;
  /** Called with what is missing, once for each change of it. */
  onMissing?: ((sentence: string) => void) | undefined;
  patienceMs: number;
}

/** How often it looks: an API server that only starts has nothing to be watched. */
const lookEveryMs = 500;
/** Resolves when the API server answers, all nodes are ready and DNS runs. Rejects with `ProviderError` when that takes too long. */
export async function waitUntilReady(cluster: Cluster, wait: ReadinessWait): Promise<void> {
  const { clock, signal, onMissing, patienceMs } = wait;
  const end = clock.now() + patienceMs;
  for (let told: string | undefined; ; await pause(clock, lookEveryMs, signal)) {
    signal?.throwIfAborted();
    const missing = await lookFor(cluster, wait);
    if (missing === undefined) return;
    if (missing !== told) onMissing?.(missing);
    told = missing;
    if (clock.now() >= end) throw tooSlow(cluster.name, missing, patienceMs);
  }
}

async function lookFor(cluster: Cluster, { signal, ...wait }: ReadinessWait): Promise<string | undefined> {
  try {
    const present = (await cluster.list(nodes, { signal })).items;
    return missingForReady({ ...wait, nodes: present, dns: await findDns(cluster, signal) });
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof ClusterUnreachable) return 'The API server does not answer yet.';
    // One that only starts refuses what it will allow in a moment.
    if (error instanceof ApiError) return `The API server is not ready yet: ${error.message}`;
    throw error;
  }
}

/** Undefined for a cluster without CoreDNS. */
async function findDns(cluster: Cluster, signal: AbortSignal | undefined): Promise<Stored<Pod>[] | undefined> {
  try {
    await cluster.get(deployments, { namespace: 'kube-system', name: 'coredns' }, { signal });
  } catch (error) {
    if (isReason(error, 'NotFound')) return undefined;
    throw error;
  }
  const { items } = await cluster.list(pods, { namespace: 'kube-system', labelSelector: 'k8s-app=kube-dns', signal });
  return items.filter(({ metadata }) => !metadata.deletionTimestamp);
}

function tooSlow(name: string, missing: string, patienceMs: number): ProviderError {
  return new ProviderError(
    'Failed',
    `The kind cluster "${name}" runs, and is not ready after ${Math.round(patienceMs / 1_000)} s: ${missing}`,
    {
      fix: 'Mostly the machine is short of memory or time. End other programs and try again: it goes on where it is.',
    },
  );
}
