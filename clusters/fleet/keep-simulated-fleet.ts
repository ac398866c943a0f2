/** Gives the nodes of a real cluster the GPUs that their labels ask for, and gives them back after kubelet took them away. */
import type { Node } from 'kubernetes-types/core/v1.d.ts';
import { isReason } from '../api-error.ts';
import type { CallOptions, Cluster } from '../cluster.ts';
import { nodes } from '../kinds.ts';
import { gpuLabels, gpuModelLabel, gpuResourceName } from './gpu-labels.ts';
import { simulatedNode } from './simulated-node.ts';

/** What a node lacks of the GPUs that it stands for. */
export interface SimulatedCapacity {
  /** For `status.capacity` and `status.allocatable` alike. */
  capacity: Record<string, string>;
  /** As the vendor's node labeller writes them. */
  labels: Record<string, string>;
}

export interface SimulatedFleet {
  /** The nodes that have their GPUs now, whether or not something was missing. */
  kept: string[];
  /** Why labels of nodes mean nothing, each as a sentence. */
  problems: string[];
}

/** What must be written to the node; undefined when nothing is missing, or nothing is asked for. */
export function simulatedCapacity(node: Node): SimulatedCapacity | undefined {
  const wanted = simulatedNode(node);
  if (!wanted || 'problem' in wanted) return undefined;
  const { gpu, count } = wanted;
  const { capacity = {}, allocatable = {} } = node.status ?? {};
  const resources = { [gpuResourceName(gpu)]: String(count) };
  const missing: SimulatedCapacity = {
    capacity: lacking(resources, capacity, allocatable),
    labels: lacking({ ...gpuLabels(gpu, count), [gpuModelLabel]: gpu.key }, node.metadata?.labels ?? {}),
  };
  return Object.keys(missing.capacity).length + Object.keys(missing.labels).length > 0 ? missing : undefined;
}

/** Writes what is missing. Doing it twice changes nothing. Rejects with `ApiError` or `ClusterUnreachable`. */
export async function keepSimulatedFleet(cluster: Cluster, { signal }: CallOptions = {}): Promise<SimulatedFleet> {
  const { items } = await cluster.list(nodes, { signal });
  const fleet: SimulatedFleet = { kept: [], problems: [] };
  for (const node of items) {
    const wanted = simulatedNode(node);
    if (!wanted) continue;
    if ('problem' in wanted) {
      fleet.problems.push(wanted.problem);
      continue;
    }
    const missing = simulatedCapacity(node);
    if (!missing || (await give(cluster, node.metadata.name, missing, signal))) fleet.kept.push(node.metadata.name);
  }
  return fleet;
}

/** False when the node has gone meanwhile. */
async function give(
  cluster: Cluster,
  name: string,
  { capacity, labels }: SimulatedCapacity,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    if (Object.keys(labels).length > 0) {
      await cluster.patch(nodes, { name }, { type: 'merge', body: { metadata: { labels } } }, { signal });
    }
    if (Object.keys(capacity).length > 0) {
      const body = { status: { capacity, allocatable: capacity } };
      await cluster.patch(nodes, { name }, { type: 'merge', body }, { subresource: 'status', signal });
    }
    return true;
  } catch (error) {
    if (isReason(error, 'NotFound')) return false;
    throw error;
  }
}

/** Those of `wanted` that are not so in each of `present`. */
function lacking(wanted: Record<string, string>, ...present: Record<string, string>[]): Record<string, string> {
  return Object.fromEntries(Object.entries(wanted).filter(([key, value]) => present.some((values) => values[key] !== value)));
}
