import { describe, expect, test } from 'vitest';
import { type Estimated, estimate } from '../../../../engine/domain/estimate/estimate.ts';
import { readModel } from '../../../../engine/domain/size/model.ts';
import { catalog } from '../facts.ts';
import { estimateOf, requestOf } from './ways.ts';

const llama8 = 'meta-llama/Llama-3.1-8B-Instruct';
const llama70 = 'meta-llama/Llama-3.3-70B-Instruct';
const llama405 = 'meta-llama/Llama-3.1-405B-Instruct';

interface Range {
  low: number;
  high: number;
}
const contains = ({ low, high }: Range, value: number) => low <= value && value <= high;

describe('what to expect of one answer alone', () => {
  test.each([
    ['Llama-3.1-8B in bf16 on H100 writes about 100 to 170 tokens a second', { id: llama8, on: 'H100' }, [100, 170]],
    ['Llama-3.3-70B in FP8 on one H200 writes about 40 to 55', { id: llama70, on: 'H200', format: 'fp8' }, [40, 55]],
  ] as const)('%s', (_, way, [low, high]) => {
    const { tokensPerSecond } = estimateOf(way);
    expect(contains(tokensPerSecond, low) && contains(tokensPerSecond, high), JSON.stringify(tokensPerSecond)).toBe(true);
    expect(tokensPerSecond.high / tokensPerSecond.low, 'a range that says something').toBeLessThan(6);
  });

  test('MI300X has the bandwidth for more than H100, and the range says so at both ends or by its width', () => {
    const [h100, mi300x] = [estimateOf({ id: llama8, on: 'H100' }), estimateOf({ id: llama8, on: 'MI300X' })];
    expect(mi300x.itlMs.low).toBeLessThan(h100.itlMs.low);
    expect(mi300x.tokensPerSecond.high).toBeGreaterThan(h100.tokensPerSecond.high);
  });

  test('FP8 weights are read in about half the time of bf16 ones', () => {
    const [bf16, fp8] = [estimateOf({ id: llama8, on: 'H100' }), estimateOf({ id: llama8, on: 'H100', format: 'fp8' })];
    expect(bf16.itlMs.low / fp8.itlMs.low).toBeGreaterThan(1.5);
    expect(bf16.itlMs.low / fp8.itlMs.low).toBeLessThan(2);
  });

  test('a mixture reads the experts that were chosen, not all: Qwen3-30B-A3B is faster than a dense model of a third of its size', () => {
    const [mixture, dense] = [estimateOf({ id: 'Qwen/Qwen3-30B-A3B', on: 'H100' }), estimateOf({ id: llama8, on: 'H100' })];
    expect(mixture.itlMs.low).toBeLessThan(dense.itlMs.low);
  });

  test('a longer prompt takes longer to its first token, and a longer context longer for each further one', () => {
    const [short, long] = [{ promptTokens: 1000 }, { promptTokens: 64_000 }].map((way) => estimateOf({ id: llama8, on: 'H100', ...way }));
    expect(long?.ttftMs?.low).toBeGreaterThan(20 * (short?.ttftMs?.low ?? Number.NaN));
    expect(long?.itlMs.low).toBeGreaterThan(1.2 * (short?.itlMs.low ?? Number.NaN));
  });
});

describe('what to expect of many answers at once', () => {
  // Oracle, "Serving Llama 3.1 405B model with AMD MI300X GPUs": FP8 on eight, 128 tokens in and out, prompts included in the time.
  test.each([
    [1, 36],
    [2, 71],
    [4, 137],
    [8, 258],
    [16, 468],
    [32, 798],
    [64, 1184],
    [128, 1585],
    [256, 1846],
  ])('Llama-3.1-405B-FP8 on eight MI300X: %i sequences gave %i tokens a second', (concurrency, measured) => {
    const way = { id: llama405, on: 'MI300X', format: 'fp8', tensorParallel: 8, concurrency, promptTokens: 128, outputTokens: 128 };
    const { tokensPerSecond } = estimateOf(way);
    expect(contains(tokensPerSecond, measured), JSON.stringify(tokensPerSecond)).toBe(true);
  });

  test('more sequences give more tokens a second in all, and none faster', () => {
    const all = [1, 4, 16, 64, 256].map((concurrency) => estimateOf({ id: llama8, on: 'H100', concurrency }));
    for (const [at, each] of all.slice(1).entries()) {
      expect(each.tokensPerSecond.low).toBeGreaterThan(all[at]?.tokensPerSecond.low ?? Number.NaN);
      expect(each.itlMs.low).toBeGreaterThanOrEqual(all[at]?.itlMs.low ?? Number.NaN);
    }
  });

  test('more sequences of a mixture choose more different experts, until all are read', () => {
    const itl = (concurrency: number) =>
      estimateOf({ id: 'Qwen/Qwen3-30B-A3B', on: 'H100', concurrency, promptTokens: 16, outputTokens: 16 }).itlMs.low;
    expect(itl(16)).toBeGreaterThan(3 * itl(1));
    expect(itl(512)).toBeLessThan(4 * itl(32));
  });

  test('more GPUs are faster, but not as many times as there are more: they exchange results', () => {
    const [one, four] = [1, 4].map((tensorParallel) => estimateOf({ id: llama8, on: 'H100', tensorParallel }).itlMs.low);
    expect((one ?? 0) / (four ?? 0)).toBeGreaterThan(1.5);
    expect((one ?? 0) / (four ?? 0)).toBeLessThan(4);
  });

  test('stages of a pipeline do not make one answer faster', () => {
    const [one, two] = [1, 2].map((pipelineParallel) => estimateOf({ id: llama8, on: 'H100', pipelineParallel }).itlMs.low);
    expect(two).toBeGreaterThanOrEqual((one ?? 0) * 0.95);
  });
});

describe('what it costs', () => {
  test('a million output tokens cost the GPUs’ time at the throughput', () => {
    const { costPerMillionTokens, tokensPerSecond } = estimateOf({
      id: llama70,
      on: 'H100',
      tensorParallel: 4,
      concurrency: 32,
      pricePerHour: 2.5,
    });
    expect(costPerMillionTokens?.low).toBeCloseTo(((4 * 2.5) / 3600 / tokensPerSecond.high) * 1e6, 6);
    expect(costPerMillionTokens?.high).toBeCloseTo(((4 * 2.5) / 3600 / tokensPerSecond.low) * 1e6, 6);
  });

  test('without a price it is not said', () => {
    expect(estimateOf({ id: llama8, on: 'H100' }).costPerMillionTokens).toBeNull();
  });
});

describe('what is not known is not guessed', () => {
  test('without the bandwidth there is no estimate, and the reason is named', () => {
    expect(estimate(requestOf({ id: llama8, on: 'MI308X' }))).toEqual({
      ok: false,
      missing: [expect.stringMatching(/bandwidth of MI308X is not known/)],
    });
  });

  test('without the compute there is no time to the first token, and the basis says why', () => {
    const request = requestOf({ id: llama8, on: 'H100' });
    const { tflops: _, ...gpu } = request.gpu;
    const answer = estimate({ ...request, gpu });
    expect(answer).toMatchObject({ ok: true, estimate: { ttftMs: null, itlMs: { low: expect.any(Number) } } });
    expect(answer.ok && answer.estimate.basis.join(' ')).toMatch(/compute of H100-SXM5-80GB is not known/);
  });

  test('a model whose config cannot be read has no estimate, for the reasons that sizing has', () => {
    const request = requestOf({ id: llama8, on: 'H100' });
    const answer = estimate({ ...request, model: readModel({ config: {} }) });
    expect(answer).toMatchObject({ ok: false, missing: expect.arrayContaining([expect.any(String)]) });
  });

  test('a mixture whose config does not say how many experts compute a token has none', () => {
    const request = requestOf({ id: 'Qwen/Qwen3-30B-A3B', on: 'H100' });
    const { reading } = request.model;
    if (!reading.ok) throw new Error('the catalog’s model can be read');
    const model = { ...request.model, reading: { ...reading, expertsPerToken: undefined } };
    expect(estimate({ ...request, model })).toEqual({ ok: false, missing: [expect.stringMatching(/num_experts_per_tok/)] });
  });

  test('a model that writes no text has none', () => {
    expect(estimate(requestOf({ id: 'BAAI/bge-large-en-v1.5', on: 'H100' }))).toEqual({
      ok: false,
      missing: [expect.stringMatching(/no text/)],
    });
  });
});

test('the basis names the data sheet’s figures, the efficiency and its source, the traffic and what is left out', () => {
  const basis = estimateOf({ id: llama70, on: 'H100', format: 'fp8', tensorParallel: 2, concurrency: 8 }).basis.join('\n');
  expect(basis).toMatch(/3350 GB\/s and 1978\.9 TFLOPS \(FP8, dense\)/);
  expect(basis).toMatch(/50 to 90 % of the bandwidth/);
  expect(basis).toMatch(/8 sequences at once, with prompts of 1024 tokens and answers of 256/);
  expect(basis).toMatch(/2 GPUs exchange results twice a layer/);
  expect(basis).toMatch(/waits for no other/);
});

test('a prompt and its answer are never longer than the context', () => {
  const { basis } = estimateOf({ id: llama8, on: 'H100', context: 512 });
  expect(basis.join(' ')).toMatch(/prompts of 256 tokens and answers of 256/);
});

test('every model and GPU of the catalog gives finite, ordered ranges or says what is missing', () => {
  const ways = catalog.models.flatMap(({ id }) => catalog.gpus.map((gpu) => ({ id, on: gpu.key, tensorParallel: 2, concurrency: 16 })));
  const wrong = ways.filter((way) => !isSound(estimate(requestOf(way))));
  expect(wrong).toEqual([]);
  expect(ways.length).toBeGreaterThan(1000);
});

function isSound(answer: Estimated): boolean {
  if (!answer.ok) return answer.missing.length > 0;
  const { itlMs, tokensPerSecond, ttftMs } = answer.estimate;
  const ranges = [itlMs, tokensPerSecond, ...(ttftMs ? [ttftMs] : [])];
  return ranges.every(({ low, high }) => low > 0 && low < high && Number.isFinite(high));
}
