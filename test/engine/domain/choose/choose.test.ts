import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ChoiceRequest, chooseRecipe } from '../../../../engine/domain/choose/choose.ts';
import { readGpuNodes } from '../../../../engine/domain/choose/nodes.ts';
import type { Recipe } from '../../../../engine/domain/choose/recipe.ts';
import type { Endpoint } from '../../../../engine/domain/endpoint.ts';
import { amdNode, catalog, endpointOf, endpointOfFixture, gpuPod, node, nvidiaNode, recipeOf, recipeOfFixture } from '../facts.ts';

const fleet = [amdNode('mi300x-0'), nvidiaNode('h100-0'), node('cpu-0', {}, {})];
const qwen7 = { id: 'Qwen/Qwen2.5-7B-Instruct' };
const qwen32 = { id: 'Qwen/Qwen3-32B' };

describe('automatic selection', () => {
  test('generates a recipe from arithmetic where none is given', () => {
    const { chosen, problem } = choose(endpointOfFixture('aimendpoint-qwen-7b-demo'));
    expect(problem).toBeUndefined();
    expect(chosen).toMatchObject({
      recipe: { origin: 'generated', hardware: 'MI300X', precision: 'bf16', engine: 'vllm' },
      configuration: { gpuCount: 1 },
    });
  });

  test('takes the smallest size of a recipe object that fits', () => {
    const recipe = { ...recipeOfFixture('aimrecipe-qwen-32b-mi300x-bf16') };
    const { chosen } = choose(endpointOfFixture('aimendpoint-qwen-32b-inference'), { recipes: [recipe] });
    expect(chosen).toMatchObject({ recipe: { name: 'qwen-32b-mi300x-bf16' }, configuration: { gpuCount: 1 } });
  });

  test('prefers a recipe object to a published one, and a published one to a generated one', () => {
    expect(choose(endpointOf({ model: qwen32, recipe: { autoSelect: true } })).chosen?.recipe.origin).toBe('catalog');
    expect(choose(endpointOf({ model: qwen32 }), { recipes: [mi300x('own')] }).chosen?.recipe.name).toBe('own');
  });

  test('says why each other way was not taken', () => {
    const { refused, options } = choose(endpointOf({ model: qwen7, recipe: { autoSelect: true } }));
    expect(refused).toHaveLength(options.length - 1);
    expect(refused.find(({ option }) => option.includes('x8'))).toMatchObject({
      verdict: 'incompatible',
      reason: '28 attention heads cannot be split over 8 GPUs.',
      change: 'GPU counts that can be: 1, 2, 4.',
    });
    expect(refused.find(({ option }) => option.includes('x2'))?.verdict).toBe('lower_preference');
  });

  test('refuses a recipe object that arithmetic rules out, and takes the next', () => {
    const recipe = mi300x('too-small', { modelId: 'meta-llama/Llama-3.1-405B-Instruct', precision: 'fp8' });
    const { chosen, refused } = choose(
      endpointOf({ model: { id: 'meta-llama/Llama-3.1-405B-Instruct' }, recipe: { autoSelect: true, precision: 'fp8' } }),
      { recipes: [recipe] },
    );
    expect(refused.find(({ option }) => option.startsWith('too-small'))?.verdict).toBe('does_not_fit');
    expect(chosen?.configuration.gpuCount).toBeGreaterThan(2);
  });

  test('uses AMD GPUs only, unless a recipe object names another', () => {
    const h100 = recipeOf('on-h100', { ...recipeSpec(qwen7.id), hardware: 'H100' });
    const nodes = [nvidiaNode('h100-0')];
    expect(choose(endpointOf({ model: qwen7 }), { nodes }).problem?.message).toContain('No schedulable node has a known AMD GPU');
    expect(choose(endpointOf({ model: qwen7 }), { nodes, recipes: [h100] }).chosen?.recipe.hardware).toBe('H100');
  });

  test('lists recipes that are equally good instead of tossing a coin', () => {
    const { chosen, problem } = choose(endpointOf({ model: qwen7 }), {
      recipes: [mi300x('one', { modelId: qwen7.id }), mi300x('two', { modelId: qwen7.id })],
    });
    expect(chosen).toBeUndefined();
    expect(problem).toMatchObject({ reason: 'RecipeAmbiguous', message: expect.stringContaining('one, two') });
  });

  test("prefers the recipe of the endpoint's own name among equals", () => {
    const recipes = [recipeOfFixture('aimrecipe-qwen-32b-mi300x-bf16'), recipeOfFixture('aimrecipe-qwen-32b-production')];
    expect(choose(endpointOfFixture('aimendpoint-qwen-32b-production'), { recipes }).chosen?.recipe.name).toBe('qwen-32b-production');
  });

  test('prefers GPUs that are free', () => {
    const nodes = [amdNode('mi300x-0'), amdNode('mi325x-0', { deviceId: '74a5' })];
    const busy = readGpuNodes(nodes, [gpuPod('mi300x-0', 8)], catalog);
    expect(chooseRecipe({ endpoint: endpointOf({ model: qwen7 }), recipes: [], nodes: busy, catalog }).chosen?.recipe.hardware).toBe(
      'MI325X',
    );
  });

  test('chooses all the same when none is free, and says what is waited for', () => {
    const busy = readGpuNodes([amdNode('mi300x-0')], [gpuPod('mi300x-0', 8)], catalog);
    const choice = chooseRecipe({ endpoint: endpointOf({ model: qwen7 }), recipes: [], nodes: busy, catalog });
    expect(choice.notes.join(' ')).toContain('Free GPUs suffice for 0 of 1 replicas now');
  });

  test('names the nodes whose labels do not tell their GPU', () => {
    const { problem } = choose(endpointOf({ model: qwen7 }), { nodes: [node('bare', {}, { 'amd.com/gpu': '8' })] });
    expect(problem?.message).toContain('bare (8 amd.com/gpu)');
  });

  test('of an unknown model is refused with what to do', () => {
    const { problem } = choose(endpointOf({ model: { id: 'nobody/nothing-7B' }, recipe: { autoSelect: true } }));
    expect(problem).toMatchObject({
      reason: 'ModelUnknown',
      message: expect.stringContaining('Create a recipe for it in namespace default'),
    });
  });
});

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
    expect(problem?.message).toMatch(/The weights alone take 688\.6 GB \(641\.3 GiB\) of each GPU's 206\.1 GB/);
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

describe('a choice stays', () => {
  const nodes = [amdNode('mi300x-0'), amdNode('mi325x-0', { deviceId: '74a5' })];
  const busy = readGpuNodes(nodes, [gpuPod('mi300x-0', 8)], catalog);
  const free = readGpuNodes(nodes, [], catalog);
  const endpoint = endpointOf({ model: qwen7 });
  const first = chooseRecipe({ endpoint, recipes: [], nodes: busy, catalog });
  const previous = { name: first.chosen?.recipe.name ?? '', gpuCount: 1, basis: first.basis };

  test('when GPUs elsewhere become free', () => {
    expect(chooseRecipe({ endpoint, recipes: [], nodes: free, catalog, previous }).chosen?.recipe.hardware).toBe('MI325X');
    expect(chooseRecipe({ endpoint, recipes: [], nodes: free, catalog }).chosen?.recipe.hardware).toBe('MI300X');
  });
  test('when a recipe of another model is added', () => {
    expect(chooseRecipe({ endpoint, recipes: [mi300x('other')], nodes: free, catalog, previous }).chosen?.recipe.hardware).toBe('MI325X');
  });
  test('until a recipe object is added, whichever came first', () => {
    const recipes = [mi300x('own', { modelId: qwen7.id })];
    expect(chooseRecipe({ endpoint, recipes, nodes: free, catalog, previous }).chosen?.recipe.name).toBe('own');
  });
});

test('a recipe object of another namespace is not taken by chance', () => {
  const elsewhere = { ...mi300x('elsewhere', { modelId: qwen7.id }), namespace: 'other' };
  expect(choose(endpointOf({ model: qwen7 }), { recipes: [elsewhere] }).chosen?.recipe.name).not.toBe('elsewhere');
});

test('the age of a recipe object does not decide: any order gives the same choice', () => {
  const recipes = [
    mi300x('a', { modelId: qwen7.id, precision: 'fp16' }),
    recipeOf('b', { ...recipeSpec(qwen7.id), hardware: 'H100' }),
    mi300x('c', { modelId: qwen7.id, precision: 'fp8' }),
  ];
  const expected = choose(endpointOf({ model: qwen7 }), { recipes });
  fc.assert(
    fc.property(fc.shuffledSubarray(recipes, { minLength: 3 }), (shuffled) => {
      expect(choose(endpointOf({ model: qwen7 }), { recipes: shuffled }).chosen?.recipe.name).toBe(expected.chosen?.recipe.name);
    }),
  );
});

function choose(endpoint: Endpoint, { recipes = [] as Recipe[], nodes = fleet }: { recipes?: Recipe[]; nodes?: typeof fleet } = {}) {
  const request: ChoiceRequest = { endpoint, recipes, nodes: readGpuNodes(nodes, [], catalog), catalog };
  return chooseRecipe(request);
}

function mi300x(name: string, change: Record<string, unknown> = {}): Recipe {
  return recipeOf(name, { ...recipeSpec(qwen32.id), ...change });
}

function recipeSpec(modelId: string): Record<string, unknown> {
  return {
    modelId,
    hardware: 'MI300X',
    precision: 'bfloat16',
    backend: 'vllm',
    configurations: [{ gpuCount: 1, enabled: true, args: ['--max-model-len', '8192'] }],
  };
}
