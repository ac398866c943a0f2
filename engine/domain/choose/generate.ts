/** Recipes from arithmetic, where nobody wrote one. */
import { type Catalog, findModel } from '../catalog/catalog.ts';
import type { Endpoint, Engine } from '../endpoint.ts';
import type { Precision } from '../precision.ts';
import { checkpointPrecision } from '../size/weights.ts';
import type { GpuKind } from './gpu-kinds.ts';
import type { Recipe } from './recipe.ts';

/** Longer contexts are asked for, not assumed: each costs memory on every GPU. */
const defaultContext = 32_768;

/** One recipe for each GPU kind of the vendors that the endpoint means, in every size that a node has and a team would take. */
export function generateRecipes(endpoint: Endpoint, kinds: readonly GpuKind[], catalog: Catalog): Recipe[] {
  const { model, placement } = endpoint.component;
  const known = findModel(catalog, model.id);
  const precision = endpoint.recipe.precision ?? (known && checkpointPrecision(known.config)) ?? 'bf16';
  const engine = endpoint.recipe.engine ?? 'vllm';
  const context = Math.min(defaultContext, known?.config.max_position_embeddings ?? defaultContext);
  return kinds
    .filter((kind) => placement.gpuKind !== undefined || placement.vendors.includes(kind.gpu.vendor))
    .map((kind) => ({
      origin: 'generated',
      name: generatedName(kind.gpu.key, precision, engine),
      model: model.id,
      hardware: kind.gpu.key,
      precision,
      engine,
      configurations: counts(kind.largest, endpoint.recipe.gpuCount).map((gpuCount) => ({
        gpuCount,
        enabled: true,
        arguments: known ? [engine === 'vllm' ? '--max-model-len' : '--context-length', String(context)] : [],
        environment: [],
        requests: {},
        limits: {},
      })),
    }));
}

/** Powers of two up to the largest node, and the number that was asked for. */
function counts(largest: number, wanted: number | undefined): number[] {
  if (wanted !== undefined) return wanted > 0 ? [wanted] : [];
  return [1, 2, 4, 8, 16].filter((count) => count <= largest);
}

function generatedName(gpu: string, precision: Precision, engine: Engine): string {
  return `generated-${gpu}-${precision}-${engine}`.toLowerCase();
}
