/** Choosing on a small fleet, for tests. */
import { type ChoiceRequest, chooseRecipe } from '../../../../engine/domain/choose/choose.ts';
import type { Recipe } from '../../../../engine/domain/choose/recipe.ts';
import type { Endpoint } from '../../../../engine/domain/endpoint.ts';
import { readGpuNodes } from '../../../../engine/domain/fleet/gpu-node.ts';
import { amdNode, catalog, node, nvidiaNode, recipeOf } from '../facts.ts';

export const fleet = [amdNode('mi300x-0'), nvidiaNode('h100-0'), node('cpu-0', {}, {})];
export const qwen7 = { id: 'Qwen/Qwen2.5-7B-Instruct' };
export const qwen32 = { id: 'Qwen/Qwen3-32B' };

export function choose(endpoint: Endpoint, { recipes = [] as Recipe[], nodes = fleet }: { recipes?: Recipe[]; nodes?: typeof fleet } = {}) {
  const request: ChoiceRequest = { endpoint, recipes, nodes: readGpuNodes(nodes, [], catalog), catalog };
  return chooseRecipe(request);
}

export function mi300x(name: string, change: Record<string, unknown> = {}): Recipe {
  return recipeOf(name, { ...recipeSpec(qwen32.id), ...change });
}

export function recipeSpec(modelId: string): Record<string, unknown> {
  return {
    modelId,
    hardware: 'MI300X',
    precision: 'bfloat16',
    backend: 'vllm',
    configurations: [{ gpuCount: 1, enabled: true, args: ['--max-model-len', '8192'] }],
  };
}
