import type { RecipeChoiceView } from '../../engine/contract/views/endpoint.ts';
import { noData } from './duration.ts';

const engines: Record<string, string> = {
  vllm: 'vLLM',
  sglang: 'SGLang',
  tgi: 'TGI',
  triton: 'Triton',
  torchserve: 'TorchServe',
};
const precisions: Record<string, string> = { bfloat16: 'bf16', float16: 'fp16', float32: 'fp32', half: 'fp16' };

/** An engine's name as its makers write it. */
export function engineLabel(engine: string): string {
  return engines[engine.toLowerCase()] ?? engine;
}

export function precisionLabel(precision: string): string {
  return precisions[precision.toLowerCase()] ?? precision;
}

/** An operator's name of an option, `qwen-mi300x: MI300X x4 bf16 vllm`, as the recipe's name and how it runs; null where none is named. */
export function optionParts(option: string): { recipe: string | null; way: string } {
  const colon = option.indexOf(': ');
  const recipe = colon === -1 ? null : option.slice(0, colon);
  const words = option.slice(colon === -1 ? 0 : colon + 2).split(' ');
  return { recipe, way: words.map((word) => engines[word] ?? precisions[word] ?? word).join(' ') };
}

/** A recipe on one line: `MI300X x4 bf16 vLLM`; parts that are not known are left out. */
export function recipeLabel(recipe: Omit<RecipeChoiceView, 'name'> | null): string {
  if (!recipe) return noData;
  const parts = [
    recipe.gpuModel,
    recipe.gpuCount === null ? null : `x${recipe.gpuCount}`,
    recipe.precision && precisionLabel(recipe.precision),
    recipe.engine && engineLabel(recipe.engine),
  ];
  return parts.filter(Boolean).join(' ') || noData;
}
