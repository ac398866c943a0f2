import type { NodeView } from '../../../engine/contract/views/node.ts';

/** GPUs of one kind over all nodes of a cluster. A partition is a kind of its own. */
export interface FleetKind {
  vendor: string;
  /** Catalog key; null where no label names it. */
  model: string | null;
  partition: string | null;
  resourceName: string;
  memoryMiB: number | null;
  free: number;
  total: number;
  /** Free on the node that has most: a tensor-parallel group needs them on one. */
  mostOnOneNode: number;
  nodes: number;
}

/** GPUs of all ready nodes by kind, the largest group first. */
export function fleetKinds(nodes: readonly NodeView[]): FleetKind[] {
  const kinds = new Map<string, FleetKind>();
  for (const { gpus, ready } of nodes) {
    if (!ready) continue;
    for (const gpu of gpus) {
      const id = [gpu.resourceName, gpu.model, gpu.partition, gpu.memoryMiB].join(' ');
      const { free, total, ...kind } = gpu;
      const before = kinds.get(id) ?? { ...kind, free: 0, total: 0, mostOnOneNode: 0, nodes: 0 };
      kinds.set(id, {
        ...before,
        free: before.free + free,
        total: before.total + total,
        mostOnOneNode: Math.max(before.mostOnOneNode, free),
        nodes: before.nodes + 1,
      });
    }
  }
  return [...kinds.values()].sort((a, b) => b.total - a.total || nameOfKind(a).localeCompare(nameOfKind(b)));
}

/** `MI300X`, `H100 MIG 3g.40gb`; the resource's name where the labels say no more. */
export function nameOfKind({ model, partition, resourceName }: Pick<FleetKind, 'model' | 'partition' | 'resourceName'>): string {
  return [model ?? resourceName, partition].filter(Boolean).join(' ');
}
