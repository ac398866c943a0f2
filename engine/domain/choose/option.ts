/** One recipe in one size on one kind of GPU. */
import { mergeFlags } from '../arguments/flags.ts';
import { repairArguments } from '../arguments/repair.ts';
import { type Catalog, findGpu } from '../catalog/catalog.ts';
import type { Endpoint } from '../endpoint.ts';
import type { GpuKind } from '../fleet/gpu-kinds.ts';
import type { Sizing } from '../size/size.ts';
import { contextFor } from './context.ts';
import { quantisesOnLoading } from './on-loading.ts';
import type { ReasonCode } from './reason-code.ts';
import type { Recipe, RecipeConfiguration } from './recipe.ts';

export interface Option {
  readonly recipe: Recipe;
  readonly configuration: RecipeConfiguration;
  /** Undefined: no node has the recipe's GPU. */
  readonly kind: GpuKind | undefined;
  /** The recipe's arguments with the endpoint's own on top, repaired. */
  readonly arguments: readonly string[];
  /** What was put right in them, and what is not known there, a sentence each. */
  readonly repairs: readonly string[];
  /** Tokens of the context, where less than usual was set because no more fits. */
  readonly shortenedTo?: number | undefined;
}

export interface JudgedOption extends Option {
  readonly verdict: Sizing['verdict'];
  /** Why it stands where it does; of the admitted ones it is settled once one is chosen. */
  readonly code?: ReasonCode | undefined;
  readonly reason: string;
  readonly change?: string | undefined;
  readonly sizing?: Sizing | undefined;
  /** False: the endpoint asked for something else, and no more was looked at. */
  readonly askedFor: boolean;
  /** May be chosen, perhaps with a warning. */
  readonly admitted: boolean;
  readonly warning?: string | undefined;
  /** Pods of it that the cluster can take now. */
  readonly places: number;
}

/** Every option of the recipes: each configuration on the GPU kind that the recipe names. */
export function optionsOf(recipes: readonly Recipe[], endpoint: Endpoint, kinds: readonly GpuKind[], catalog: Catalog): Option[] {
  return recipes.flatMap((recipe) => {
    const key = findGpu(catalog, recipe.hardware)?.key ?? recipe.hardware;
    const kind = kinds.find((each) => each.key === key);
    return recipe.configurations.map((configuration) => {
      const words = mergeFlags(configuration.arguments, endpoint.component.runtime.arguments);
      const { arguments: complete, repairs } = argumentsOf(recipe, words, catalog);
      const context = contextFor({ recipe, gpuCount: configuration.gpuCount, words: complete, kind }, catalog);
      const { shortenedTo } = context;
      return { recipe, configuration, kind, arguments: [...complete, ...context.words], repairs, shortenedTo };
    });
  });
}

/** Repaired, and complete: without the flag a 16 bit checkpoint of an FP8 recipe would be loaded as it is. */
export function argumentsOf(recipe: Recipe, words: readonly string[], catalog: Catalog): Pick<Option, 'arguments' | 'repairs'> {
  const { arguments: repaired, repairs } = repairArguments(recipe.engine, words);
  if (!quantisesOnLoading(recipe, repaired, catalog)) return { arguments: repaired, repairs };
  const told = 'The checkpoint is not quantised: the engine makes FP8 of it while loading (--quantization fp8).';
  return { arguments: [...repaired, '--quantization', 'fp8'], repairs: [...repairs, told] };
}

/** `qwen-32b-mi300x-bf16: MI300X x4 bf16 vllm`. */
export function describeOption({ recipe, configuration }: Pick<Option, 'recipe' | 'configuration'>): string {
  return `${recipe.name}: ${recipe.hardware} x${configuration.gpuCount} ${recipe.precision} ${recipe.engine}`;
}
