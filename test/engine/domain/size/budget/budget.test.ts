import { describe, expect, test } from 'vitest';
import { profiledBytes } from '../../../../../engine/domain/size/budget/activation.ts';
import { sglangBatch, vllmBatch } from '../../../../../engine/domain/size/budget/batch.ts';
import { budgetOf, cachePool } from '../../../../../engine/domain/size/budget/budget.ts';
import type { BudgetRequest } from '../../../../../engine/domain/size/budget/room.ts';
import { defaultShare } from '../../../../../engine/domain/size/budget/sglang.ts';
import { gib, gpuNamed, layoutNamed } from '../size/requests.ts';

describe("vLLM's batch", () => {
  test.each([
    ['MI300X', 192, { tokens: 16_384, sequences: 1024 }],
    ['H100', 80, { tokens: 8192, sequences: 1024 }],
    ['A100 80GB', 80, { tokens: 2048, sequences: 256 }],
    ['GB10', 120, { tokens: 2048, sequences: 256 }],
    ['L4', 22, { tokens: 2048, sequences: 256 }],
  ])('on a %s of %i GiB', (name, memory, batch) => {
    expect(vllmBatch(gpuNamed(name), memory * gib)).toEqual(batch);
  });
});

describe("vLLM's working memory", () => {
  // Measured on an H100: docs/empirical-vllm-memory-results.md of llm-d-planner.
  test.each([
    ['openai/gpt-oss-20b', 7.38],
    ['openai/gpt-oss-120b', 7.38],
    ['Qwen/Qwen3-32B', 5.64],
    ['meta-llama/Llama-3.1-70B-Instruct', 4.84],
  ])('of %s is %d GiB', (id, measured) => {
    const bytes = profiledBytes(layoutNamed(id), { tokens: 8192, sequences: 1024 }, 1);
    expect(Math.abs(bytes / gib - measured)).toBeLessThan(0.02);
  });
  test('is 2.12 GiB where inputs have pictures, of which fewer are planned at once', () => {
    const layout = { ...layoutNamed('mistralai/Mistral-Small-24B-Instruct-2501'), multimodal: true };
    expect(Math.abs(profiledBytes(layout, { tokens: 8192, sequences: 1024 }, 1) / gib - 2.12)).toBeLessThan(0.02);
  });
  test('is less on a small GPU, which admits fewer sequences, and grows with the batch', () => {
    const layout = layoutNamed('Qwen/Qwen2.5-7B-Instruct');
    const small = profiledBytes(layout, { tokens: 2048, sequences: 256 }, 1);
    expect(small).toBeLessThan(1.6 * gib);
    expect(profiledBytes(layout, { tokens: 65_536, sequences: 256 }, 1)).toBeGreaterThan(3 * small);
  });
});

describe('a batch that was asked for', () => {
  test('makes the working memory of vLLM smaller, where fewer sequences are sampled', () => {
    const activation = (batchedSequences: number | undefined) =>
      budgetOf(requestOf('H100', 81_559, { engine: 'vllm', batchedSequences }), { tokens: 1, sequences: 1 }).activation;
    expect(activation(256)).toBeLessThan(activation(undefined) / 3);
  });
  test('lowers what SGLang keeps for graphs, and never raises it', () => {
    const share = (batchedSequences: number | undefined) => defaultShare(requestOf('H100', 81_559, { batchedSequences }));
    expect([share(64) > share(undefined), share(4096)]).toEqual([true, share(undefined)]);
  });
});

describe("SGLang's share", () => {
  test.each([
    // 512 MiB + 1.5 MiB a token + 128 MiB for one GPU + 2 MiB a sequence + 400 MiB of prefill graphs
    ['H100', 81_559, 1, 0.83],
    ['MI300X', 196_592, 8, 0.86],
    ['L4', 23_034, 1, 0.684],
    ['T4', 15_360, 1, 0.731],
  ])('of a %s with %i MiB in a group of %i is %d', (name, memoryMiB, tensorParallel, share) => {
    expect(defaultShare(requestOf(name, memoryMiB, { tensorParallel }))).toBe(share);
  });
  test('counts batches by memory, and large groups decode more at once', () => {
    expect(sglangBatch(80 * gib, 1)).toEqual({ tokens: 8192, sequences: 256 });
    expect(sglangBatch(80 * gib, 8)).toEqual({ tokens: 8192, sequences: 512 });
  });
  test('is cut on AMD when contexts are longer than 8192 tokens, even one that was given', () => {
    const request = requestOf('MI300X', 196_592, { utilization: 0.9 });
    expect(budgetOf(request, { tokens: 8192, sequences: 1 }).allowed).toBe(Math.floor(request.gpuBytes * 0.9));
    expect(budgetOf(request, { tokens: 8193, sequences: 1 }).allowed).toBe(Math.floor(request.gpuBytes * 0.9 * 0.85));
  });
});

describe('the items', () => {
  test.each(['vllm', 'sglang'] as const)('of %s add up to what the engine allows itself', (engine) => {
    const request = requestOf('H100', 81_559, { engine });
    const { allowed, weights, activation, other, kv, free } = budgetOf(request, { tokens: 4096, sequences: 3 });
    const inside = engine === 'vllm' ? activation : 0;
    expect(weights + inside + other + kv + free).toBeCloseTo(allowed, 0);
    expect(cachePool(request, 4096)).toBeCloseTo(kv + free, 0);
  });
  test('collectives take more in a group than on one GPU', () => {
    const other = (tensorParallel: number) =>
      budgetOf(requestOf('H100', 81_559, { engine: 'vllm', tensorParallel }), { tokens: 1, sequences: 1 }).other;
    expect(other(2)).toBeGreaterThan(3 * other(1));
  });
});

function requestOf(name: string, memoryMiB: number, change: Partial<BudgetRequest>): BudgetRequest {
  return {
    layout: layoutNamed('Qwen/Qwen3-32B'),
    engine: 'sglang',
    gpu: gpuNamed(name),
    gpuBytes: memoryMiB * 2 ** 20,
    weights: 16 * gib,
    tensorParallel: 1,
    pipelineParallel: 1,
    utilization: undefined,
    batchedTokens: undefined,
    batchedSequences: undefined,
    bytesPerValue: 2,
    ...change,
  };
}
