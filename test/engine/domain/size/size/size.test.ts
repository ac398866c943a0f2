import { describe, expect, test } from 'vitest';
import { size } from '../../../../../engine/domain/size/size.ts';
import { gib, h100Bytes, modelWith, request } from './requests.ts';

// Measured with vLLM on an H100 that reports 79.18 GiB.
describe('agreement with what vLLM did', () => {
  test.each([
    ['Qwen/Qwen3-32B', { maxModelLength: 16_000 }, 'fits'],
    ['Qwen/Qwen3-32B', { maxModelLength: 32_000 }, 'does_not_fit'],
    ['openai/gpt-oss-20b', { maxModelLength: 16_000 }, 'fits'],
    ['openai/gpt-oss-120b', { maxModelLength: 16_000 }, 'does_not_fit'],
    ['openai/gpt-oss-120b', { maxModelLength: 16_000, precision: 'fp4', utilization: 0.95 }, 'fits'],
    ['deepseek-ai/DeepSeek-V3', { maxModelLength: 16_000 }, 'does_not_fit'],
  ] as const)('%s with %o: %s', (id, change, verdict) => {
    expect(size(request(id, 'H100', { gpuBytes: h100Bytes, ...change })).verdict).toBe(verdict);
  });
});

describe('what a person should know beside the verdict', () => {
  test('a format that is only what the checkpoint computes in', () => {
    const { verdict, reasons } = size(
      request('deepseek-ai/DeepSeek-V3', 'MI300X', { precision: 'fp16', tensorParallel: 8, maxModelLength: 8192 }),
    );
    expect(verdict).toBe('fits');
    expect(reasons).toContain('The checkpoint is stored in fp8; fp16 is what it computes in, not the format of its weights.');
  });
  test('memory that is only what the vendor sells', () => {
    const nominal = { gpuBytes: 48e9, memoryBasis: 'nominal' } as const;
    expect(size(request('Qwen/Qwen3-8B', 'A40', nominal)).reasons).toContain(
      'A40 is counted with the 48 GB that it is sold with; a device reports a little more.',
    );
  });
  test('that a GPU sold with less than the weights may just hold them', () => {
    const sizing = size(request('Qwen/Qwen3-32B', 'A40', { gpuBytes: 64e9, memoryBasis: 'nominal', maxModelLength: 4096 }));
    expect(sizing).toMatchObject({ verdict: 'does_not_fit', impossible: false });
    expect(size(request('Qwen/Qwen3-32B', 'A40', { gpuBytes: 64e9, maxModelLength: 4096 })).impossible).toBe(true);
  });
  test('a share of memory that leaves no room for graphs', () => {
    const { reasons } = size(request('Qwen/Qwen3-8B', 'H100', { utilization: 0.995, maxModelLength: 4096 }));
    expect(reasons.join(' ')).toContain('it may run out of memory');
  });
  test('memory that is shared with the host', () => {
    const sizing = size(request('Qwen/Qwen3-8B', 'GB10', { gpuBytes: 119 * gib, maxModelLength: 4096 }));
    expect(sizing.reasons).toContain('GB10 shares its memory with the host, whose programs must find room in what the engine leaves.');
  });
  test('a context that the config does not say', () => {
    const model = modelWith('Qwen/Qwen3-8B', { max_position_embeddings: null });
    const { verdict, reasons, facts } = size(request('Qwen/Qwen3-8B', 'H100', { model }));
    expect([verdict, facts?.context]).toEqual(['fits', 2048]);
    expect(reasons.join(' ')).toContain('2048 tokens, as the engines assume');
  });
});

describe('a context that nobody asked for', () => {
  const question = request('Qwen/Qwen3-32B', 'H100', { gpuBytes: h100Bytes });

  test("is the model's own with vLLM, which does not start without room for it", () => {
    expect(size(question)).toMatchObject({ verdict: 'does_not_fit', change: expect.stringMatching(/--max-model-len 17408/) });
  });
  test('is the longest that fits where any will do, and is named', () => {
    const { verdict, facts, reasons } = size({ ...question, anyContext: true });
    expect([verdict, facts?.context]).toEqual(['fits', 18_256]);
    expect(reasons.join(' ')).toContain('it starts with --max-model-len 18256');
  });
  test('is the longest that fits with SGLang, which starts and refuses longer requests', () => {
    const { verdict, reasons } = size({ ...question, engine: 'sglang' });
    expect(verdict).toBe('fits');
    expect(reasons.join(' ')).toContain('SGLang refuses requests longer than');
  });
});

describe('other ways of dividing a model', () => {
  test('pipeline stages share the layers', () => {
    const halved = size(request('Qwen/Qwen3-32B', 'L40S', { tensorParallel: 2, pipelineParallel: 2, maxModelLength: 8192 }));
    const whole = size(request('Qwen/Qwen3-32B', 'L40S', { tensorParallel: 4, maxModelLength: 8192 }));
    expect([halved.verdict, whole.verdict]).toEqual(['fits', 'fits']);
    expect((halved.budget?.weights ?? 0) / gib).toBeCloseTo((whole.budget?.weights ?? 0) / gib, 0);
  });
  test('an FP8 cache takes half', () => {
    const kv = (kvCacheDtype: 'auto' | 'fp8') => size(request('Qwen/Qwen3-32B', 'MI300X', { kvCacheDtype })).budget?.kv ?? 0;
    expect(kv('fp8')).toBe(kv('auto') / 2);
  });
  test('a partition is judged by its own memory', () => {
    const cpx = { gpuBytes: 25_767_706_624 };
    expect(size(request('Qwen/Qwen3-32B', 'MI300X', cpx)).impossible).toBe(true);
    expect(size(request('Qwen/Qwen3-8B', 'MI300X', { ...cpx, maxModelLength: 8192 })).verdict).toBe('fits');
  });
  test('an embedding model has no cache', () => {
    const sizing = size(request('BAAI/bge-large-en-v1.5', 'T4', { precision: 'fp16' }));
    expect(sizing).toMatchObject({ verdict: 'fits', budget: { kv: 0 } });
  });
});
