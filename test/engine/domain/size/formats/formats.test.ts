import { describe, expect, test } from 'vitest';
import type { Engine } from '../../../../../engine/domain/endpoint.ts';
import type { Precision } from '../../../../../engine/domain/precision.ts';
import { formatNotes, formatProblem, isNative } from '../../../../../engine/domain/size/formats/formats.ts';
import { gpuNamed } from '../size/requests.ts';

type Case = readonly [engine: Engine, gpu: string, weights: Precision, method: string | undefined];

const runs: Case[] = [
  ['vllm', 'H100', 'bf16', undefined],
  ['vllm', 'A100', 'fp8', 'fp8'],
  ['vllm', 'A100', 'mxfp4', 'mxfp4'],
  ['vllm', 'H100', 'nvfp4', 'modelopt'],
  ['vllm', 'T4', 'fp16', undefined],
  ['vllm', 'T4', 'int4', 'awq'],
  ['vllm', 'MI250X', 'mxfp4', 'mxfp4'],
  ['vllm', 'MI300X', 'mxfp4', 'mxfp4'],
  ['vllm', 'MI300X', 'fp8', 'compressed-tensors'],
  ['vllm', 'MI300X', 'mxfp8', 'fp8'],
  ['vllm', 'MI300X', 'int4', 'gptq'],
  ['vllm', 'R9700', 'bf16', undefined],
  ['sglang', 'H200', 'mxfp4', 'mxfp4'],
  ['sglang', 'B200', 'nvfp4', 'modelopt'],
  ['sglang', 'MI355X', 'mxfp4', 'quark'],
  ['sglang', 'MI300X', 'fp8', 'fp8'],
  ['sglang', 'T4', 'bf16', undefined],
];

const refused: (readonly [...Case, RegExp])[] = [
  ['vllm', 'T4', 'bf16', undefined, /T4 \(compute capability 7\.5\) has no bf16: use fp16/],
  ['vllm', 'T4', 'fp8', 'fp8', /vLLM does not run FP8 weights on T4 .* it needs 8\.0 or more/],
  ['vllm', 'T4', 'nvfp4', 'modelopt', /NVFP4 weights on T4/],
  ['sglang', 'H100', 'nvfp4', 'modelopt', /SGLang does not run NVFP4 weights on H100.*10\.0/],
  ['sglang', 'H200', 'fp4', undefined, /FP4 weights/],
  ['sglang', 'MI300X', 'nvfp4', 'compressed-tensors', /MI300X \(gfx942\) has no FP4/],
  ['sglang', 'MI300X', 'mxfp4', 'mxfp4', /wants the bf16 conversion/],
  ['sglang', 'MI325X', 'mxfp4', 'mxfp4', /wants the bf16 conversion/],
  ['sglang', 'MI300X', 'int4', 'gptq', /SGLang does not run gptq checkpoints on AMD GPUs/],
  ['vllm', 'MI300X', 'nvfp4', 'modelopt_fp4', /MI300X \(gfx942\) has no FP4/],
  ['vllm', 'MI300X', 'int4', 'bitsandbytes', /vLLM does not run bitsandbytes checkpoints on AMD/],
  ['vllm', 'MI250X', 'fp8', 'fp8', /MI250X \(gfx90a\) has no FP8/],
  ['vllm', 'RX7900XTX', 'fp8', 'fp8', /gfx1100\) has no FP8/],
];

const unknown: (readonly [...Case, RegExp])[] = [
  ['vllm', 'Gaudi2', 'bf16', undefined, /vllm-gaudi/],
  ['vllm', 'ArcProB60', 'bf16', undefined, /XPU/],
  ['vllm', 'Apple M4 Max', 'bf16', undefined, /MLX/],
  ['sglang', 'MI250X', 'bf16', undefined, /ROCm builds do not name it/],
  ['vllm', 'MI355X', 'nvfp4', 'modelopt_fp4', /depends on the engine's version/],
];

describe('a format runs', () => {
  test.each(runs)('with %s on %s: %s (%s)', (engine, gpu, weights, method) => {
    expect(formatProblem({ engine, gpu: gpuNamed(gpu), weights, method })).toBeUndefined();
  });
});

describe('a format is refused', () => {
  test.each(refused)('by %s on %s: %s (%s)', (...[engine, gpu, weights, method, reason]) => {
    const problem = formatProblem({ engine, gpu: gpuNamed(gpu), weights, method });
    expect(problem).toMatchObject({ verdict: 'incompatible', reason: expect.stringMatching(reason) });
  });
  test('on GPUs older than the engine supports', () => {
    const gpu = { ...gpuNamed('T4'), key: 'P100', isa: '6.0' };
    expect(formatProblem({ engine: 'vllm', gpu, weights: 'fp16', method: undefined })?.reason).toBe(
      'vLLM does not run on P100 (compute capability 6.0): it needs 7.0 or more.',
    );
    const volta = { ...gpu, key: 'V100', isa: '7.0' };
    expect(formatProblem({ engine: 'vllm', gpu: volta, weights: 'fp16', method: undefined })).toBeUndefined();
    expect(formatProblem({ engine: 'sglang', gpu: volta, weights: 'fp16', method: undefined })?.reason).toContain('it needs 7.5');
  });
});

describe('nobody can say', () => {
  test.each(unknown)('with %s on %s: %s (%s)', (...[engine, gpu, weights, method, reason]) => {
    const problem = formatProblem({ engine, gpu: gpuNamed(gpu), weights, method });
    expect(problem).toMatchObject({ verdict: 'unknown', reason: expect.stringMatching(reason) });
  });
  test('of a GPU without a compute capability', () => {
    const gpu = { ...gpuNamed('H100'), isa: '' };
    expect(formatProblem({ engine: 'vllm', gpu, weights: 'bf16', method: undefined })?.verdict).toBe('unknown');
  });
});

describe('computing in a format', () => {
  test.each([
    ['H100', 'fp8', true],
    ['A100', 'fp8', false],
    ['MI300X', 'fp8', true],
    ['MI300X', 'mxfp4', false],
    ['MI355X', 'mxfp4', true],
    ['B200', 'nvfp4', true],
    ['H100', 'nvfp4', false],
    ['H100', 'int4', true],
  ] as const)('%s in %s: %s', (name, weights, native) => {
    const gpu = gpuNamed(name);
    expect(isNative(gpu, weights)).toBe(native);
    expect(formatNotes({ engine: 'vllm', gpu, weights, method: undefined })).toHaveLength(native ? 0 : 1);
  });
});
