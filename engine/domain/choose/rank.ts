/** The order in which admitted options are preferred. Deterministic: the same facts give the same choice. */
import type { Endpoint } from '../endpoint.ts';
import { isNative } from '../size/precision-support.ts';
import type { JudgedOption } from './option.ts';
import type { RecipeOrigin } from './recipe.ts';

const origins: readonly RecipeOrigin[] = ['cluster', 'catalog', 'generated'];

/**
 * Best first: what fits by arithmetic, what can be placed now, what a person wrote before what a vendor published before
 * what arithmetic made, a recipe of the endpoint's own name, the fewest GPUs, a format that the GPU computes in, the smallest GPU that suffices.
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

function preferenceKey(option: JudgedOption, { key, scaling }: Endpoint): number[] {
  const { recipe, configuration, kind } = option;
  return [
    option.verdict === 'fits' ? 0 : 1,
    option.places >= Math.max(1, scaling.minimum) ? 0 : 1,
    origins.indexOf(recipe.origin),
    recipe.name === key.name ? 0 : 1,
    configuration.gpuCount,
    kind && isNative(kind.gpu, recipe.precision) ? 0 : 1,
    kind?.gpuBytes ?? Number.MAX_SAFE_INTEGER,
  ];
}
