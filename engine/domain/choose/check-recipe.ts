/** What arithmetic says of a recipe by itself, on the GPU that it names. */

import { type Catalog, catalogBytes, findGpu } from '../catalog/catalog.ts';
import { argumentsOf } from './option.ts';
import type { Recipe } from './recipe.ts';
import { sizeConfiguration } from './size-option.ts';

interface RecipeCheck {
  /** At least one enabled size is not ruled out. */
  readonly usable: boolean;
  /** A sentence a size. */
  readonly findings: readonly string[];
}

export function checkRecipe(recipe: Recipe, catalog: Catalog): RecipeCheck {
  const gpu = findGpu(catalog, recipe.hardware);
  if (!gpu) return { usable: true, findings: [`The catalog does not know the GPU ${recipe.hardware}: the recipe is not checked.`] };
  const gpuBytes = catalogBytes(gpu);
  const checks = recipe.configurations
    .filter((configuration) => configuration.enabled)
    .map((configuration) => {
      const { arguments: words, repairs } = argumentsOf(recipe, configuration.arguments, catalog);
      const sizing = sizeConfiguration({ recipe, gpuCount: configuration.gpuCount, words, gpu, gpuBytes }, catalog);
      const sentence = [`x${configuration.gpuCount}: ${sizing.reason}`, sizing.change, ...repairs].filter(Boolean).join(' ');
      return { possible: !sizing.impossible, sentence };
    });
  return { usable: checks.some((check) => check.possible), findings: checks.map((check) => check.sentence) };
}
