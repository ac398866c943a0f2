import { describe, expect, it } from 'vitest';
import { type FitWords, fitOptions } from '../../../cli/commands/fit/options.ts';
import type { SlipwayError } from '../../../engine/contract/errors.ts';

const model = { model: 'Qwen/Qwen3-32B' };

describe('the options of slipway fit', () => {
  it('become numbers, with the defaults of a plain question', () => {
    expect(fitOptions({ ...model, gpu: 'H100', count: '2', util: '.95', price: '2.5', 'max-model-len': '32000' })).toEqual({
      source: { kind: 'catalog', id: 'Qwen/Qwen3-32B' },
      gpu: 'H100',
      gpuCount: 2,
      tensorParallel: undefined,
      expertParallel: false,
      precision: undefined,
      engine: 'vllm',
      maxModelLen: 32_000,
      concurrency: 1,
      utilization: 0.95,
      kvCacheDtype: 'auto',
      pricePerHour: 2.5,
    });
  });

  it('name the files of a repository', () => {
    const source = { kind: 'config', file: 'config.json', index: 'index.json', filesBytes: 16 };
    expect(fitOptions({ config: 'config.json', index: 'index.json', 'files-bytes': '16' }).source).toEqual(source);
    expect(fitOptions({ gguf: 'model.gguf' }).source).toEqual({ kind: 'gguf', file: 'model.gguf' });
  });

  it.each([
    [{ engine: 'SGLang' }, { engine: 'sglang' }],
    [{ precision: 'bfloat16' }, { precision: 'bf16' }],
    [{ precision: 'torch.float16' }, { precision: 'fp16' }],
    [{ 'kv-cache-dtype': 'fp8_e4m3' }, { kvCacheDtype: 'fp8' }],
    [{ tp: '4' }, { tensorParallel: 4, gpuCount: undefined }],
    [
      { tp: '4', count: '8' },
      { tensorParallel: 4, gpuCount: 8 },
    ],
    [{ util: '1' }, { utilization: 1 }],
  ])('are taken as the field writes them: %j', (words, options) => {
    expect(fitOptions({ ...model, ...words })).toMatchObject(options);
  });

  it.each<[FitWords, string, string]>([
    [{}, 'slipway fit needs a model.', '--config config.json'],
    [{ ...model, config: 'c.json' }, '--model and --config name a model each.', 'Give one of them.'],
    [{ config: 'c.json', gguf: 'm.gguf' }, '--config and --gguf name a model each.', 'Give one of them.'],
    [{ ...model, index: 'i.json' }, '--index belongs to a config.json.', '--config config.json'],
    [{ gguf: 'm.gguf', 'files-bytes': '7' }, '--files-bytes belongs to a config.json.', '--config config.json'],
    [{ model: ' ' }, '--model is empty.', 'value'],
    [{ ...model, gpu: '' }, '--gpu is empty.', 'value'],
    [{ ...model, count: '0' }, '--count 0 asks for nothing.', '1 or more'],
    [{ ...model, count: '-1' }, '--count -1 is not a whole number.', '--count 8'],
    [{ ...model, count: '1.5' }, '--count 1.5 is not a whole number.', '--count 8'],
    [{ ...model, 'max-model-len': 'NaN' }, '--max-model-len NaN is not a whole number.', '--max-model-len 8'],
    [{ ...model, 'max-model-len': '99999999999999999999' }, 'is beyond what can be counted.', 'smaller'],
    [{ ...model, concurrency: '0' }, '--concurrency 0 asks for nothing.', '1 or more'],
    [{ ...model, util: '0' }, '--util 0 is no share of the memory.', '--util 0.9'],
    [{ ...model, util: '90' }, '--util 90 is no share of the memory.', '--util 0.9'],
    [{ ...model, util: '-0.5' }, '--util -0.5 is no share of the memory.', '--util 0.9'],
    [{ ...model, util: 'NaN' }, '--util NaN is no share of the memory.', '--util 0.9'],
    [{ ...model, util: '0x1' }, '--util 0x1 is no share of the memory.', '--util 0.9'],
    [{ ...model, price: '0' }, '--price 0 is no price.', '--price 2.5'],
    [{ ...model, price: 'free' }, '--price free is no price.', '--price 2.5'],
    [{ ...model, engine: 'tgi' }, '--engine tgi is not known.', 'vllm, sglang'],
    [{ ...model, engine: 'toString' }, '--engine toString is not known.', 'vllm, sglang'],
    [{ ...model, precision: 'fp7' }, '--precision fp7 is no number format that Slipway knows.', 'bf16'],
    [{ ...model, 'kv-cache-dtype': 'int4' }, '--kv-cache-dtype int4 is not known.', 'auto, fp8'],
    [{ ...model, tp: '8', count: '4' }, '--tp 8 needs 8 GPUs, and --count gives 4.', 'multiple'],
    [{ ...model, tp: '4', count: '6' }, '--count 6 cannot be made of groups of --tp 4.', 'multiple'],
  ])('that are wrong, %j, are refused in a sentence', (words, message, fix) => {
    const refused = refusalOf(() => fitOptions(words));
    expect(refused.code).toBe('invalid_input');
    expect(refused.message).toContain(message);
    expect(refused.fix).toContain(fix);
  });
});

function refusalOf(work: () => unknown): SlipwayError {
  try {
    work();
  } catch (error) {
    return error as SlipwayError;
  }
  throw new Error('it was not refused');
}
