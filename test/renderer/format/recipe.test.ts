import { expect, it } from 'vitest';
import { recipeLabel } from '../../../renderer/format/recipe.ts';

it('writes a recipe on one line and leaves out what is not known', () => {
  const recipe = { gpuModel: 'MI300X', gpuCount: 4, precision: 'bfloat16', engine: 'vllm' };
  expect(recipeLabel(recipe)).toBe('MI300X x4 bf16 vLLM');
  expect(recipeLabel({ ...recipe, gpuModel: null, precision: 'fp8', engine: 'sglang' })).toBe('x4 fp8 SGLang');
  expect(recipeLabel({ gpuModel: null, gpuCount: null, precision: null, engine: null })).toBe('–');
  expect(recipeLabel(null)).toBe('–');
});
