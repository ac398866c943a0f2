/** The GPU nodes of a cluster, gathered by GPU kind: what a recipe is judged against. */
import type { GpuModel } from '../catalog/catalog.ts';
import type { GpuNode } from './gpu-node.ts';

export interface GpuKind {
  /** `MI300X`, `H100 MIG 3g.40gb`: partitions are kinds of their own. */
  readonly key: string;
  readonly gpu: GpuModel;
  /** Undefined for whole GPUs. */
  readonly partition: string | undefined;
  readonly resourceName: string;
  readonly nodes: readonly GpuNode[];
  /** The smallest of the kind: a pod may land on any of the nodes. */
  readonly gpuBytes: number | undefined;
  /** GPUs of the largest node. */
  readonly largest: number;
}

/** Kinds in the order of their keys. Nodes whose labels do not tell the GPU are left out: see `unlabelledNodes`. */
export function gpuKinds(nodes: readonly GpuNode[]): GpuKind[] {
  const byKey = new Map<string, { gpu: GpuModel; nodes: GpuNode[] }>();
  for (const node of nodes) {
    const { gpu, partition } = node;
    if (!gpu) continue;
    const key = kindKey(gpu, partition);
    const kind = byKey.get(key) ?? { gpu, nodes: [] };
    kind.nodes.push(node);
    byKey.set(key, kind);
  }
  return [...byKey].map(([key, kind]) => kindOf(key, kind)).sort((left, right) => (left.key < right.key ? -1 : 1));
}

export function unlabelledNodes(nodes: readonly GpuNode[]): GpuNode[] {
  return nodes.filter((node) => !node.gpu);
}

/** How many pods of `gpuCount` GPUs the kind's nodes can take now. */
export function placesNow(kind: GpuKind, gpuCount: number): number {
  return kind.nodes.reduce((places, node) => places + Math.floor(node.free / gpuCount), 0);
}

function kindKey(gpu: GpuModel, partition: string | undefined): string {
  return partition === undefined ? gpu.key : `${gpu.key} ${partition}`;
}

function kindOf(key: string, { gpu, nodes }: { gpu: GpuModel; nodes: readonly GpuNode[] }): GpuKind {
  const sizes = nodes.map((node) => node.gpuBytes);
  const known = sizes.filter((size) => size !== undefined);
  return {
    key,
    gpu,
    partition: nodes[0]?.partition,
    nodes,
    resourceName: nodes[0]?.resourceName ?? `${gpu.vendor}.com/gpu`,
    gpuBytes: known.length === sizes.length && known.length > 0 ? Math.min(...known) : undefined,
    largest: Math.max(0, ...nodes.map((node) => node.total)),
  };
}
