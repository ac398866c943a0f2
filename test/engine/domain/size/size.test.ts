import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findGpu, findModel } from '../../../../engine/domain/catalog/catalog.ts';
import { kvBytesPerToken } from '../../../../engine/domain/size/kv-cache.ts';
import { type SizingRequest, size } from '../../../../engine/domain/size/size.ts';
import { tensorParallelProblem, tensorParallelSizes } from '../../../../engine/domain/size/tensor-parallel.ts';
import { catalog } from '../facts.ts';

const h100Bytes = 81_080 * 2 ** 20;

describe('key-value cache', () => {
  test.each([
    ['Qwen/Qwen2.5-7B-Instruct', 1, 57_344],
    ['Qwen/Qwen2.5-7B-Instruct', 4, 14_336],
    ['mistralai/Mixtral-8x7B-Instruct-v0.1', 1, 131_072],
    ['deepseek-ai/DeepSeek-V3', 1, 70_272],
    ['deepseek-ai/DeepSeek-V3', 8, 70_272],
  ])('%s over %i GPUs costs %i bytes a token on each', (id, tensorParallel, bytes) => {
    expect(kvBytesPerToken(modelOf(id).config, { tensorParallel, bytesPerValue: 2 })).toBe(bytes);
  });
});

describe('tensor parallel sizes', () => {
  const phi4 = { ...modelOf('Qwen/Qwen3-32B').config, num_attention_heads: 40, num_key_value_heads: 10 };
  const falcon = { ...modelOf('Qwen/Qwen3-32B').config, num_attention_heads: 232, num_key_value_heads: 8 };

  test('Qwen2.5-7B runs on 1, 2 or 4 GPUs: 28 heads and 4 key-value heads', () => {
    expect(tensorParallelSizes(modelOf('Qwen/Qwen2.5-7B-Instruct').config, 16)).toEqual([1, 2, 4]);
  });
  test('phi-4 runs on 1, 2, 5 or 10', () => expect(tensorParallelSizes(phi4, 16)).toEqual([1, 2, 5, 10]));
  test('Falcon-180B runs on 8 but not on 16', () => {
    expect(tensorParallelProblem(falcon, 8)).toBeUndefined();
    expect(tensorParallelProblem(falcon, 16)).toContain('232 attention heads');
  });
  test('block-quantised experts keep whole blocks', () => {
    const config = {
      ...modelOf('Qwen/Qwen3-235B-A22B').config,
      quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128] },
    };
    expect(tensorParallelProblem(config, 4)).toBeUndefined();
    expect(tensorParallelProblem(config, 8)).toContain('FP8 block of 128');
  });
});

// Measured with vLLM on an H100 that reports 79.18 GiB.
describe('agreement with what vLLM did', () => {
  test.each([
    ['Qwen/Qwen3-32B', { maxModelLength: 16_000 }, 'fits'],
    ['Qwen/Qwen3-32B', { maxModelLength: 32_000 }, 'does_not_fit'],
    ['openai/gpt-oss-20b', { maxModelLength: 16_000, precision: 'fp4' }, 'fits'],
    ['openai/gpt-oss-120b', { maxModelLength: 16_000, precision: 'fp4' }, 'does_not_fit'],
    ['openai/gpt-oss-120b', { maxModelLength: 16_000, precision: 'fp4', utilization: 0.95 }, 'fits'],
    ['deepseek-ai/DeepSeek-V3', { maxModelLength: 16_000, precision: 'fp8' }, 'does_not_fit'],
  ] as const)('%s with %o: %s', (id, change, verdict) => {
    expect(size({ ...request(id, 'H100', h100Bytes), ...change }).verdict).toBe(verdict);
  });
});

describe('what cannot be is refused with the number that decides', () => {
  test('Qwen2.5-7B over 8 GPUs', () => {
    const sizing = size({ ...request('Qwen/Qwen2.5-7B-Instruct', 'MI300X'), tensorParallel: 8 });
    expect(sizing).toMatchObject({
      verdict: 'incompatible',
      impossible: true,
      reason: '28 attention heads cannot be split over 8 GPUs.',
      change: 'GPU counts that can be: 1, 2, 4.',
    });
  });
  test('Llama-3.1-405B in FP8 on 2 MI300X, though a recipe was published', () => {
    const sizing = size({ ...request('meta-llama/Llama-3.1-405B-Instruct', 'MI300X'), tensorParallel: 1, precision: 'fp8' });
    expect(sizing).toMatchObject({ verdict: 'does_not_fit', impossible: true });
    expect(sizing.change).toMatch(/^It fits on \d+ of these GPUs\.$/);
  });
  test('MXFP4 weights with SGLang on MI300X', () => {
    expect(size({ ...request('openai/gpt-oss-120b', 'MI300X'), engine: 'sglang', precision: 'fp4' }).verdict).toBe('incompatible');
  });
  test('bf16 on a T4', () => expect(size(request('Qwen/Qwen3-4B', 'T4')).reason).toContain('no bf16'));
  test('int4 of a checkpoint that is not quantised', () => {
    expect(size({ ...request('Qwen/Qwen3-32B', 'MI300X'), precision: 'int4' }).reason).toContain('not quantised to int4');
  });
});

describe('what is not known is said as unknown', () => {
  test('a model that the catalog does not have', () =>
    expect(size({ ...request('Qwen/Qwen3-32B', 'MI300X'), model: undefined }).verdict).toBe('unknown'));
  test('a GPU that does not say its memory', () =>
    expect(size({ ...request('Qwen/Qwen3-32B', 'MI300X'), gpuBytes: undefined }).verdict).toBe('unknown'));
  test('a published size that contradicts the shapes', () => {
    const model = { ...modelOf('Qwen/Qwen3-32B'), weightBytes: 550_700_000_000 };
    expect(size({ ...request('Qwen/Qwen3-32B', 'MI300X'), model }).verdict).toBe('unknown');
  });
});

test('every published recipe of the catalog fits where it says', () => {
  const verdicts = catalog.recipes.map((recipe) => {
    const length = Number(recipe.arguments[recipe.arguments.indexOf('--max-model-len') + 1]);
    return [
      recipe.name,
      size({ ...request(recipe.model, recipe.gpu), tensorParallel: recipe.gpuCount, precision: recipe.precision, maxModelLength: length })
        .verdict,
    ];
  });
  expect(verdicts.filter(([, verdict]) => verdict !== 'fits')).toEqual([]);
});

test('more memory, or a shorter context, never turns a fit into a refusal', () => {
  const models = fc.constantFrom(...catalog.models);
  const gib = fc.integer({ min: 8, max: 300 });
  const tokens = fc.integer({ min: 1024, max: 131_072 });
  fc.assert(
    fc.property(models, gib, tokens, fc.constantFrom(1, 2, 4), (model, memory, length, tensorParallel) => {
      const base = {
        ...request(model.id, 'MI300X'),
        precision: undefined,
        gpuBytes: memory * 2 ** 30,
        maxModelLength: length,
        tensorParallel,
      };
      const free = (change: Partial<SizingRequest>) => size({ ...base, ...change }).budget?.free ?? Number.NEGATIVE_INFINITY;
      expect(free({ gpuBytes: (memory + 1) * 2 ** 30 })).toBeGreaterThanOrEqual(free({}));
      expect(free({ maxModelLength: length - 512 })).toBeGreaterThanOrEqual(free({}));
    }),
  );
});

function request(id: string, gpuName: string, gpuBytes?: number): SizingRequest {
  const gpu = findGpu(catalog, gpuName);
  if (!gpu) throw new Error(`${gpuName} is not in the catalog`);
  return {
    model: modelOf(id),
    gpu,
    gpuBytes: gpuBytes ?? (gpu.memoryMiB ?? 0) * 2 ** 20,
    tensorParallel: 1,
    precision: 'bf16',
    engine: 'vllm',
    utilization: 0.9,
    kvBytesPerValue: 2,
  };
}

function modelOf(id: string) {
  const model = findModel(catalog, id);
  if (!model) throw new Error(`${id} is not in the catalog`);
  return model;
}
