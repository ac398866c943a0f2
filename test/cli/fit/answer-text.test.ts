import { describe, expect, it } from 'vitest';
import { answerText } from '../../../cli/commands/fit/answer-text.ts';
import type { FitAnswer } from '../../../engine/contract/views/fit.ts';

const GiB = 2 ** 30;
const words = ['fit', '--model', 'some/model', '--gpu', 'H100'];

const fits: FitAnswer = {
  verdict: 'fits',
  reasons: ['61.0 GiB of weights leave 4.9 GiB for the KV cache.'],
  model: 'some/model',
  gpu: 'H100',
  gpuCount: 2,
  engine: 'sglang',
  precision: 'bf16',
  tensorParallel: 2,
  perGpu: { weightsBytes: 60 * GiB, kvBytes: 4 * GiB, activationBytes: 5 * GiB, otherBytes: GiB, totalBytes: 80 * GiB, freeBytes: 2 * GiB },
  paramCount: 32_762_123_264,
  weightBytes: 65_524_246_528,
  weightBasis: 'index',
  kvBytesPerToken: 262_144,
  validTensorParallel: [1, 2, 4],
  minGpuCount: 1,
  maxModelLen: 19_968,
  maxConcurrency: 1,
  alternatives: [],
  estimate: null,
};

describe('an answer for people', () => {
  it('is the verdict, the memory of each GPU, and what is possible', () => {
    expect(answerText(fits, words).split('\n')).toEqual([
      'Fits: some/model on 2 x H100 (SGLang, bf16)',
      '',
      '  61.0 GiB of weights leave 4.9 GiB for the KV cache.',
      '',
      'ON EACH GPU       of 80.0 GiB      SHARE',
      'Weights            60.0 GiB       75.0 %',
      'KV cache            4.0 GiB        5.0 %',
      'Activations         5.0 GiB        6.3 %',
      'Other               1.0 GiB        1.3 %',
      'Free for more       2.0 GiB        2.5 %',
      'Left to others      8.0 GiB       10.0 %',
      '',
      'Longest context 19,968 tokens',
      'At once         1 sequence of the asked length',
      'Fewest GPUs     1',
      'Tensor parallel 1, 2, 4',
      "Weights         65.5 GB (61.0 GiB) of 32.8 billion parameters, by the checkpoint's index",
      'KV cache        262,144 bytes a token',
    ]);
  });

  it('that does not fit says what is missing, and gives each change as a command line', () => {
    const perGpu = { weightsBytes: 76 * GiB, kvBytes: 0, activationBytes: 0, otherBytes: 0, totalBytes: 80 * GiB, freeBytes: -4 * GiB };
    const change = { change: 'gpu_count', option: '--count 2', sentence: 'It fits on 2 of these GPUs.' } as const;
    const text = answerText({ ...fits, verdict: 'does_not_fit', perGpu, maxConcurrency: 0, alternatives: [change] }, words);
    expect(text).toMatch(/^Does not fit: /);
    expect(text).toContain('Missing             4.0 GiB        5.0 %');
    expect(text).not.toContain('At once');
    expect(text).toContain('  It fits on 2 of these GPUs.\n    slipway fit --model some/model --gpu H100 --count 2');
  });

  it('that is not known has no figures that nobody knows', () => {
    const nothing = { perGpu: null, paramCount: null, weightBytes: null, weightBasis: null, kvBytesPerToken: null, precision: null };
    const limits = { minGpuCount: null, maxModelLen: null, maxConcurrency: null, validTensorParallel: [] };
    const unknown: FitAnswer = {
      ...fits,
      ...nothing,
      ...limits,
      verdict: 'unknown',
      model: null,
      gpu: null,
      reasons: ['hidden_size is missing.'],
    };
    expect(answerText(unknown, words)).toBe('Not known: the model (SGLang)\n\n  hidden_size is missing.');
  });

  it('has what to expect as ranges with their basis', () => {
    const range = (low: number, high: number) => ({ low, high });
    const estimate = {
      ttftMs: range(40, 90),
      itlMs: range(9.5, 14),
      tokensPerSecond: range(70, 105),
      costPerMillionTokens: range(6.6, 9.92),
      basis: ['3,350 GB/s of bandwidth.'],
    };
    expect(answerText({ ...fits, estimate }, words)).toContain(
      'To expect\n  The first token after 40 to 90 ms\n  A token every 9.5 to 14.0 ms; 70 to 105 tokens/s in all\n' +
        '  A million output tokens cost 6.60 to 9.92\n  3,350 GB/s of bandwidth.',
    );
  });
});
