import { describe, expect, it } from 'vitest';
import { fitAnswer as fitAnswerSchema, fitRequest } from '../../../../engine/contract/views/fit.ts';
import { createFitService } from '../../../../engine/services/fit/fit-service.ts';
import { catalog } from '../../domain/facts.ts';

const service = createFitService(catalog);
const judge = (request: Parameters<typeof fitRequest.parse>[0]) => service.judge(fitRequest.parse(request));
const model = { id: 'Qwen/Qwen3-32B' };

describe('an answer', () => {
  it('is itemised, and its items are what the GPU has', async () => {
    const answer = await judge({ model, gpu: 'H100', settings: { maxModelLen: 16_000 } });
    expect(fitAnswerSchema.parse(answer)).toEqual(answer);
    expect(answer).toMatchObject({
      verdict: 'fits',
      model: model.id,
      gpu: 'H100-SXM5-80GB',
      gpuCount: 1,
      tensorParallel: 1,
      precision: 'bf16',
    });
    // https://huggingface.co/Qwen/Qwen3-32B: metadata.total_size of the index
    expect(answer).toMatchObject({ weightBytes: 65_524_246_528, weightBasis: 'index', kvBytesPerToken: 262_144, minGpuCount: 1 });
    const { weightsBytes, kvBytes, activationBytes, otherBytes, freeBytes, totalBytes } = answer.perGpu ?? fail();
    expect(totalBytes).toBe(81_559 * 2 ** 20);
    expect(kvBytes).toBe(16_000 * 262_144);
    expect(weightsBytes + kvBytes + activationBytes + otherBytes + freeBytes).toBeLessThan(totalBytes);
    expect(answer.alternatives).toEqual([]);
  });

  it('without a wish for the context is the longest that there is room for', async () => {
    const answer = await judge({ model, gpu: 'H100', settings: {} });
    expect(answer.verdict).toBe('fits');
    expect(answer.maxModelLen).toBeLessThan(40_960);
    expect(answer.reasons.join(' ')).toContain(`--max-model-len ${answer.maxModelLen}`);
  });

  it('that fits has what to expect, and what it costs where a price is given', async () => {
    const priced = await judge({ model, gpu: 'H100', pricePerHour: 2.5, settings: { maxModelLen: 8192 } });
    expect(priced.estimate?.tokensPerSecond.low).toBeGreaterThan(0);
    expect(priced.estimate?.costPerMillionTokens?.high).toBeGreaterThan(0);
    const free = await judge({ model, gpu: 'H100', settings: { maxModelLen: 8192 } });
    expect(free.estimate?.costPerMillionTokens).toBeNull();
    const refused = await judge({ model, gpu: 'H100', pricePerHour: 2.5, settings: { maxModelLen: 32_000 } });
    expect(refused.estimate).toBeNull();
  });

  it('says why there is no cost where no speed is known', async () => {
    const gpus = catalog.gpus.map((gpu) => ({ ...gpu, bandwidth: undefined }));
    const request = fitRequest.parse({ model, gpu: 'H100', pricePerHour: 1, settings: { maxModelLen: 8192 } });
    const answer = await createFitService({ ...catalog, gpus }).judge(request);
    expect(answer).toMatchObject({ verdict: 'fits', estimate: null });
    expect(answer.reasons).toContain('The memory bandwidth of H100-SXM5-80GB is not known: no speed can be estimated.');
  });

  it('that does not fit has the number and the nearest changes', async () => {
    const answer = await judge({ model, gpu: 'H100', settings: { maxModelLen: 32_000 } });
    expect(answer.verdict).toBe('does_not_fit');
    expect(answer.perGpu?.freeBytes).toBeLessThan(0);
    expect(answer.alternatives.map(({ change }) => change)).toEqual(
      expect.arrayContaining(['context', 'kv_cache_dtype', 'gpu_count', 'gpu']),
    );
  });

  it('says of a division that cannot be which can', async () => {
    const answer = await judge({ model: { id: 'Qwen/Qwen2.5-7B-Instruct' }, gpu: 'MI300X', gpuCount: 8, settings: {} });
    expect(answer).toMatchObject({ verdict: 'incompatible', validTensorParallel: [1, 2, 4] });
    expect(answer.weightBytes).toBeGreaterThan(15e9);
  });

  it('counts GPUs beyond the tensor parallel size as pipeline stages', async () => {
    const whole = await judge({ model, gpu: 'MI300X', settings: { maxModelLen: 8192 } });
    const staged = await judge({ model, gpu: 'MI300X', gpuCount: 4, settings: { maxModelLen: 8192, tensorParallel: 2 } });
    expect(staged.tensorParallel).toBe(2);
    expect(staged.perGpu?.weightsBytes).toBeLessThan((whole.perGpu?.weightsBytes ?? 0) / 3);
  });

  it('for what is no config names what is missing', async () => {
    const answer = await judge({ model: { config: { model_type: 'llama' } }, gpu: 'MI300X', settings: {} });
    expect(answer).toMatchObject({ verdict: 'unknown', model: null, perGpu: null, weightBytes: null });
    expect(answer.reasons.join(' ')).toContain('hidden_size');
  });

  it('for a config without a type takes the one that is asked for', async () => {
    const { torch_dtype: _type, ...config } = knownConfig('Qwen/Qwen3-32B');
    const unsaid = await judge({ model: { config }, gpu: 'MI300X', settings: {} });
    expect(unsaid.verdict).toBe('unknown');
    expect(unsaid.reasons[0]).toContain('torch_dtype is missing');
    const said = await judge({ model: { config }, gpu: 'MI300X', settings: { precision: 'bf16' } });
    expect(said).toMatchObject({ verdict: 'fits', precision: 'bf16', weightBasis: 'shapes', weightBytes: 65_524_246_528 });
  });

  it('counts a GPU that nobody measured with what it is sold with, and says so', async () => {
    const answer = await judge({ model, gpu: 'H100 NVL', settings: { maxModelLen: 8192 } });
    expect(answer.perGpu?.totalBytes).toBe(94e9);
    expect(answer.reasons.join(' ')).toContain('94 GB');
    const measured = await judge({ model, gpu: 'H100 NVL', memoryMiB: 95_830, settings: { maxModelLen: 8192 } });
    expect(measured.perGpu?.totalBytes).toBe(95_830 * 2 ** 20);
  });
});

function knownConfig(id: string): Record<string, unknown> {
  return catalog.models.find((each) => each.id === id)?.config ?? fail();
}

function fail(): never {
  throw new Error('it is not there');
}
