import type { NodeView } from '../../../engine/contract/views/workbench.ts';

export interface GpuCount {
  model: string;
  free: number;
  total: number;
}

/** GPUs of all ready nodes by model, the largest group first; GPUs whose model no label names are listed by resource. */
export function countGpus(nodes: readonly NodeView[]): GpuCount[] {
  const groups = new Map<string, GpuCount>();
  for (const { gpu, ready } of nodes) {
    if (!gpu || !ready) continue;
    const model = gpu.model ?? gpu.resourceName;
    const group = groups.get(model) ?? { model, free: 0, total: 0 };
    groups.set(model, { model, free: group.free + gpu.free, total: group.total + gpu.total });
  }
  return [...groups.values()].sort((a, b) => b.total - a.total || a.model.localeCompare(b.model));
}
