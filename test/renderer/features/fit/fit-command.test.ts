import { expect, it } from 'vitest';
import { initialState } from '../../../../renderer/features/fit/explorer-state.ts';
import { fitCommand } from '../../../../renderer/features/fit/fit-command.ts';

it('says only what differs from the command’s own defaults', () => {
  expect(fitCommand(initialState, { model: 'Qwen/Qwen3-32B', gpu: 'H100' })).toBe('slipway fit --model Qwen/Qwen3-32B --gpu H100');
});

it('says everything that was asked', () => {
  const state = {
    ...initialState,
    gpuCount: 8,
    engine: 'sglang' as const,
    precision: 'fp8',
    context: 16_384,
    concurrency: 32,
    kvCacheDtype: 'fp8' as const,
    utilization: 0.95,
    tensorParallel: 4,
    pricePerHour: 2.5,
  };
  expect(fitCommand(state, { model: 'openai/gpt-oss-120b', gpu: 'MI300X' })).toBe(
    'slipway fit --model openai/gpt-oss-120b --gpu MI300X --count 8 --engine sglang --precision fp8 --max-model-len 16384 --concurrency 32 --kv-cache-dtype fp8 --util 0.95 --tp 4 --price 2.5',
  );
});

it('reads a pasted model from its file', () => {
  expect(fitCommand(initialState, { model: null, gpu: 'H100', filesBytes: 16_000_000 })).toBe(
    'slipway fit --config config.json --files-bytes 16000000 --gpu H100',
  );
});

it('quotes what a shell would take apart or run', () => {
  expect(fitCommand(initialState, { model: "it's; rm -rf $HOME", gpu: 'A100 80GB' })).toBe(
    "slipway fit --model 'it'\\''s; rm -rf $HOME' --gpu 'A100 80GB'",
  );
});
