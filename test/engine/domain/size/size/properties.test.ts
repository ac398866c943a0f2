import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FitAlternative } from '../../../../../engine/contract/views/fit.ts';
import { modelFacts } from '../../../../../engine/domain/catalog/catalog.ts';
import { normalisePrecision } from '../../../../../engine/domain/precision.ts';
import { mostSequencesEver } from '../../../../../engine/domain/size/answer/context.ts';
import { explain, type GpuCandidate } from '../../../../../engine/domain/size/explain.ts';
import { type SizingRequest, size } from '../../../../../engine/domain/size/size.ts';
import { catalog } from '../../facts.ts';
import { gib } from './requests.ts';

const models = catalog.models.map(modelFacts);

/** Any model on any GPU, in ways that mostly can be. */
const anyRequest: fc.Arbitrary<SizingRequest> = fc.record({
  model: fc.constantFrom(...models),
  gpu: fc.constantFrom(...catalog.gpus),
  gpuBytes: fc.integer({ min: 8, max: 300 }).map((size) => size * gib),
  engine: fc.constantFrom('vllm' as const, 'sglang' as const),
  tensorParallel: fc.constantFrom(1, 2, 4, 8),
  pipelineParallel: fc.constantFrom(1, 2),
  precision: fc.constantFrom(undefined, 'bf16' as const, 'fp8' as const),
  maxModelLength: fc.integer({ min: 512, max: 32_768 }),
  concurrency: fc.integer({ min: 1, max: 64 }),
  otherCheckpoint: fc.constant(true),
});

const candidates: GpuCandidate[] = catalog.gpus.flatMap((gpu) => (gpu.memoryMiB ? [{ gpu, gpuBytes: gpu.memoryMiB * 2 ** 20 }] : []));

/** The request as someone changes it who types what is proposed. */
function changed(request: SizingRequest, { change, option }: FitAlternative): SizingRequest {
  const [, word = '', , tensorParallel] = option.split(' ');
  switch (change) {
    case 'context':
      return { ...request, maxModelLength: Number(word) };
    case 'concurrency':
      return { ...request, concurrency: Number(word) };
    case 'utilization':
      return { ...request, utilization: Number(word) };
    case 'kv_cache_dtype':
      return { ...request, kvCacheDtype: 'fp8' };
    case 'expert_parallel':
      return { ...request, expertParallel: true };
    case 'engine':
      return { ...request, engine: word === 'vllm' ? 'vllm' : 'sglang', utilization: undefined };
    case 'precision':
      return { ...request, precision: normalisePrecision(word) };
    case 'gpu':
      return { ...request, ...candidates.find(({ gpu }) => gpu.key === word) };
    case 'gpu_count':
    case 'tensor_parallel': {
      const size = Number(tensorParallel ?? word);
      return { ...request, tensorParallel: size, pipelineParallel: Number(word) / size };
    }
  }
}

function roomLeft(request: SizingRequest): number {
  return size(request).budget?.free ?? Number.NEGATIVE_INFINITY;
}

test('more memory, a shorter context or fewer sequences never leave less room', () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      // Engines take larger batches on larger GPUs, which is why these are given here.
      const asked = { ...request, batchedTokens: 8192, batchedSequences: 256, utilization: 0.9 };
      const { gpuBytes = 0, maxModelLength = 512, concurrency = 1 } = request;
      const free = roomLeft(asked);
      expect(roomLeft({ ...asked, gpuBytes: gpuBytes + gib })).toBeGreaterThanOrEqual(free);
      expect(roomLeft({ ...asked, maxModelLength: Math.max(1, maxModelLength - 512) })).toBeGreaterThanOrEqual(free);
      expect(roomLeft({ ...asked, concurrency: Math.max(1, concurrency - 1) })).toBeGreaterThanOrEqual(free);
    }),
  );
});

test('no answer holds a number that is none, and a verdict of fits always has room', () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      const { verdict, budget, reason, maxModelLength, maxConcurrency } = explain(request);
      expect(reason).not.toMatch(/NaN|Infinity|undefined/);
      for (const value of Object.values(budget ?? {})) expect(Number.isFinite(value)).toBe(true);
      if (verdict === 'fits') expect(budget?.free).toBeGreaterThanOrEqual(0);
      if (verdict === 'does_not_fit') expect(budget?.free).toBeLessThan(0);
      for (const limit of [maxModelLength ?? 0, maxConcurrency ?? 0]) expect(Number.isSafeInteger(limit)).toBe(true);
    }),
  );
});

test('what is called the longest context or the most sequences does fit, and one sequence more does not', () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      const { maxModelLength: longest, maxConcurrency, verdict, facts } = explain(request);
      if (longest !== undefined) expect(size({ ...request, maxModelLength: longest }).verdict).toBe('fits');
      if (maxConcurrency) expect(size({ ...request, concurrency: maxConcurrency }).verdict).toBe('fits');
      if (maxConcurrency && maxConcurrency < mostSequencesEver && verdict === 'fits') {
        expect(size({ ...request, concurrency: maxConcurrency + 1 }).verdict).toBe(facts?.context === 0 ? 'fits' : 'does_not_fit');
      }
    }),
  );
});

test('every change that is proposed would make it fit', () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      for (const alternative of explain(request, candidates).alternatives) {
        expect([alternative.option, size(changed(request, alternative)).verdict]).toEqual([alternative.option, 'fits']);
      }
    }),
  );
});

test('the fewest GPUs do hold it, and no smaller group does', () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      const { minGpuCount, smallestGroup, validTensorParallel } = explain(request);
      if (!minGpuCount || !smallestGroup) return;
      expect(size({ ...request, ...smallestGroup }).verdict).toBe('fits');
      for (const tensorParallel of validTensorParallel.filter((count) => count < minGpuCount))
        expect(size({ ...request, tensorParallel, pipelineParallel: 1 }).verdict).not.toBe('fits');
    }),
  );
});

test('ten thousand sizings take less than two seconds of a processor', () => {
  const requests = models.flatMap((model) =>
    catalog.gpus.map((gpu): SizingRequest => ({ model, gpu, gpuBytes: 80 * gib, engine: 'vllm', tensorParallel: 2, precision: undefined })),
  );
  // The time of this thread: other tests run beside it.
  const before = process.threadCpuUsage();
  for (let index = 0; index < 10_000; index++) {
    const request = requests[index % requests.length];
    if (request) size(request);
  }
  const { user, system } = process.threadCpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(2);
});
