/** What the choice says to an engine by itself: context, formats, experts, environment. */
import { describe, expect, test } from 'vitest';
import type { Choice } from '../../../../engine/domain/choose/choose.ts';
import { endpointOf } from '../facts.ts';
import { chooseOn, gpuNode } from './some-nodes.ts';

const qwen8 = { id: 'Qwen/Qwen3-8B' };

describe('the context', () => {
  test('is 32768 tokens, or what the model has', () => {
    expect(contextOf(chooseOn(endpointOf({ model: qwen8 }), [gpuNode('MI300X')]))).toBe('32768');
    expect(contextOf(chooseOn(endpointOf({ model: { id: 'google/gemma-2-27b-it' } }), [gpuNode('MI300X')]))).toBe('8192');
  });

  test('is what engines assume where the config does not say it', () => {
    expect(contextOf(chooseOn(endpointOf({ model: { id: 'tiiuae/falcon-180B-chat' } }), [gpuNode('MI300X')]))).toBe('2048');
  });

  test('is shortened, and that is said, where the only GPU has no room for it', () => {
    const choice = chooseOn(endpointOf({ model: { id: 'Qwen/Qwen3-32B' }, hardware: 'H100' }), [gpuNode('H100', { total: 1 })]);
    const tokens = Number(contextOf(choice));
    expect(tokens).toBeGreaterThanOrEqual(4096);
    expect(tokens).toBeLessThan(32_768);
    expect(choice.notes).toContain(`The context is ${tokens} tokens: no more fits on this GPU.`);
    expect(choice.chosen?.verdict).toBe('fits');
  });

  test('is not shortened where more GPUs give it', () => {
    const { chosen } = chooseOn(endpointOf({ model: { id: 'Qwen/Qwen3-32B' }, hardware: 'H100' }), [gpuNode('H100')]);
    expect(chosen).toMatchObject({ configuration: { gpuCount: 2 }, shortenedTo: undefined });
  });

  test('that a person gives stays', () => {
    const endpoint = endpointOf({ model: qwen8, customArgs: { '--max-model-len': 4096 } });
    expect(contextOf(chooseOn(endpoint, [gpuNode('MI300X')]))).toBe('4096');
  });
});

describe('what a generated recipe says to its engine', () => {
  test('FP8 of a 16 bit checkpoint is made while loading, and that is told', () => {
    const choice = chooseOn(endpointOf({ model: qwen8, recipe: { precision: 'fp8' } }), [gpuNode('MI300X')]);
    expect(choice.chosen?.arguments.join(' ')).toContain('--quantization fp8');
    expect(choice.notes.join(' ')).toContain('The checkpoint is not quantised');
  });

  test('a checkpoint that is FP8 already is left as it is', () => {
    const { chosen } = chooseOn(endpointOf({ model: { id: 'Qwen/Qwen3-8B-FP8' }, recipe: { precision: 'fp8' } }), [gpuNode('MI300X')]);
    expect(chosen?.arguments).not.toContain('--quantization');
  });

  test.each([
    [undefined, '--enable-expert-parallel'],
    ['sglang', '--ep-size'],
  ])('experts that cannot be cut stay whole (%s)', (backend, flag) => {
    const recipe = { gpuCount: 8, ...(backend ? { backend } : {}) };
    const endpoint = endpointOf({ model: { id: 'Qwen/Qwen3-Coder-480B-A35B-Instruct-FP8' }, recipe });
    const { options } = chooseOn(endpoint, [gpuNode('MI300X')]);
    expect(options.find(({ recipe: { origin } }) => origin === 'generated')?.arguments).toContain(flag);
  });

  test("AMD's GPUs get the environment of AMD's profiles, NVIDIA's none", () => {
    const amd = chooseOn(endpointOf({ model: { id: 'Qwen/Qwen2.5-72B-Instruct' }, recipe: { gpuCount: 2 } }), [gpuNode('MI300X')]);
    expect(amd.chosen?.configuration.environment.map(({ name }) => name)).toEqual([
      'HSA_NO_SCRATCH_RECLAIM',
      'TORCH_BLAS_PREFER_HIPBLASLT',
      'VLLM_ROCM_USE_AITER',
      'NCCL_MIN_NCHANNELS',
    ]);
    const old = chooseOn(endpointOf({ model: qwen8, hardware: 'MI210' }), [gpuNode('MI210')]);
    expect(old.chosen?.configuration.environment.map(({ name }) => name)).not.toContain('VLLM_ROCM_USE_AITER');
    const nvidia = chooseOn(endpointOf({ model: qwen8, hardware: 'H100' }), [gpuNode('H100')]);
    expect(nvidia.chosen?.configuration.environment).toEqual([]);
  });
});

function contextOf({ chosen }: Choice): string | undefined {
  const words = chosen?.arguments ?? [];
  return words[words.indexOf('--max-model-len') + 1];
}
