import { describe, expect, test } from 'vitest';
import { planStart, type ServerPlan } from '../../../engine/simulator/start/plan.ts';

const command = ['python3', '-m', 'sglang.launch_server'];
const gpu = { SLIPWAY_SIMULATED_GPU: 'MI300X', SLIPWAY_SIMULATED_GPU_COUNT: '8' };

describe("SGLang's command line", () => {
  test('is read with its own words and defaults', () => {
    const plan = served('--model-path Qwen/Qwen3-8B --served-model-name chat --tp-size 2 --context-length 8192 --mem-fraction-static 0.8');
    expect(plan).toMatchObject({
      engine: 'sglang',
      modelId: 'Qwen/Qwen3-8B',
      servedNames: ['chat'],
      tensorParallel: 2,
      maxModelLen: 8192,
      gpuMemoryUtilization: 0.8,
      port: 30_000,
    });
  });

  test('takes the long words for its short ones', () => {
    expect(served('--model Qwen/Qwen3-8B --tensor-parallel-size 4').tensorParallel).toBe(4);
    expect(served('--model Qwen/Qwen3-8B --tp 4').tensorParallel).toBe(4);
  });

  test.each([
    ['a flag of vLLM', '--model-path m --gpu-memory-utilization 0.9', 'unrecognized arguments: --gpu-memory-utilization 0.9'],
    ['underscores', '--model-path m --tp_size 2', 'unrecognized arguments: --tp_size 2'],
    ['a value after a switch', '--model-path m --trust-remote-code true', 'unrecognized arguments: true'],
    ['a switch that cannot be switched off', '--model-path m --no-trust-remote-code', 'unrecognized arguments: --no-trust-remote-code'],
    ['a dtype that it does not have', '--model-path m --dtype fp8', "argument --dtype: invalid choice: 'fp8'"],
    ["vLLM's name of the FP8 cache", '--model-path m --kv-cache-dtype fp8', "argument --kv-cache-dtype: invalid choice: 'fp8'"],
    ['a second served name', '--model-path m --served-model-name a b', 'unrecognized arguments: b'],
    ['no model', '--tp-size 2', 'the following arguments are required: --model-path/--model'],
  ])('is refused with exit code 2 for %s', (_, words, told) => {
    const refused = planStart({ command, args: words.split(' '), env: gpu, now: 0 });
    expect(refused).toMatchObject({ decision: 'fail', exitCode: 2 });
    expect('lines' in refused && refused.lines.join('\n')).toContain(told);
  });
});

describe("SGLang's start", () => {
  test('is refused for a context that the model does not have', () => {
    expect(failed('--model-path Qwen/Qwen3-8B --context-length 100000')).toContain('greater than the derived context_length (40960)');
  });

  test('is refused for heads that cannot be split', () => {
    expect(failed('--model-path Qwen/Qwen2.5-7B-Instruct --tp-size 8')).toContain('28');
  });

  test('succeeds with a pool that is shorter than the context, which requests then have', () => {
    const words = '--model-path Qwen/Qwen3-32B --context-length 40960 --mem-fraction-static 0.85';
    const plan = served(words, { SLIPWAY_SIMULATED_GPU: 'H100' });
    expect(plan.maxModelLen).toBeGreaterThan(1024);
    expect(plan.maxModelLen).toBeLessThan(40_960);
  });

  test('fails where the weights leave nothing', () => {
    const words = '--model-path meta-llama/Llama-3.1-70B-Instruct';
    expect(failed(words, { SLIPWAY_SIMULATED_GPU: 'H100' })).toContain('out of memory');
  });
});

test('a Python module that nobody knows is no model server', () => {
  const refused = planStart({ command: ['python3', '-m', 'http.server'], args: [], env: gpu, now: 0 });
  expect(refused).toMatchObject({ decision: 'fail', exitCode: 127 });
});

function served(words: string, env: Record<string, string> = gpu): ServerPlan {
  const decision = planStart({ command, args: words.split(' '), env, now: 0 });
  if (decision.decision === 'fail') throw new Error(decision.lines.join('\n'));
  return decision.plan;
}

function failed(words: string, env: Record<string, string> = gpu): string {
  const decision = planStart({ command, args: words.split(' '), env, now: 0 });
  return decision.decision === 'fail' ? decision.lines.join('\n') : 'served';
}
