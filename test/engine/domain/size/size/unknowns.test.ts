import { describe, expect, test } from 'vitest';
import { readModel } from '../../../../../engine/domain/size/model.ts';
import { size } from '../../../../../engine/domain/size/size.ts';
import { configNamed, request } from './requests.ts';

describe('what is not known is said as unknown', () => {
  test('a model that the catalog does not have', () => {
    expect(size(request('Qwen/Qwen3-32B', 'MI300X', { model: undefined })).verdict).toBe('unknown');
  });
  test('a GPU that does not say its memory', () => {
    expect(size(request('Qwen/Qwen3-32B', 'MI300X', { gpuBytes: undefined }))).toMatchObject({
      verdict: 'unknown',
      reason: 'The memory of MI300X is not known.',
    });
    expect(size(request('Qwen/Qwen3-32B', 'GB10')).reason).toContain('shares the memory of its host');
  });
  test('a config that names no heads: all that is missing is said', () => {
    const { verdict, reasons } = size(request('Qwen/Qwen3-32B', 'MI300X', { model: readModel({ config: { model_type: 'llama' } }) }));
    expect(verdict).toBe('unknown');
    expect(reasons.length).toBeGreaterThan(1);
    expect(reasons.join(' ')).toContain('hidden_size is missing');
  });
  test('an index that contradicts the shapes', () => {
    const model = readModel({ config: configNamed('Qwen/Qwen3-32B'), index: { metadata: { total_size: 550_700_000_000 } } });
    expect(size(request('Qwen/Qwen3-32B', 'MI300X', { model })).verdict).toBe('unknown');
  });
  test.each([
    { tensorParallel: Number.NaN },
    { tensorParallel: 0 },
    { tensorParallel: 1.5 },
    { pipelineParallel: -1 },
    { maxModelLength: Number.NaN },
    { maxModelLength: Number.POSITIVE_INFINITY },
    { concurrency: 0 },
    { utilization: Number.NaN },
    { utilization: 0 },
    { utilization: 1.01 },
    { batchedTokens: Number.NaN },
    { gpuBytes: Number.NaN },
    { gpuBytes: 0 },
  ])('a request with %o', (change) => {
    expect(size(request('Qwen/Qwen3-32B', 'MI300X', change)).verdict).toBe('unknown');
  });
});
