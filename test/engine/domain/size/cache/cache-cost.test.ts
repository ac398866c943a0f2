import { describe, expect, test } from 'vitest';
import { cacheBytesPerValue, cacheCost, keyValueBytesPerToken } from '../../../../../engine/domain/size/cache/cache-cost.ts';
import type { CacheGroup, Layout } from '../../../../../engine/domain/size/layout/layout.ts';
import { layoutNamed } from '../size/requests.ts';

const alone = { tensorParallel: 1, pipelineParallel: 1, bytesPerValue: 2 } as const;
const full: CacheGroup = { kind: 'full', layers: 10, heads: 4, keyWidth: 64, valueWidth: 64 };

describe('bytes of a token on each GPU', () => {
  test.each([
    ['Qwen/Qwen2.5-7B-Instruct', 1, 57_344],
    ['Qwen/Qwen2.5-7B-Instruct', 4, 14_336],
    ['mistralai/Mixtral-8x7B-Instruct-v0.1', 1, 131_072],
    ['deepseek-ai/DeepSeek-V3', 1, 70_272],
    ['deepseek-ai/DeepSeek-V3', 8, 70_272],
  ])('%s over %i GPUs: %i', (id, tensorParallel, bytes) => {
    expect(cacheCost(layoutNamed(id), { ...alone, tensorParallel }).perToken).toBe(bytes);
  });

  test('where all layers have a window, a token inside it counts; else those without one', () => {
    const sliding: CacheGroup = { ...full, kind: 'sliding', layers: 5, window: 4096 };
    const layout = layoutNamed('Qwen/Qwen2.5-7B-Instruct');
    expect(keyValueBytesPerToken({ ...layout, cache: [sliding] }, 2)).toBe(5 * 4 * 128 * 2);
    expect(keyValueBytesPerToken({ ...layout, cache: [full, sliding] }, 2)).toBe(10 * 4 * 128 * 2);
  });
  test('heads repeat where there are more GPUs than heads', () => {
    expect(costOf([full], { tensorParallel: 8 }).perToken).toBe(costOf([full], { tensorParallel: 4 }).perToken);
  });
  test.each([
    ['fp8', 'fp32', 1],
    ['fp8', 'bf16', 1],
    ['auto', 'fp32', 4],
    [undefined, 'fp32', 4],
    [undefined, 'fp8', 2],
  ] as const)('asked for as %s beside %s weights, a value takes %i bytes', (wanted, weights, bytes) => {
    expect(cacheBytesPerValue(wanted, weights)).toBe(bytes);
  });
  test('an FP8 cache takes half', () => {
    expect(costOf([full], { bytesPerValue: 1 }).perToken).toBe(costOf([full]).perToken / 2);
  });
  test('keys and values may differ in width', () => {
    expect(costOf([{ ...full, keyWidth: 192, valueWidth: 128 }]).perToken).toBe(10 * 4 * 320 * 2);
  });
  test('the fullest of three pipeline stages has four of ten layers', () => {
    expect(costOf([full], { pipelineParallel: 3 }).perToken).toBe((costOf([full]).perToken * 4) / 10);
  });
  test('a latent is whole on every GPU', () => {
    const latent: CacheGroup = { kind: 'latent', layers: 61, width: 576 };
    expect(costOf([latent], { tensorParallel: 16 }).perToken).toBe(70_272);
  });
  test('index keys have their own width whatever the format of the cache, and are not keys and values', () => {
    const groups: CacheGroup[] = [
      { kind: 'latent', layers: 61, width: 576 },
      { kind: 'index', layers: 61, bytesPerToken: 132 },
    ];
    expect(costOf(groups).perToken).toBe(70_272 + 61 * 132);
    expect(costOf(groups, { bytesPerValue: 1 }).perToken).toBe(35_136 + 61 * 132);
    expect(keyValueBytesPerToken(layoutWith(groups), 2)).toBe(70_272);
  });
  test('a window stands apart from what grows, and so does the state of linear attention, which is split', () => {
    const groups: CacheGroup[] = [full, { ...full, kind: 'sliding', window: 1024 }, { kind: 'state', layers: 30, bytesPerSequence: 1000 }];
    expect(costOf(groups, { tensorParallel: 2 })).toEqual({
      perToken: 10 * 2 * 128 * 2,
      windows: [{ perToken: 10 * 2 * 128 * 2, tokens: 1024 }],
      perSequence: 15_000,
    });
  });
});

function costOf(cache: readonly CacheGroup[], change: Partial<Parameters<typeof cacheCost>[1]> = {}) {
  return cacheCost(layoutWith(cache), { ...alone, ...change });
}

function layoutWith(cache: readonly CacheGroup[]): Layout {
  return { ...layoutNamed('Qwen/Qwen3-32B'), cache };
}
