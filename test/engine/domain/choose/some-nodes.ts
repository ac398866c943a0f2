/** GPU nodes of any kind, for tests. */
import { expect } from 'vitest';
import { catalogBytes, findGpu } from '../../../../engine/domain/catalog/catalog.ts';
import { type Choice, chooseRecipe } from '../../../../engine/domain/choose/choose.ts';
import type { Endpoint } from '../../../../engine/domain/endpoint.ts';
import type { GpuNode } from '../../../../engine/domain/fleet/gpu-node.ts';
import { catalog } from '../facts.ts';

/** Without recipe objects. */
export function chooseOn(endpoint: Endpoint, nodes: readonly GpuNode[]): Choice {
  return chooseRecipe({ endpoint, recipes: [], nodes, catalog });
}

/** Eight free GPUs of a kind, unless said otherwise. */
export function gpuNode(name: string, change: Partial<GpuNode> = {}): GpuNode {
  const gpu = findGpu(catalog, name) ?? expect.unreachable();
  const total = change.total ?? 8;
  return {
    name: `node-${gpu.key}`.toLowerCase(),
    vendor: gpu.vendor,
    gpu,
    identity: undefined,
    resourceName: `${gpu.vendor}.com/gpu`,
    total,
    free: total,
    gpuBytes: catalogBytes(gpu),
    ...change,
  };
}
