/** One recipe in one size on one kind of GPU, judged. */
import { mergeFlags, readFlag } from '../arguments/flags.ts';
import { repairArguments } from '../arguments/repair.ts';
import { type Catalog, findGpu, findModel, type GpuModel } from '../catalog/catalog.ts';
import type { Endpoint } from '../endpoint.ts';
import { type Sizing, size } from '../size/size.ts';
import { type GpuKind, placesNow } from './gpu-kinds.ts';
import type { Recipe, RecipeConfiguration } from './recipe.ts';

export interface Option {
  readonly recipe: Recipe;
  readonly configuration: RecipeConfiguration;
  /** Undefined: no node has the recipe's GPU. */
  readonly kind: GpuKind | undefined;
  /** The recipe's arguments with the endpoint's own on top, repaired. */
  readonly arguments: readonly string[];
  /** What was put right in them, a sentence each. */
  readonly repairs: readonly string[];
}

export interface JudgedOption extends Option {
  readonly verdict: Sizing['verdict'];
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
    const key = findGpu(catalog, recipe.hardware)?.key;
    const kind = kinds.find((each) => each.gpu.key === key);
    return recipe.configurations.map((configuration) => {
      const words = mergeFlags(configuration.arguments, endpoint.component.runtime.arguments);
      const repaired = repairArguments(recipe.engine, words);
      return { recipe, configuration, kind, arguments: repaired.arguments, repairs: repaired.repairs };
    });
  });
}

/** What speaks against an option: first what was asked for, then what the nodes have, then the arithmetic. */
export function judgeOption(option: Option, endpoint: Endpoint, catalog: Catalog): JudgedOption {
  const places = option.kind ? placesNow(option.kind, option.configuration.gpuCount) : 0;
  const other = notAskedFor(option, endpoint);
  if (other) return { ...option, ...other, verdict: 'incompatible', admitted: false, askedFor: false, places };
  const missing = notPossibleHere(option);
  if (missing) return { ...option, ...missing, verdict: 'incompatible', admitted: false, askedFor: true, places };
  const sizing = sizeOption(option, catalog);
  const { verdict, reason, change } = sizing;
  return { ...option, verdict, reason, change, sizing, places, askedFor: true, ...admission(option, endpoint, sizing) };
}

/** `qwen-32b-mi300x-bf16: MI300X x4 bf16 vllm`. */
export function describeOption({ recipe, configuration }: Pick<Option, 'recipe' | 'configuration'>): string {
  return `${recipe.name}: ${recipe.hardware} x${configuration.gpuCount} ${recipe.precision} ${recipe.engine}`;
}

interface Objection {
  readonly reason: string;
  readonly change?: string | undefined;
}

function notAskedFor({ recipe, configuration }: Option, endpoint: Endpoint): Objection | undefined {
  const { gpuCount, precision, engine } = endpoint.recipe;
  const { gpuKind } = endpoint.component.placement;
  if (gpuCount !== undefined && configuration.gpuCount !== gpuCount)
    return { reason: `The endpoint asks for ${gpuCount} GPUs, this takes ${configuration.gpuCount}.` };
  if (precision && recipe.precision !== precision) return { reason: `The endpoint asks for ${precision}, this is ${recipe.precision}.` };
  if (engine && recipe.engine !== engine) return { reason: `The endpoint asks for ${engine}, this is for ${recipe.engine}.` };
  if (gpuKind && gpuKind.toLowerCase() !== recipe.hardware.toLowerCase())
    return { reason: `The endpoint asks for ${gpuKind}, this is for ${recipe.hardware}.` };
  if (!configuration.enabled) return { reason: 'The recipe has this size switched off.', change: 'Set enabled: true in the recipe.' };
  return undefined;
}

function notPossibleHere(option: Option): Objection | undefined {
  const { recipe, configuration, kind } = option;
  if (!kind)
    return {
      reason: `No schedulable node has a ${recipe.hardware}.`,
      change: `Add a node with ${recipe.hardware}, or use a recipe for the GPUs that are here.`,
    };
  if (configuration.gpuCount > kind.largest) {
    return {
      reason: `The largest ${kind.gpu.key} node has ${kind.largest} GPUs, not ${configuration.gpuCount}.`,
      change: `Use at most ${kind.largest} GPUs.`,
    };
  }
  const split = Number(readFlag(option.arguments, tensorParallelFlag(recipe)) ?? configuration.gpuCount);
  if (split !== configuration.gpuCount) {
    return {
      reason: `Its arguments split the model over ${split} GPUs, but it asks for ${configuration.gpuCount}.`,
      change: 'Make both numbers equal in the recipe.',
    };
  }
  return undefined;
}

function sizeOption({ recipe, configuration, kind, arguments: words }: Option, catalog: Catalog): Sizing {
  if (!kind) throw new Error(`${recipe.name} was sized for a GPU that is not here`);
  return sizeConfiguration({ recipe, gpuCount: configuration.gpuCount, words, gpu: kind.gpu, gpuBytes: kind.gpuBytes }, catalog);
}

interface ConfigurationOnGpu {
  readonly recipe: Recipe;
  readonly gpuCount: number;
  /** The engine's arguments, repaired. */
  readonly words: readonly string[];
  readonly gpu: GpuModel;
  readonly gpuBytes: number | undefined;
}

/** Sizes what the arguments say: checkpoint, context, memory share and cache format. */
export function sizeConfiguration({ recipe, gpuCount, words, gpu, gpuBytes }: ConfigurationOnGpu, catalog: Catalog): Sizing {
  const vllm = recipe.engine === 'vllm';
  // What is loaded may be another checkpoint than the model's own, such as a quantised one.
  const checkpoint = readFlag(words, vllm ? '--model' : '--model-path') ?? recipe.model;
  const length = readFlag(words, vllm ? '--max-model-len' : '--context-length');
  const utilization = readFlag(words, vllm ? '--gpu-memory-utilization' : '--mem-fraction-static');
  return size({
    model: findModel(catalog, checkpoint),
    gpu,
    gpuBytes,
    tensorParallel: gpuCount,
    precision: recipe.precision,
    engine: recipe.engine,
    maxModelLength: length === undefined ? undefined : Number(length),
    utilization: utilization === undefined ? 0.9 : Number(utilization),
    kvBytesPerValue: (readFlag(words, '--kv-cache-dtype') ?? '').startsWith('fp8') ? 1 : 2,
  });
}

/** Numbers that a person gave win, with a warning; what cannot be at all is refused whoever asked. */
function admission({ recipe }: Option, { recipe: wanted }: Endpoint, sizing: Sizing): Pick<JudgedOption, 'admitted' | 'warning'> {
  if (sizing.verdict === 'fits') return { admitted: true };
  if (sizing.impossible) return { admitted: false };
  const insisted = wanted.named !== undefined || wanted.gpuCount !== undefined;
  if (sizing.verdict === 'does_not_fit') {
    return insisted
      ? { admitted: true, warning: `It is tried because it was asked for, but it may not start: ${sizing.reason}` }
      : { admitted: false };
  }
  if (recipe.origin === 'cluster' || insisted)
    return { admitted: true, warning: `It is used as it is written, unchecked: ${sizing.reason}` };
  return { admitted: false };
}

function tensorParallelFlag(recipe: Recipe): string {
  return recipe.engine === 'vllm' ? '--tensor-parallel-size' : '--tp-size';
}
