/** The GPU nodes of a cluster, gathered by GPU kind: what a recipe is judged against. */
import type { GpuModel } from '../catalog/catalog.ts';
import type { GpuNode } from './nodes.ts';

export interface GpuKind {
  readonly gpu: GpuModel;
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
    if (!node.gpu) continue;
    const kind = byKey.get(node.gpu.key) ?? { gpu: node.gpu, nodes: [] };
    kind.nodes.push(node);
    byKey.set(node.gpu.key, kind);
  }
  return [...byKey.values()]
    .map(({ gpu, nodes: members }) => kindOf(gpu, members))
    .sort((left, right) => (left.gpu.key < right.gpu.key ? -1 : 1));
}

export function unlabelledNodes(nodes: readonly GpuNode[]): GpuNode[] {
  return nodes.filter((node) => !node.gpu);
}

/** How many pods of `gpuCount` GPUs the kind's nodes can take now. */
export function placesNow(kind: GpuKind, gpuCount: number): number {
  return kind.nodes.reduce((places, node) => places + Math.floor(node.free / gpuCount), 0);
}

function kindOf(gpu: GpuModel, nodes: readonly GpuNode[]): GpuKind {
  const sizes = nodes.map((node) => node.gpuBytes);
  const known = sizes.filter((size) => size !== undefined);
  return {
    gpu,
    nodes,
    resourceName: nodes[0]?.resourceName ?? `${gpu.vendor}.com/gpu`,
    gpuBytes: known.length === sizes.length && known.length > 0 ? Math.min(...known) : undefined,
    largest: Math.max(0, ...nodes.map((node) => node.total)),
  };
}
