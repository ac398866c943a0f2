/** Recipes from arithmetic, where nobody wrote one. */
import { type Catalog, findModel, modelFacts } from '../catalog/catalog.ts';
import type { Endpoint, Engine } from '../endpoint.ts';
import type { GpuKind } from '../fleet/gpu-kinds.ts';
import type { Precision } from '../precision.ts';
import { generatedEnvironment } from './environment.ts';
import type { Recipe, RecipeConfiguration } from './recipe.ts';
import { bytesOf, sizeConfiguration } from './size-option.ts';

/** One recipe for each GPU kind of the vendors that the endpoint means, in every size that a node has and a team would take. */
export function generateRecipes(endpoint: Endpoint, kinds: readonly GpuKind[], catalog: Catalog): Recipe[] {
  const { placement } = endpoint.component;
  return kinds
    .filter((kind) => placement.gpuKind !== undefined || placement.vendors.some((vendor) => vendor === kind.gpu.vendor))
    .map((kind) => generated(endpoint, kind, catalog));
}

function generated({ component: { model }, recipe: wanted }: Endpoint, kind: GpuKind, catalog: Catalog): Recipe {
  const known = findModel(catalog, model.id);
  const precision = wanted.precision ?? ownPrecision(known && modelFacts(known)) ?? 'bf16';
  const engine = wanted.engine ?? 'vllm';
  const recipe: Recipe = {
    origin: 'generated',
    name: generatedName(kind.key, precision, engine),
    model: model.id,
    hardware: kind.key,
    precision,
    engine,
    configurations: [],
  };
  const configurations = counts(kind, wanted.gpuCount).map((gpuCount) => configuration({ recipe, gpuCount, kind }, catalog));
  return { ...recipe, configurations };
}

interface GeneratedSize {
  readonly recipe: Recipe;
  readonly gpuCount: number;
  readonly kind: GpuKind;
}

function configuration(size: GeneratedSize, catalog: Catalog): RecipeConfiguration {
  const { recipe, gpuCount, kind } = size;
  return {
    gpuCount,
    enabled: true,
    arguments: splitOf(size, catalog),
    environment: generatedEnvironment(recipe.engine, kind.gpu, gpuCount),
    requests: {},
    limits: {},
  };
}

/** Experts stay whole on their GPUs where cutting them is what stands in the way. */
function splitOf({ recipe, gpuCount, kind }: GeneratedSize, catalog: Catalog): readonly string[] {
  const { gpu } = kind;
  const isRefused = (words: readonly string[]) =>
    sizeConfiguration({ recipe, gpuCount, words, gpu, gpuBytes: bytesOf(kind), anyContext: true }, catalog).verdict === 'incompatible';
  const whole = recipe.engine === 'vllm' ? ['--enable-expert-parallel'] : ['--ep-size', String(gpuCount)];
  return gpuCount > 1 && isRefused([]) && !isRefused(whole) ? whole : [];
}

/** Powers of two up to the largest node, or the number that was asked for. Slices and shares of one NVIDIA GPU cannot work together. */
function counts({ largest, partition }: GpuKind, wanted: number | undefined): number[] {
  if (wanted !== undefined) return wanted > 0 ? [wanted] : [];
  const sizes = partition && /^MIG|shared/.test(partition) ? [1] : [1, 2, 4, 8, 16];
  return sizes.filter((count) => count <= largest);
}

/** As the checkpoint is published. */
function ownPrecision(facts: ReturnType<typeof modelFacts> | undefined): Precision | undefined {
  const weights = facts?.weights();
  return weights?.ok ? weights.weights.precision : undefined;
}

function generatedName(gpu: string, precision: Precision, engine: Engine): string {
  return `generated-${gpu}-${precision}-${engine}`.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '-');
}
