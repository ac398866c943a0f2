/** FP8 that the engine makes itself of a 16 bit checkpoint. https://docs.vllm.ai/en/latest/features/quantization/fp8.html */
import { engineWords } from '../arguments/engine-words.ts';
import { hasFlag } from '../arguments/flags.ts';
import { type Catalog, findModel, modelFacts } from '../catalog/catalog.ts';
import type { Recipe } from './recipe.ts';

/** True where the recipe says FP8, its checkpoint is known and is not quantised, and no argument says how. */
export function quantisesOnLoading({ precision, engine, model }: Recipe, words: readonly string[], catalog: Catalog): boolean {
  if (precision !== 'fp8' || hasFlag(words, '--quantization')) return false;
  const loaded = findModel(catalog, engineWords(engine, words).checkpoint ?? model);
  const reading = loaded && modelFacts(loaded).reading;
  return reading?.ok === true && reading.quantization === undefined;
}
