import { access } from 'node:fs/promises';
import type { Node } from 'kubernetes-types/core/v1.d.ts';
import type { CallOptions, Cluster } from '../../cluster.ts';
import { gpuResourceNames } from '../../fleet/gpu-labels.ts';
import { simulatedGpuLabel } from '../../fleet/simulated-node.ts';
import { nodes } from '../../kinds.ts';
import { findContext } from '../../kubernetes/kubeconfig/contexts.ts';
import { type ClusterFacts, type OpenCluster, ProviderError } from '../../provider.ts';
import { clusterState, isAnother } from './cluster-state.ts';
import type { KindContext } from './context.ts';
import { keepKubeconfig } from './kubeconfig.ts';
import { halfMade, notThere } from './names.ts';
import { findContainers } from './node-containers.ts';

/** A way into a cluster that runs, whoever made it. */
export async function openCluster(context: KindContext, name: string, call: CallOptions): Promise<OpenCluster> {
  const kubeconfig = await kubeconfigOf(context, name, call);
  const cluster = context.connect(name);
  return { cluster, facts: await factsOf(cluster, kubeconfig, call.signal), [Symbol.asyncDispose]: async () => {} };
}

/** Where the kubeconfig of a cluster that runs is kept. Its nodes are looked at, and its API server is not asked. */
export async function kubeconfigOf(context: KindContext, name: string, { signal }: CallOptions): Promise<string> {
  const engine = await context.engine();
  const record = await context.records.find(name);
  const containers = await findContainers(engine, name);
  if (containers.length === 0) throw notThere(name, record);
  const state = clusterState(record, containers);
  if (state === 'partial') throw halfMade(name);
  if (state !== 'running') throw new ProviderError('NotRunning', `The kind cluster "${name}" does not run.`, { fix: 'Start it first.' });
  const { kubeconfig } = context.placesOf(name);
  // One that was made outside Slipway can have been made anew there since.
  const isKept = record && !isAnother(record, containers) && (await exists(kubeconfig));
  if (!isKept) await keepKubeconfig(context, engine, name, signal);
  return kubeconfig;
}

async function factsOf(cluster: Cluster, kubeconfigPath: string, signal: AbortSignal | undefined): Promise<ClusterFacts> {
  const [version, { items }, context] = await Promise.all([
    cluster.version({ signal }),
    cluster.list(nodes, { signal }),
    findContext({ kubeconfigPath }),
  ]);
  return { provider: 'kind', simulated: isSimulated(items), version, server: context.cluster.server, kubeconfigPath };
}

/** Whether models can only be simulated there: by what its nodes stand for, or for want of any GPU. */
function isSimulated(present: readonly Node[]): boolean {
  if (present.some(({ metadata }) => metadata?.labels?.[simulatedGpuLabel] !== undefined)) return true;
  return !present.some(({ status }) => gpuResourceNames.some((resource) => Number(status?.allocatable?.[resource] ?? 0) > 0));
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
