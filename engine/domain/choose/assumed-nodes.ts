/** GPUs that are taken to be there, for an operator that may not look at nodes. */
import { type Catalog, catalogBytes, findGpu, type GpuModel } from '../catalog/catalog.ts';
import type { Endpoint } from '../endpoint.ts';
import type { GpuNode } from '../fleet/gpu-node.ts';
import type { Recipe } from './recipe.ts';

/** Why a choice is no more than a guess; for people. */
export const fleetUnknown =
  'Which GPUs the cluster has is not known, because the operator may not list its nodes: what the endpoint or its recipe names is taken to be there.';

/** What to do where nothing is named. */
export const nameTheGpu =
  'Which GPUs the cluster has is not known, because the operator may not list its nodes. Name the GPU in spec.hardware or a recipe in spec.recipe.customRecipe, or let the operator get, list and watch nodes.';

/** No server has more on one board. */
const mostOfOneNode = 8;

/**
 * One node for each GPU that the endpoint names, or else the recipes written for it; none where nobody named one. The scheduler
 * has the last word: the nodes have no label that pods could be bound to.
 */
export function assumedNodes(endpoint: Endpoint, recipes: readonly Recipe[], catalog: Catalog): GpuNode[] {
  const { gpuKind } = endpoint.component.placement;
  const names = gpuKind === undefined ? candidates(endpoint, recipes).map((recipe) => recipe.hardware) : [gpuKind];
  const gpus = new Set(names.flatMap((name) => findGpu(catalog, name) ?? []));
  return [...gpus].flatMap((gpu) => assumedNode(gpu) ?? []);
}

/** None for GPUs of vendors whose servers Slipway does not run. */
function assumedNode(gpu: GpuModel): GpuNode | undefined {
  const { vendor } = gpu;
  if (vendor !== 'amd' && vendor !== 'nvidia') return undefined;
  return {
    name: `assumed-${gpu.key}`,
    vendor,
    gpu,
    identity: undefined,
    resourceName: `${vendor}.com/gpu`,
    total: mostOfOneNode,
    free: Number.POSITIVE_INFINITY,
    gpuBytes: catalogBytes(gpu),
  };
}

function candidates({ recipe: { named }, key, component }: Endpoint, recipes: readonly Recipe[]): Recipe[] {
  if (named) return recipes.filter(({ name, namespace }) => name === named.name && namespace === named.namespace);
  return recipes.filter(({ namespace, model }) => namespace === key.namespace && model.toLowerCase() === component.model.id.toLowerCase());
}
