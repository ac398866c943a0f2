import { expect, it } from 'vitest';
import { optionParts, recipeLabel } from '../../../renderer/format/recipe.ts';

it('writes a recipe on one line and leaves out what is not known', () => {
  const recipe = { gpuModel: 'MI300X', gpuCount: 4, precision: 'bfloat16', engine: 'vllm' };
  expect(recipeLabel(recipe)).toBe('MI300X x4 bf16 vLLM');
  expect(recipeLabel({ ...recipe, gpuModel: null, precision: 'fp8', engine: 'sglang' })).toBe('x4 fp8 SGLang');
  expect(recipeLabel({ gpuModel: null, gpuCount: null, precision: null, engine: null })).toBe('–');
  expect(recipeLabel(null)).toBe('–');
});

it.each([
  ['qwen-mi300x: MI300X x2 bf16 vllm', 'qwen-mi300x', 'MI300X x2 bf16 vLLM'],
  ['qwen-l40s: L40S x1 bfloat16 sglang', 'qwen-l40s', 'L40S x1 bf16 SGLang'],
  ['H100 x1 bf16 vLLM', null, 'H100 x1 bf16 vLLM'],
])('tells the recipe from how it runs in "%s"', (option, recipe, way) => {
  expect(optionParts(option)).toEqual({ recipe, way });
});
