/** The sandbox's nodes: which there are, one more, one less. */
import type { Node, Pod } from 'kubernetes-types/core/v1.d.ts';
import { isReason } from '../../api-error.ts';
import { type Clock, pause } from '../../clock.ts';
import type { Cluster } from '../../cluster.ts';
import { gpuModelLabel, gpuResourceName } from '../../fleet/gpu-labels.ts';
import { gpuOf } from '../../fleet/gpus.ts';
import { nodes, pods } from '../../kinds.ts';
import { keyOf, type Stored } from '../../objects.ts';
import { isFinished } from '../controllers/pod-facts.ts';
import { defaultFleet, type FleetNode, nextNodeName, nodeFor, simulatedNodeLabel } from './node-for.ts';

export interface Fleet {
  list(): Promise<FleetNode[]>;
  /** Resolves when the node is there. RangeError for an unknown GPU or count; ApiError 409 for a name that is taken. */
  add(wanted: { gpu?: string | undefined; count?: number | undefined; name?: string | undefined }): Promise<FleetNode>;
  /** Cordons, evicts the node's pods and deletes it. RangeError when there is no such node. */
  remove(name: string): Promise<void>;
}

/** How long pods are given to end before the node goes without them. */
const evictionPatience = 35_000;

/** The fleet of a cluster. */
export function createFleet(cluster: Cluster, clock: Clock): Fleet {
  async function simulatedNodes(): Promise<Stored<Node>[]> {
    const { items } = await cluster.list(nodes, { labelSelector: `${simulatedNodeLabel}=true` });
    return items;
  }

  return {
    list: async () => (await simulatedNodes()).map(fleetNodeOf),
    async add({ gpu, count, name }) {
      const { items } = await cluster.list(nodes);
      const taken = new Set(items.map(({ metadata }) => metadata.name));
      return fleetNodeOf(await createNode(cluster, { name: name ?? nextNodeName(gpu, taken), gpu, count }));
    },
    async remove(name) {
      const present = await simulatedNodes();
      if (!present.some((node) => node.metadata.name === name)) {
        const known = present.map((node) => node.metadata.name).join(', ') || 'none';
        throw new RangeError(`The sandbox has no node "${name}". Its nodes: ${known}.`);
      }
      await cluster.patch(nodes, { name }, { type: 'merge', body: { spec: { unschedulable: true } } });
      await evict(cluster, clock, name);
      await cluster.delete(nodes, { name });
    },
  };
}

/** Makes the first fleet of a new sandbox; one that has nodes keeps them. */
export async function ensureFleet(cluster: Cluster, fleet: readonly FleetNode[] = defaultFleet): Promise<void> {
  const { items } = await cluster.list(nodes);
  if (items.length > 0) return;
  for (const wanted of fleet) await createNode(cluster, wanted);
}

async function createNode(cluster: Cluster, wanted: FleetNode): Promise<Stored<Node>> {
  const node = nodeFor(wanted);
  const created = await cluster.create(nodes, node);
  if (created.status?.allocatable) return created;
  return cluster.patch(nodes, keyOf(created), { type: 'merge', body: { status: node.status } }, { subresource: 'status' });
}

async function evict(cluster: Cluster, clock: Clock, node: string): Promise<void> {
  const until = clock.now() + evictionPatience;
  for (;;) {
    const left = (await cluster.list(pods, { fieldSelector: `spec.nodeName=${node}` })).items;
    if (left.every(isFinished) || clock.now() >= until) return;
    for (const pod of left.filter(({ metadata }) => !metadata.deletionTimestamp)) await deletePod(cluster, pod);
    await pause(clock, 100);
  }
}

async function deletePod(cluster: Cluster, pod: Stored<Pod>): Promise<void> {
  try {
    await cluster.delete(pods, keyOf(pod), { preconditions: { uid: pod.metadata.uid } });
  } catch (error) {
    if (!isReason(error, 'NotFound', 'Conflict')) throw error;
  }
}

function fleetNodeOf({ metadata: { name, labels }, status }: Stored<Node>): FleetNode {
  const gpu = labels?.[gpuModelLabel];
  if (!gpu) return { name };
  return { name, gpu, count: Number(status?.capacity?.[gpuResourceName(gpuOf(gpu))] ?? 0) };
}
