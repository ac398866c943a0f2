import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinFlags, mergeFlags, readFlag, splitFlags } from '../../../../engine/domain/arguments/flags.ts';
import { repairArguments } from '../../../../engine/domain/arguments/repair.ts';

test.each([
  ['a switch with a value', 'vllm', ['--trust-remote-code', 'true', '--port', '8000'], ['--trust-remote-code', '--port', '8000']],
  ['a switch that is switched off', 'vllm', ['--enforce-eager', 'false'], []],
  ['a dtype that no engine has', 'vllm', ['--dtype', 'float8_e4m3'], []],
  ['a dtype in short', 'vllm', ['--dtype', 'bf16'], ['--dtype', 'bfloat16']],
  [
    "vLLM's flags for SGLang",
    'sglang',
    ['--model', 'm', '--tensor-parallel-size', '4', '--gpu-memory-utilization', '0.9'],
    ['--model-path', 'm', '--tp-size', '4', '--mem-fraction-static', '0.9'],
  ],
  [
    "the guide's own words",
    'vllm',
    ['--max-context-len', '16384', '--max-batch-size', '32'],
    ['--max-model-len', '16384', '--max-num-seqs', '32'],
  ],
] as const)('%s is put right', (_, engine, given, wanted) => {
  expect(repairArguments(engine, given).arguments).toEqual(wanted);
});

test('what is right stays, and nothing is told', () => {
  const words = ['--dtype', 'bfloat16', '--trust-remote-code', '--max-model-len', '32768'];
  expect(repairArguments('vllm', words)).toEqual({ arguments: words, repairs: [] });
});

test('a repair is told in a sentence', () => {
  expect(repairArguments('vllm', ['--trust-remote-code', 'true']).repairs).toEqual([
    '--trust-remote-code takes no value: "true" is left out.',
  ]);
});

test('a flag is read with either spelling, and replaced by a later one', () => {
  expect(readFlag(['--a=1', '--b', '2'], '--a')).toBe('1');
  expect(mergeFlags(['--a=1', '--b', '2'], ['--a', '3'])).toEqual(['--b', '2', '--a', '3']);
});

test('splitting and joining words gives the same words', () => {
  const word = fc.oneof(fc.constantFrom('--model', '--port', '-tp'), fc.stringMatching(/^[a-z0-9/.]{1,8}$/));
  fc.assert(fc.property(fc.array(word), (words) => void expect(joinFlags(splitFlags(words))).toEqual(words)));
});
