import { describe, expect, test } from 'vitest';
import { endpointOf, endpointOfFixture, nvidiaNode, recipeOf, recipeOfFixture } from '../facts.ts';
import { choose, mi300x, qwen7, qwen32, recipeSpec } from './choosing.ts';

describe('nothing falls back in silence', () => {
  test('more GPUs than a node has are refused, not lowered to what is there', () => {
    const { chosen, problem } = choose(endpointOf({ model: qwen32, recipe: { autoSelect: true, gpuCount: 16 } }));
    expect(chosen).toBeUndefined();
    expect(problem?.message).toContain('The largest MI300X node has 8 GPUs, not 16.');
  });
  test('a precision that cannot be had is refused, not exchanged for another', () => {
    const { chosen, problem } = choose(endpointOf({ model: qwen32, recipe: { autoSelect: true, precision: 'int4' } }), {
      recipes: [mi300x('bf16')],
    });
    expect(chosen).toBeUndefined();
    expect(problem?.message).toContain('int4');
  });
  test('a large model does not land on one GPU because a recipe says so', () => {
    const recipe = mi300x('one', { modelId: 'deepseek-ai/DeepSeek-R1-0528', precision: 'fp16' });
    const { chosen, problem } = choose(
      endpointOf({ model: { id: 'deepseek-ai/DeepSeek-R1-0528' }, recipe: { customRecipe: { name: 'one' } } }),
      { recipes: [recipe] },
    );
    expect(chosen).toBeUndefined();
    expect(problem?.message).toMatch(
      /says that one GPU suffices, but it cannot be: The weights alone take \d+\.\d GB .* of each GPU's 206\.1 GB/,
    );
  });
});

describe('what was asked for wins', () => {
  test('a GPU count beside automatic selection, which is said', () => {
    const { chosen, notes } = choose(endpointOfFixture('aimendpoint-qwen-32b-production'), {
      recipes: [recipeOfFixture('aimrecipe-qwen-32b-mi300x-bf16')],
    });
    expect(chosen?.configuration.gpuCount).toBe(4);
    expect(notes.join(' ')).toContain('The GPU count of 4 that was given wins over automatic selection');
  });

  test('count, precision and engine without a recipe object, which the original did not honour', () => {
    const { chosen } = choose(
      endpointOf({ model: qwen7, recipe: { autoSelect: false, gpuCount: 2, precision: 'float16', backend: 'sglang' } }),
    );
    expect(chosen).toMatchObject({ recipe: { origin: 'generated', precision: 'fp16', engine: 'sglang' }, configuration: { gpuCount: 2 } });
  });

  test('even against the arithmetic, with a warning', () => {
    const nodes = [nvidiaNode('h100-0')];
    const recipe = recipeOf('long', {
      ...recipeSpec(qwen32.id),
      hardware: 'H100',
      configurations: [{ gpuCount: 1, enabled: true, args: ['--max-model-len', '32000'] }],
    });
    const { chosen } = choose(endpointOf({ model: qwen32, recipe: { gpuCount: 1 } }), { nodes, recipes: [recipe] });
    expect(chosen?.warning).toContain('may not start');
    expect(choose(endpointOf({ model: qwen32 }), { nodes, recipes: [recipe] }).chosen).toBeUndefined();
  });

  test('but not against what is impossible: Qwen2.5-7B over 8 GPUs', () => {
    const { chosen, problem } = choose(endpointOf({ model: qwen7, recipe: { gpuCount: 8 } }));
    expect(chosen).toBeUndefined();
    expect(problem?.message).toContain('28 attention heads cannot be split over 8 GPUs.');
  });

  test('a recipe object of an unknown model is used as it is written', () => {
    const { chosen } = choose(endpointOf({ model: { id: 'nobody/nothing-7B' }, recipe: { customRecipe: { name: 'mine' } } }), {
      recipes: [mi300x('mine', { modelId: 'nobody/nothing-7B' })],
    });
    expect(chosen?.warning).toContain('unchecked');
  });

  test('a recipe object that is not there is said to be missing', () => {
    expect(choose(endpointOf({ model: qwen7, recipe: { customRecipe: { name: 'gone' } } })).problem).toMatchObject({
      reason: 'RecipeNotFound',
    });
  });

  test('0 GPUs are refused in a sentence', () => {
    expect(choose(endpointOf({ model: qwen7, recipe: { gpuCount: 0 } })).problem?.reason).toBe('NoGpuAskedFor');
  });
});
