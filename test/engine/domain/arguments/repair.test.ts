import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { engineWords } from '../../../../engine/domain/arguments/engine-words.ts';
import { joinFlags, mergeFlags, readFlag, splitFlags } from '../../../../engine/domain/arguments/flags.ts';
import { repairArguments } from '../../../../engine/domain/arguments/repair.ts';

describe('what is known to be wrong is put right', () => {
  test.each([
    ['a switch with a value', 'vllm', ['--trust-remote-code', 'true', '--port', '8000'], ['--trust-remote-code', '--port', '8000']],
    ['a switch that is switched off', 'vllm', ['--enforce-eager', 'false'], []],
    ['a dtype that no engine has', 'vllm', ['--dtype', 'float8_e4m3'], []],
    ['the other dtype that no engine has', 'vllm', ['--dtype', 'float8_e5m2'], []],
    ['a dtype in short', 'vllm', ['--dtype', 'bf16'], ['--dtype', 'bfloat16']],
    [
      "vLLM's flags for SGLang",
      'sglang',
      ['--model', 'm', '--tensor-parallel-size', '4', '--gpu-memory-utilization', '0.9', '--max-num-batched-tokens', '8192'],
      ['--model-path', 'm', '--tp-size', '4', '--mem-fraction-static', '0.9', '--chunked-prefill-size', '8192'],
    ],
    [
      "SGLang's flags for vLLM",
      'vllm',
      ['--model-path', 'm', '--tp-size', '4', '--mem-fraction-static', '0.9', '--context-length', '8192'],
      ['--model', 'm', '--tensor-parallel-size', '4', '--gpu-memory-utilization', '0.9', '--max-model-len', '8192'],
    ],
    [
      "the guide's own words",
      'vllm',
      ['--max-context-len', '16384', '--max-batch-size', '32'],
      ['--max-model-len', '16384', '--max-num-seqs', '32'],
    ],
    ['a short name', 'vllm', ['-tp', '4', '-q', 'fp8'], ['--tensor-parallel-size', '4', '--quantization', 'fp8']],
    ['another short name', 'sglang', ['--tp', '4'], ['--tp-size', '4']],
    ['underscores, which vLLM takes', 'vllm', ['--distributed_executor_backend', 'mp'], ['--distributed-executor-backend', 'mp']],
    ['underscores, which SGLang does not take', 'sglang', ['--tp_size', '4'], ['--tp-size', '4']],
    ['a flag that newer vLLM does not have', 'vllm', ['--max-seq-len-to-capture', '32768', '--seed', '1'], ['--seed', '1']],
    ['a switch for what SGLang does anyway', 'sglang', ['--enable-chunked-prefill', '--tp-size', '2'], ['--tp-size', '2']],
    ["vLLM's FP8 cache for SGLang", 'sglang', ['--kv-cache-dtype', 'fp8'], ['--kv-cache-dtype', 'fp8_e4m3']],
    [
      "vLLM's expert parallelism for SGLang",
      'sglang',
      ['--tensor-parallel-size', '8', '--enable-expert-parallel'],
      ['--tp-size', '8', '--ep-size', '8'],
    ],
    ['expert parallelism without a number of GPUs', 'sglang', ['--enable-expert-parallel'], []],
    ['prefix caching switched off for SGLang', 'sglang', ['--no-enable-prefix-caching'], ['--disable-radix-cache']],
  ] as const)('%s', (_, engine, given, wanted) => {
    expect(repairArguments(engine, given).arguments).toEqual(wanted);
  });

  test('twice changes nothing more', () => {
    const flag = fc.constantFrom('--model', '--tensor-parallel-size', '--tp_size', '--dtype', '--trust-remote-code', '--nonsense', '-tp');
    const value = fc.constantFrom('true', 'false', '4', 'bf16', 'fp8', 'float8_e4m3');
    const words = fc.array(fc.oneof(flag, value), { maxLength: 8 });
    fc.assert(
      fc.property(words, fc.constantFrom('vllm', 'sglang'), (given, engine) => {
        const once = repairArguments(engine, given).arguments;
        expect(repairArguments(engine, once).arguments).toEqual(once);
      }),
    );
  });
});

describe('what was done is told in a sentence each', () => {
  test.each([
    ['vllm', ['--trust-remote-code', 'true'], '--trust-remote-code takes no value: "true" is left out.'],
    ['vllm', ['--dtype', 'float8_e4m3'], "--dtype float8_e4m3 is no dtype of the engine: left out, the checkpoint's own format is used."],
    ['sglang', ['--gpu-memory-utilization', '0.9'], '--gpu-memory-utilization is no flag of sglang: written as --mem-fraction-static.'],
    ['vllm', ['--max-seq-len-to-capture', '1'], '--max-seq-len-to-capture went with the first version of its scheduler: left out.'],
    ['sglang', ['--tp_size', '2'], '--tp_size is written as --tp-size: SGLang takes dashes only.'],
    ['vllm', ['--warp-speed', '9'], '--warp-speed is no flag of vLLM that is known here: left as it is.'],
  ] as const)('%s %j', (engine, words, sentence) => {
    expect(repairArguments(engine, words).repairs).toEqual([sentence]);
  });

  test('an unknown flag stays', () => {
    expect(repairArguments('vllm', ['--warp-speed', '9']).arguments).toEqual(['--warp-speed', '9']);
  });

  test('what is right stays, and nothing is told', () => {
    const words = ['--dtype', 'bfloat16', '--trust-remote-code', '--max-model-len', '32768', '--no-enable-prefix-caching', '-O3'];
    expect(repairArguments('vllm', words)).toEqual({ arguments: words, repairs: [] });
  });
});

test('a flag is read with either spelling, and replaced by a later one', () => {
  expect(readFlag(['--a=1', '--b', '2'], '--a')).toBe('1');
  expect(mergeFlags(['--a=1', '--b', '2'], ['--a', '3'])).toEqual(['--b', '2', '--a', '3']);
});

test('splitting and joining words gives the same words', () => {
  const word = fc.oneof(fc.constantFrom('--model', '--port', '-tp'), fc.stringMatching(/^[a-z0-9/.]{1,8}$/));
  fc.assert(fc.property(fc.array(word), (words) => void expect(joinFlags(splitFlags(words))).toEqual(words)));
});

describe("an engine's words", () => {
  test('mean the same whichever engine they are for', () => {
    const vllm = ['--max-model-len', '32k', '--gpu-memory-utilization', '0.95', '--kv-cache-dtype', 'fp8', '--enable-expert-parallel'];
    const sglang = ['--context-length', '32000', '--mem-fraction-static', '0.95', '--kv-cache-dtype', 'fp8_e4m3', '--ep-size', '8'];
    expect(engineWords('vllm', vllm)).toEqual(engineWords('sglang', sglang));
  });

  test.each([
    ['32768', 32_768],
    ['32K', 32_768],
    ['32k', 32_000],
    ['auto', undefined],
    ['long', Number.NaN],
  ])('a context of %s is %d tokens', (text, tokens) => {
    expect(engineWords('vllm', ['--max-model-len', text]).context).toBe(tokens);
  });
});
