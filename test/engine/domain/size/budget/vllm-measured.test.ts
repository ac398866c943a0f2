import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { SizingRequest } from '../../../../../engine/domain/size/size.ts';
import { size } from '../../../../../engine/domain/size/size.ts';
import { modelOf, shared } from '../facts/known-models.ts';
import { gib, gpuNamed } from '../size/requests.ts';

interface Run {
  model: string;
  tp: number;
  gpu_total_gib: number;
  util_implied: number;
  kv_measured_gib: number;
  max_model_len?: number;
}

// What vLLM printed at start.
const measured: { rows: Run[]; failed: Run[] } = shared
  ? JSON.parse(readFileSync(`${shared}/hardware/vllm-measured.json`, 'utf8'))
  : { rows: [], failed: [] };

describe.skipIf(!shared)('agreement with what vLLM measured (SLIPWAY_TEST_SHARED)', () => {
  test.each(measured.rows.map((run) => [run.model, run] as const))('%s has the measured cache within 0.02 GiB', (_, run) => {
    expect(Math.abs(poolOf(run) - run.kv_measured_gib)).toBeLessThanOrEqual(0.02);
  });
  test.each(measured.failed.map((run) => [run.model, run] as const))('%s does not start', (_, run) => {
    expect(size(requestOf(run, {})).verdict).toBe('does_not_fit');
  });
  // Of the same table; the file above leaves the row out, but published-fits.json has its figure.
  test('Llama-3.1-8B has 51.38 GiB', () => {
    const run = { model: 'meta-llama/Llama-3.1-8B-Instruct', tp: 1, gpu_total_gib: 79.18, util_implied: 0.9, kv_measured_gib: 51.38 };
    expect(Math.abs(poolOf(run) - run.kv_measured_gib)).toBeLessThanOrEqual(0.02);
  });
  test('gpt-oss-120b does not start with 0.9 of an H100, as was printed, but with 0.95', () => {
    const run = measured.rows.find(({ model }) => model === 'openai/gpt-oss-120b');
    expect(run && size(requestOf(run, { utilization: 0.9 })).verdict).toBe('does_not_fit');
    expect(run && size(requestOf(run, { utilization: 0.95 })).verdict).toBe('fits');
  });
});

/** GiB for the cache. */
function poolOf(run: Run): number {
  const { budget } = size(requestOf(run, { utilization: run.util_implied }));
  return budget ? (budget.kv + budget.free) / gib : Number.NaN;
}

function requestOf(run: Run, change: Partial<SizingRequest>): SizingRequest {
  const known = modelOf(run.model);
  return {
    model: known?.facts,
    gpu: gpuNamed('H100'),
    gpuBytes: (run.gpu_total_gib ?? 79.18) * gib,
    tensorParallel: run.tp,
    precision: known?.precision,
    otherCheckpoint: true,
    engine: 'vllm',
    maxModelLength: run.max_model_len ?? 16_000,
    ...change,
  };
}
