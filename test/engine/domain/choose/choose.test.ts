import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseRecipe } from '../../../../engine/domain/choose/choose.ts';
import { readGpuNodes } from '../../../../engine/domain/fleet/gpu-node.ts';
import { amdNode, catalog, endpointOf, endpointOfFixture, gpuPod, node, nvidiaNode, recipeOf, recipeOfFixture } from '../facts.ts';
import { choose, mi300x, qwen7, qwen32, recipeSpec } from './choosing.ts';

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

  test('says how to use GPUs of another vendor, where only those are here', () => {
    for (const model of [qwen7, qwen32]) {
      const { problem } = choose(endpointOf({ model }), { nodes: [nvidiaNode('h100-0')] });
      expect(problem?.message).toContain(
        'It is meant for AMD GPUs unless it names another: name one of H100-SXM5-80GB to use what is here.',
      );
    }
  });

  test('names the way that lacks least where none fits', () => {
    const { problem } = choose(endpointOf({ model: { id: 'deepseek-ai/DeepSeek-R1' }, hardware: 'H100' }));
    expect(problem?.message).toContain('cannot run as H100-SXM5-80GB x8');
    expect(problem?.message).toContain('It fits on 16 of these GPUs.');
  });

  test('of an unknown model is refused with what to do', () => {
    const { problem } = choose(endpointOf({ model: { id: 'nobody/nothing-7B' }, recipe: { autoSelect: true } }));
    expect(problem).toMatchObject({
      reason: 'ModelUnknown',
      message: expect.stringContaining('Create a recipe for it in namespace default'),
    });
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
