/** The order in which admitted options are preferred. Deterministic: the same facts give the same choice. */
import { engineWords } from '../arguments/engine-words.ts';
import type { Endpoint, Engine, Metric } from '../endpoint.ts';
import type { Precision } from '../precision.ts';
import { isNative } from '../size/formats/formats.ts';
import type { JudgedOption } from './option.ts';
import type { Recipe, RecipeOrigin, RecipeStatus } from './recipe.ts';

const origins: readonly RecipeOrigin[] = ['cluster', 'catalog', 'generated'];
/** AIM's own default first. */
const engines: readonly Engine[] = ['vllm', 'sglang'];
/** The smallest first, as AIM's selector has them. */
const precisions: readonly Precision[] = ['int4', 'int8', 'mxfp4', 'nvfp4', 'fp4', 'mxfp8', 'fp8', 'fp16', 'bf16', 'fp32'];
const statuses: readonly RecipeStatus[] = ['optimized', 'preview', 'unoptimized', 'general'];

/**
 * Best first: what fits by arithmetic, what can be placed now, what a person wrote as a recipe, one of the endpoint's own name,
 * vLLM before SGLang (whose name an endpoint says when it means it), what a vendor published before what arithmetic made, what its
 * publisher optimised, made for what is asked for (latency, unless throughput is), the model's own checkpoint before another, the
 * usual context before a shortened one, the fewest GPUs, a format that the GPU computes in, the smallest GPU that suffices, the
 * smallest format. Precision comes after the publisher's word: AIM's selector has it the other way round, and takes an
 * unoptimised FP8 profile before an optimised FP16 one.
 */
export function rankOptions(options: readonly JudgedOption[], endpoint: Endpoint): JudgedOption[] {
  return [...options].sort((left, right) => compareOptions(left, right, endpoint) || (left.recipe.name < right.recipe.name ? -1 : 1));
}

/** 0 where nothing but the name tells two options apart. */
export function compareOptions(left: JudgedOption, right: JudgedOption, endpoint: Endpoint): number {
  const leftKey = preferenceKey(left, endpoint);
  const rightKey = preferenceKey(right, endpoint);
  for (const [index, value] of leftKey.entries()) {
    const difference = value - (rightKey[index] ?? 0);
    if (difference !== 0) return difference;
  }
  const [leftGpu, rightGpu] = [left.recipe.hardware, right.recipe.hardware];
  return leftGpu === rightGpu ? 0 : leftGpu < rightGpu ? -1 : 1;
}

function preferenceKey(option: JudgedOption, { key, scaling, recipe: wanted }: Endpoint): number[] {
  const { recipe, configuration, kind } = option;
  return [
    option.verdict === 'fits' ? 0 : 1,
    option.places >= Math.max(1, scaling.minimum) ? 0 : 1,
    recipe.origin === 'cluster' ? 0 : 1,
    recipe.name === key.name ? 0 : 1,
    engines.indexOf(recipe.engine),
    origins.indexOf(recipe.origin),
    recipe.status === undefined ? 0 : statuses.indexOf(recipe.status),
    metricRank(recipe, wanted.metric ?? 'latency'),
    loadsAnother(option) ? 1 : 0,
    option.shortenedTo === undefined ? 0 : 1,
    configuration.gpuCount,
    kind && isNative(kind.gpu, recipe.precision) ? 0 : 1,
    kind?.gpuBytes ?? Number.MAX_SAFE_INTEGER,
    precisions.indexOf(recipe.precision),
  ];
}

function metricRank({ metric }: Recipe, wanted: Metric): number {
  return metric === undefined || metric === wanted ? 0 : 1;
}

/** Another checkpoint answers a little differently than the one that the endpoint names. */
function loadsAnother({ recipe, arguments: words }: JudgedOption): boolean {
  const { checkpoint } = engineWords(recipe.engine, words);
  return checkpoint !== undefined && checkpoint.toLowerCase() !== recipe.model.toLowerCase();
}
