import { describe, expect, test } from 'vitest';
import { size } from '../../../../../engine/domain/size/size.ts';
import { request } from './requests.ts';

describe('what cannot be is refused with the number that decides', () => {
  test('Qwen2.5-7B over 8 GPUs', () => {
    expect(size(request('Qwen/Qwen2.5-7B-Instruct', 'MI300X', { tensorParallel: 8 }))).toMatchObject({
      verdict: 'incompatible',
      impossible: true,
      reason: '28 attention heads cannot be split over 8 GPUs.',
      change: 'GPU counts that can be: 1, 2, 4.',
    });
  });
  test('Llama-3.1-405B in FP8 on one MI300X, though a recipe was published', () => {
    const sizing = size(request('amd/Llama-3.1-405B-Instruct-FP8-KV', 'MI300X'));
    expect(sizing).toMatchObject({
      verdict: 'does_not_fit',
      impossible: true,
      change: expect.stringMatching(/^It fits on \d+ of these GPUs\.$/),
    });
    expect(sizing.reason).toMatch(/^The weights alone take 4\d\d\.\d GB \(\d+\.\d GiB\) of each GPU's 206\.1 GB \(192\.0 GiB\)\.$/);
  });
  test('the same on two, where the weights fit and the server does not', () => {
    const sizing = size(request('amd/Llama-3.1-405B-Instruct-FP8-KV', 'MI300X', { tensorParallel: 2, maxModelLength: 8192 }));
    expect(sizing).toMatchObject({ verdict: 'does_not_fit', impossible: false });
    expect(sizing.reason).toMatch(
      /^A GPU has 172\.8 GiB for the engine; weights \d+\.\d GiB, activations about .* and one sequence of 8192 tokens .* more\.$/,
    );
  });
  test('bf16 on a T4, which has fp16', () => {
    expect(size(request('Qwen/Qwen3-4B', 'T4'))).toMatchObject({
      verdict: 'incompatible',
      impossible: true,
      change: expect.stringContaining('fp16'),
    });
    expect(size(request('Qwen/Qwen3-4B', 'T4', { precision: 'fp16', maxModelLength: 4096 })).verdict).toBe('fits');
  });
  test('int4 of a checkpoint that is not quantised', () => {
    expect(size(request('Qwen/Qwen3-32B', 'MI300X', { precision: 'int4' })).reason).toContain('not quantised to int4');
  });
  test('int4 of a checkpoint that is quantised otherwise', () => {
    const sizing = size(request('deepseek-ai/DeepSeek-V3', 'MI300X', { precision: 'int4', tensorParallel: 8 }));
    expect(sizing).toMatchObject({ verdict: 'incompatible', reason: 'The checkpoint is quantised to fp8, not to int4: name one in int4.' });
  });
  test('a context beyond the model', () => {
    const sizing = size(request('Qwen/Qwen3-32B', 'MI300X', { maxModelLength: 1_000_000 }));
    expect(sizing).toMatchObject({ verdict: 'incompatible', impossible: false, reason: expect.stringContaining('refuses 1000000') });
  });
  test('a cache in FP8 where there is no FP8', () => {
    const sizing = size(request('Qwen/Qwen3-8B', 'MI250X', { gpuBytes: 64e9, kvCacheDtype: 'fp8', maxModelLength: 4096 }));
    expect(sizing).toMatchObject({ verdict: 'incompatible', reason: 'MI250X (gfx90a) does not take a KV cache in FP8.' });
  });
  test('more sequences than there is room for', () => {
    const { verdict, reason } = size(request('Qwen/Qwen3-32B', 'H100', { maxModelLength: 8000, concurrency: 8 }));
    expect(verdict).toBe('does_not_fit');
    expect(reason).toContain('8 sequences of 8000 tokens (15.6 GiB)');
  });
});
