import { describe, expect, test } from 'vitest';
import type { PublishedRecipe } from '../../../../engine/domain/catalog/schema.ts';
import { chooseRecipe } from '../../../../engine/domain/choose/choose.ts';
import type { Endpoint } from '../../../../engine/domain/endpoint.ts';
import { readGpuNodes } from '../../../../engine/domain/fleet/gpu-node.ts';
import { amdNode, catalog, endpointOf, nvidiaNode } from '../facts.ts';

const nodes = readGpuNodes([amdNode('mi300x-0'), nvidiaNode('h100-0')], [], catalog);
const llama8 = 'meta-llama/Llama-3.1-8B-Instruct';

describe('a published recipe', () => {
  test('is taken with its arguments and environment', () => {
    const { chosen } = choose(endpointOf({ model: { id: llama8 }, recipe: { autoSelect: true } }));
    expect(chosen).toMatchObject({
      code: 'BestMatch',
      recipe: { name: 'llama-3-1-8b-instruct-vllm-mi300x-fp16-tp1', status: 'optimized' },
    });
    expect(chosen?.arguments).toContain('--max-num-batched-tokens');
    expect(chosen?.configuration.environment).toContainEqual({ name: 'VLLM_ROCM_USE_AITER', value: '1' });
  });

  test('that its publisher calls unoptimized is not chosen, and says how it would be', () => {
    const { refused } = choose(endpointOf({ model: { id: llama8 }, recipe: { autoSelect: true } }));
    const name = 'llama-3-1-8b-instruct-vllm-mi300x-fp8-tp1';
    expect(refused.find(({ option }) => option.startsWith(`${name}:`))).toMatchObject({
      code: 'UnoptimizedFiltered',
      reason: 'Its publisher calls it unoptimized, and runs such recipes only where a person chooses them.',
      change: `Name it as the endpoint's recipe (${name}) to use it.`,
    });
    const named = choose(endpointOf({ model: { id: llama8 }, recipe: { customRecipe: { name } } }));
    expect(named.chosen?.recipe.name).toBe(name);
    expect(named.chosen?.arguments.slice(0, 2)).toEqual(['--model', 'amd/Llama-3.1-8B-Instruct-FP8-KV']);
  });

  test('of a model is also one of the checkpoint that it loads', () => {
    const { chosen } = choose(endpointOf({ model: { id: 'Qwen/Qwen3-235B-A22B-FP8' }, recipe: { autoSelect: true } }));
    expect(chosen).toMatchObject({ recipe: { origin: 'catalog', precision: 'fp8' }, configuration: { gpuCount: 4 } });
  });

  test("never loads another model's checkpoint, though the shapes are the same", () => {
    const { options } = choose(endpointOf({ model: { id: 'meta-llama/Llama-3.1-70B-Instruct' }, recipe: { autoSelect: true } }));
    expect(options.flatMap((option) => option.arguments)).not.toContain('amd/Llama-3.3-70B-Instruct-FP8-KV');
    expect(options.some(({ recipe }) => recipe.name === 'llama-3-3-70b-instruct-vllm-mi300x-fp16-tp1')).toBe(true);
  });

  test('of a model that has one of its own is not taken from its sister', () => {
    const { options } = choose(endpointOf({ model: { id: 'deepseek-ai/DeepSeek-R1-0528' }, recipe: { autoSelect: true } }));
    expect(options[0]?.recipe.name).toBe('deepseek-r1-0528-vllm-mi300x-fp8-tp8-latency');
    expect(options.map(({ recipe }) => recipe.name)).not.toContain('deepseek-r1-vllm-mi300x-fp8-tp8-latency');
  });
});

describe('latency or throughput', () => {
  const oss = { model: { id: 'openai/gpt-oss-120b' }, recipe: { autoSelect: true } };

  test('latency is what is meant where nothing is said', () => {
    expect(choose(endpointOf(oss)).chosen?.recipe.name).toBe('gpt-oss-120b-vllm-mi300x-mxfp4-tp1-latency');
  });

  test('throughput is preferred where it is asked for', () => {
    const { chosen, notes } = choose(wanting('throughput', endpointOf(oss)));
    expect(chosen?.recipe.name).toBe('gpt-oss-120b-vllm-mi300x-mxfp4-tp1-throughput');
    expect(notes).toEqual([]);
  });

  test('that the best recipe is for the other is said', () => {
    const { chosen, notes } = choose(wanting('throughput', endpointOf({ model: { id: 'deepseek-ai/DeepSeek-R1' } })));
    expect(chosen?.recipe.metric).toBe('latency');
    expect(notes).toEqual(['The endpoint asks for throughput; the best recipe here is one for latency.']);
  });
});

describe('a table that says yes where arithmetic says impossible', () => {
  // config/recipes of Yu-amd/aim-engine@6b9dbd8, enabled there.
  test.each([
    ['meta-llama/Llama-3.1-405B-Instruct', 'amd/Llama-3.1-405B-Instruct-FP8-KV', 1, 'fp8'],
    ['meta-llama/Llama-3.1-405B-Instruct', 'amd/Llama-3.1-405B-Instruct-FP8-KV', 2, 'fp8'],
    ['meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8', undefined, 1, 'fp8'],
    ['meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8', undefined, 2, 'fp8'],
    ['deepseek-ai/DeepSeek-R1-0528', undefined, 2, 'fp16'],
  ] as const)('is refused with both numbers: %s on %s x%d', (model, checkpoint, gpuCount, precision) => {
    const wrong: PublishedRecipe = {
      ...{ name: 'wrong', model, gpu: 'MI300X', gpuCount, precision, engine: 'vllm', status: 'optimized' },
      ...(checkpoint ? { checkpoint } : {}),
      ...{ arguments: [], environment: {}, source: 'Yu-amd/aim-engine@6b9dbd8' },
    };
    const endpoint = endpointOf({ model: { id: model }, recipe: { autoSelect: true } });
    const { refused } = chooseRecipe({ endpoint, recipes: [], nodes, catalog: { ...catalog, recipes: [wrong] } });
    const refusal = refused.find(({ option }) => option.startsWith('wrong:'));
    const gpus = gpuCount === 1 ? 'one GPU suffices' : '2 GPUs suffice';
    expect(refusal).toMatchObject({ verdict: 'does_not_fit', code: 'DoesNotFit' });
    expect(refusal?.reason).toMatch(
      new RegExp(`^The recipe says that ${gpus}, but .*(A GPU has|The weights alone take) [0-9.]+ Gi?B.*[0-9.]+ Gi?B`),
    );
  });
});

function choose(endpoint: Endpoint) {
  return chooseRecipe({ endpoint, recipes: [], nodes, catalog });
}

function wanting(metric: 'latency' | 'throughput', endpoint: Endpoint): Endpoint {
  return { ...endpoint, recipe: { ...endpoint.recipe, metric } };
}
