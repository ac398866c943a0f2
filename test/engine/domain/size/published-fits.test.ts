import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findGpu, findModel } from '../../../../engine/domain/catalog/catalog.ts';
import { normalisePrecision } from '../../../../engine/domain/precision.ts';
import { size } from '../../../../engine/domain/size/size.ts';
import { catalog } from '../facts.ts';

interface Fact {
  checkpoint: string;
  gpu: string;
  gpu_count: number;
  tensor_parallel: number | null;
  precision: string;
  engine: string;
  verdict: string;
  note: string;
  max_model_len?: number;
}

const shared = process.env['SLIPWAY_TEST_SHARED'];
const facts: Fact[] = shared ? JSON.parse(readFileSync(`${shared}/hardware/published-fits.json`, 'utf8')).facts : [];
const covered = facts.filter((fact) => findModel(catalog, fact.checkpoint) && findGpu(catalog, fact.gpu)?.memoryMiB);

describe.skipIf(!shared)('what the field published of models in the catalog (SLIPWAY_TEST_SHARED)', () => {
  const cases = (verdicts: string[]) =>
    covered.filter(({ verdict }) => verdicts.includes(verdict)).map((fact) => [nameOf(fact), fact] as const);

  test.each(cases(['fits']))('%s works, and is not called impossible', (_, fact) => {
    expect(judge(fact).impossible).toBe(false);
  });
  test.each(cases(['does_not_fit', 'published_but_impossible']))('%s is refused with a number', (_, fact) => {
    const { verdict, reason } = judge(fact);
    expect(verdict).toBe('does_not_fit');
    expect(reason).toMatch(/\d+\.\d GiB/);
  });
  test.each(cases(['incompatible']))('%s is incompatible', (_, fact) => {
    expect(judge(fact).verdict).toBe('incompatible');
  });
});

function judge(fact: Fact) {
  const gpu = findGpu(catalog, fact.gpu);
  if (!gpu) throw new Error(fact.gpu);
  const length = fact.max_model_len ?? /max-model-len (\d+)/.exec(fact.note)?.[1];
  return size({
    model: findModel(catalog, fact.checkpoint),
    gpu,
    gpuBytes: (gpu.memoryMiB ?? 0) * 2 ** 20,
    tensorParallel: fact.tensor_parallel ?? fact.gpu_count,
    precision: normalisePrecision(fact.precision),
    engine: fact.engine.startsWith('sglang') ? 'sglang' : 'vllm',
    maxModelLength: length === undefined ? undefined : Number(length),
    utilization: 0.9,
    kvBytesPerValue: 2,
  });
}

function nameOf({ checkpoint, gpu, gpu_count, precision, engine }: Fact): string {
  return `${checkpoint} ${precision} on ${gpu} x${gpu_count} with ${engine}`;
}
