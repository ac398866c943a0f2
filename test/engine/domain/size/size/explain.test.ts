import { describe, expect, test } from 'vitest';
import { explain, type GpuCandidate } from '../../../../../engine/domain/size/explain.ts';
import { gpuNamed, h100Bytes, modelWith, request } from './requests.ts';

const larger: GpuCandidate[] = ['MI325X', 'H200', 'A100', 'T4'].map((name) => {
  const gpu = gpuNamed(name);
  return { gpu, gpuBytes: (gpu.memoryMiB ?? 0) * 2 ** 20 };
});

describe('the whole answer', () => {
  test('of a model that fits has its limits and nothing to change', () => {
    expect(explain(request('Qwen/Qwen3-32B', 'H100', { gpuBytes: h100Bytes, maxModelLength: 8000 }))).toMatchObject({
      verdict: 'fits',
      validTensorParallel: [1, 2, 4, 8, 16],
      minGpuCount: 1,
      maxModelLength: 18_256,
      maxConcurrency: 2,
      alternatives: [],
      facts: { kvBytesPerToken: 262_144, context: 8000, precision: 'bf16' },
    });
  });
  test('in fp32, when it is asked for, has weights and a cache of four bytes a value', () => {
    const of = (precision: 'fp32' | 'bf16') => explain(request('Qwen/Qwen3-8B', 'H200', { precision, maxModelLength: 8192 }));
    const [single, half] = [of('fp32'), of('bf16')];
    expect(single.verdict).toBe('fits');
    expect(single.facts?.kvBytesPerToken).toBe(2 * (half.facts?.kvBytesPerToken ?? 0));
    expect((single.budget?.weights ?? 0) / (half.budget?.weights ?? 1)).toBeCloseTo(2, 2);
  });
  test('of a model that does not say its limit takes the length that was asked for, as the engines do', () => {
    const model = modelWith('Qwen/Qwen3-8B', { max_position_embeddings: null });
    const asked = (maxModelLength: number) => explain(request('Qwen/Qwen3-8B', 'H100', { gpuBytes: h100Bytes, model, maxModelLength }));
    expect(asked(16_384)).toMatchObject({ verdict: 'fits', maxModelLength: 16_384 });
    expect(asked(1024)).toMatchObject({ verdict: 'fits', maxModelLength: 2048 });
  });
  test('names the nearest changes, the smallest first', () => {
    const { verdict, change, alternatives } = explain(
      request('Qwen/Qwen3-32B', 'H100', { gpuBytes: h100Bytes, maxModelLength: 32_000 }),
      larger,
    );
    expect(verdict).toBe('does_not_fit');
    expect(alternatives.map(({ option }) => option)).toEqual([
      '--max-model-len 17408',
      '--util 0.95',
      '--kv-cache-dtype fp8',
      '--count 2',
      '--precision fp8',
      '--gpu H200-SXM',
    ]);
    expect(change).toBe(alternatives[0]?.sentence);
  });
  test('without a length of the context names the longest that fits', () => {
    const answer = explain(request('Qwen/Qwen3-32B', 'H100', { gpuBytes: h100Bytes }));
    expect(answer).toMatchObject({ verdict: 'fits', maxModelLength: 18_256 });
    expect(answer.reasons.join(' ')).toContain('40960 tokens does not fit');
  });
  test('of too many sequences says how many there may be', () => {
    const { alternatives } = explain(request('Qwen/Qwen3-32B', 'H100', { gpuBytes: h100Bytes, maxModelLength: 8000, concurrency: 8 }));
    expect(alternatives.map(({ option }) => option)).toContain('--concurrency 2');
  });
});

describe('the fewest GPUs', () => {
  test.each([
    ['deepseek-ai/DeepSeek-V3', 'MI300X', 4],
    ['deepseek-ai/DeepSeek-V3', 'H200', 8],
    ['deepseek-ai/DeepSeek-V3', 'H100', 16],
    // 131.4 GiB of weights on two leave 0.6 GiB of each for the cache.
    ['meta-llama/Llama-3.1-70B-Instruct', 'H100', 4],
    ['meta-llama/Llama-3.1-70B-Instruct', 'H200', 2],
    ['meta-llama/Llama-3.1-405B-Instruct', 'H100', 16],
    ['Qwen/Qwen2.5-72B-Instruct', 'T4', undefined],
  ])('of %s on %s: %s', (id, gpu, count) => {
    expect(explain(request(id, gpu, { maxModelLength: 8192 })).minGpuCount).toBe(count);
  });
  test('are in pipeline stages where the heads cannot be split so far', () => {
    // 28 heads allow four GPUs in a group; with 6 GiB each these are too few.
    const small = request('Qwen/Qwen2.5-7B-Instruct', 'A10G', { gpuBytes: 6 * 2 ** 30, maxModelLength: 4096 });
    const { minGpuCount, alternatives } = explain(small);
    expect(minGpuCount).toBe(8);
    expect(alternatives).toContainEqual(
      expect.objectContaining({ option: '--count 8 --tp 4', sentence: expect.stringContaining('pipeline stages') }),
    );
  });
});

describe('changes of how it runs', () => {
  test('fewer GPUs where heads cannot be split as asked', () => {
    const { verdict, alternatives } = explain(request('Qwen/Qwen2.5-7B-Instruct', 'MI300X', { tensorParallel: 8 }));
    expect(verdict).toBe('incompatible');
    expect(alternatives.map(({ option }) => option)).toContain('--count 4');
  });
  test('experts kept whole where a split would cut their blocks', () => {
    const { alternatives } = explain(request('Qwen/Qwen3-235B-A22B-FP8', 'H100', { tensorParallel: 8, maxModelLength: 8192 }));
    expect(alternatives[0]).toMatchObject({ change: 'expert_parallel', option: '--enable-expert-parallel' });
  });
  test('another engine where one does not run the format', () => {
    const { alternatives } = explain(request('openai/gpt-oss-120b', 'MI300X', { engine: 'sglang' }));
    expect(alternatives[0]?.option).toBe('--engine vllm');
  });
  test("the model's own context where a longer one was asked for", () => {
    const { verdict, alternatives } = explain(request('Qwen/Qwen3-32B', 'MI300X', { maxModelLength: 1_000_000 }));
    expect([verdict, alternatives[0]?.option]).toEqual(['incompatible', '--max-model-len 40960']);
  });
  test('fp16 where there is no bf16', () => {
    expect(explain(request('Qwen/Qwen3-4B', 'T4', { maxModelLength: 4096 })).alternatives[0]).toMatchObject({ option: '--precision fp16' });
  });
  test('a smaller checkpoint of a model that is quantised already, and none in a larger format', () => {
    const { alternatives } = explain(request('deepseek-ai/DeepSeek-V3', 'H100', { tensorParallel: 8, maxModelLength: 8192 }));
    expect(alternatives).toContainEqual(
      expect.objectContaining({ option: '--precision int4', sentence: 'A checkpoint of this model in int4 would fit.' }),
    );
    const gptOss = explain(request('openai/gpt-oss-120b', 'H100', { maxModelLength: 16_000, gpuBytes: h100Bytes }));
    expect(gptOss.alternatives.map(({ change }) => change)).not.toContain('precision');
  });
  test('another kind of GPU only where it has clearly more memory', () => {
    const gpuFor = (name: string) => {
      const { alternatives } = explain(request('Qwen/Qwen3-32B', name, { maxModelLength: 32_000 }), larger);
      return alternatives.find(({ change }) => change === 'gpu')?.option;
    };
    expect([gpuFor('L40S'), gpuFor('H100')]).toEqual(['--gpu A100-80GB-SXM4', '--gpu H200-SXM']);
  });
});

test('a format that the checkpoint has not is answered for one that has it, and told so', () => {
  const { verdict, facts, reasons } = explain(request('Qwen/Qwen3-32B', 'H100', { precision: 'int4', maxModelLength: 8192 }));
  expect([verdict, facts?.precision]).toEqual(['fits', 'int4']);
  expect(facts?.weights.bytes).toBeLessThan(25e9);
  expect(reasons.join(' ')).toContain('Sized as a checkpoint in int4');
});

test('what is known of the model is told also where the way of running is refused', () => {
  const { verdict, facts } = explain(request('Qwen/Qwen2.5-7B-Instruct', 'MI300X', { tensorParallel: 8 }));
  expect(verdict).toBe('incompatible');
  expect(facts).toMatchObject({ kvBytesPerToken: 57_344, precision: 'bf16', weights: { bytes: 15_231_233_024 } });
});

test('what is unknown has neither changes nor a number of GPUs', () => {
  const answer = explain(request('Qwen/Qwen3-32B', 'MI300X', { model: modelWith('Qwen/Qwen3-32B', { hidden_size: null }) }), larger);
  expect(answer).toMatchObject({ verdict: 'unknown', alternatives: [], validTensorParallel: [] });
  expect(answer.minGpuCount).toBeUndefined();
});
