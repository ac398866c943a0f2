import { expect, it } from 'vitest';
import { applyOption } from '../../../../renderer/features/fit/apply-option.ts';
import { type ExplorerState, initialState } from '../../../../renderer/features/fit/explorer-state.ts';

const open: ExplorerState = { ...initialState, gpus: ['H100'], tensorParallel: 2, cell: { model: 'm', column: 'H100' } };

it.each([
  ['--max-model-len 16384', { context: 16_384 }],
  ['--concurrency 4', { concurrency: 4 }],
  ['--kv-cache-dtype fp8', { kvCacheDtype: 'fp8' }],
  ['--precision mxfp4', { precision: 'mxfp4' }],
  ['--engine sglang', { engine: 'sglang' }],
  ['--util 0.95', { utilization: 0.95 }],
  ['--tp 4', { tensorParallel: 4 }],
  ['--count 8 --tp 4', { gpuCount: 8, tensorParallel: 4 }],
] as const)('%s is made as it would be typed', (option, changes) => {
  expect(applyOption(open, option)).toEqual({ ...open, ...changes });
});

it('splits over all GPUs again once their number changes', () => {
  expect(applyOption(open, '--count 4')).toEqual({ ...open, gpuCount: 4, tensorParallel: null });
});

it('goes to another GPU’s column, which is shown then', () => {
  expect(applyOption(open, '--gpu MI325X')).toEqual({ ...open, gpus: ['H100', 'MI325X'], cell: { model: 'm', column: 'MI325X' } });
});

it.each([
  '--enable-expert-parallel',
  '--max-model-len',
  '--max-model-len many',
  '--engine tgi',
  '--util 2',
  '--count 0',
  '',
  '--count 8 --x 1',
])('has no button for "%s"', (option) => {
  expect(applyOption(open, option)).toBeNull();
});
