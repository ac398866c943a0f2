import { describe, expect, test } from 'vitest';
import { planStart, type ServerPlan, type StartDecision } from '../../../engine/simulator/start/plan.ts';

const mi300x = { SLIPWAY_SIMULATED_GPU: 'MI300X' };

function start(line: string, env: Record<string, string> = mi300x) {
  const words = line.split(' ');
  const command = words[0] === 'vllm' ? ['vllm', 'serve'] : ['python3', '-m', 'vllm.entrypoints.openai.api_server'];
  return planStart({ command, args: words[0] === 'vllm' ? words.slice(1) : words, env, now: 1000 });
}

function served(line: string, env?: Record<string, string>): ServerPlan {
  const decision = start(line, env);
  if (decision.decision === 'fail') throw new Error(decision.lines.join('\n'));
  return decision.plan;
}

function linesOf(decision: StartDecision): readonly string[] {
  return decision.decision === 'fail' ? decision.lines : [];
}

describe('arguments that vLLM takes', () => {
  test.each([
    ['vllm Qwen/Qwen3-8B', { modelId: 'Qwen/Qwen3-8B', servedNames: ['Qwen/Qwen3-8B'], port: 8000, maxModelLen: 40_960 }],
    ['--model Qwen/Qwen3-8B --served-model-name a b --port 9000', { servedNames: ['a', 'b'], port: 9000 }],
    ['--model=Qwen/Qwen3-8B --max_model_len=8k', { maxModelLen: 8000 }],
    ['--model Qwen/Qwen3-8B --max-model-len 8K', { maxModelLen: 8192 }],
    ['--model Qwen/Qwen3-8B --max-model-len 1.5k', { maxModelLen: 1500 }],
    ['--model Qwen/Qwen3-8B --no-enable-prefix-caching', { prefixCaching: false }],
    ['--model Qwen/Qwen3-8B --seed 5 -O3', { seed: 5 }],
    [
      '--model Qwen/Qwen3-8B --enforce-eager --trust-remote-code --disable-log-requests --gpu-memory-utilization 0.8',
      { gpuMemoryUtilization: 0.8 },
    ],
    ['--model Qwen/Qwen3-8B --enable-auto-tool-choice --tool-call-parser hermes', { automaticTools: true }],
    ['--model Qwen/Qwen3-8B --max-model-len 1024 --max-model-len 2048', { maxModelLen: 2048 }],
  ])('%s', (line, expected) => {
    expect(served(line)).toMatchObject(expected);
  });

  test('through a shell, as many manifests have it', () => {
    const decision = planStart({ command: ['/bin/sh', '-c'], args: ['vllm serve "Qwen/Qwen3-8B" \\\n  --port 9001'], env: mi300x, now: 0 });
    expect(decision).toMatchObject({ decision: 'serve', plan: { modelId: 'Qwen/Qwen3-8B', port: 9001 } });
  });

  test("the image's own entrypoint", () => {
    expect(planStart({ command: [], args: ['--model', 'Qwen/Qwen3-8B'], env: mi300x, now: 0 })).toMatchObject({
      plan: { modelId: 'Qwen/Qwen3-8B' },
    });
  });
});

describe('command lines that argparse refuses, with exit code 2', () => {
  test.each([
    ['--model Qwen/Qwen3-8B --foo 1 --bar', 'error: unrecognized arguments: --foo 1 --bar'],
    ['--model Qwen/Qwen3-8B --trust-remote-code true', 'error: unrecognized arguments: true'],
    ['vllm Qwen/Qwen3-8B true', 'error: unrecognized arguments: true'],
    [
      '--model Qwen/Qwen3-8B --dtype bf16',
      "argument --dtype: invalid choice: 'bf16' (choose from auto, bfloat16, float, float16, float32, half)",
    ],
    ['--model Qwen/Qwen3-8B --tensor-parallel-size two', "argument --tensor-parallel-size/-tp: invalid int value: 'two'"],
    ['--model Qwen/Qwen3-8B --gpu-memory-utilization lots', "argument --gpu-memory-utilization: invalid float value: 'lots'"],
    ['--model Qwen/Qwen3-8B --max-model-len 8x', "argument --max-model-len: invalid human_readable_int value: '8x'"],
    ['--model Qwen/Qwen3-8B --max-model-len 1.5K', 'Decimals are not allowed with binary suffixes like K'],
    ['--model Qwen/Qwen3-8B --port', 'argument --port: expected one argument'],
    ['--model Qwen/Qwen3-8B --served-model-name --port 1', 'argument --served-model-name: expected at least one argument'],
    ['--model Qwen/Qwen3-8B --enforce-eager=true', "argument --enforce-eager: ignored explicit argument 'true'"],
    ['--model Qwen/Qwen3-8B --compilation-config {', 'argument --compilation-config/-O: Value { cannot be converted'],
  ])('%s', (line, message) => {
    const decision = start(line);
    expect(decision).toMatchObject({ decision: 'fail', exitCode: 2 });
    const [usage, error] = linesOf(decision);
    expect(usage).toMatch(/^usage: /);
    expect(error).toContain(message);
  });
});

describe('starts that vLLM gives up, with exit code 1', () => {
  test.each([
    [
      '--model Qwen/Qwen2.5-7B-Instruct -tp 8',
      { SLIPWAY_SIMULATED_GPU_COUNT: '8' },
      'Total number of attention heads (28) must be divisible by tensor parallel size (8)',
    ],
    ['--model microsoft/phi-4 -tp 4', { SLIPWAY_SIMULATED_GPU_COUNT: '8' }, 'total_num_kv_heads % tp_size'],
    ['--model Qwen/Qwen3-8B -tp 4', { SLIPWAY_SIMULATED_GPU_COUNT: '2' }, 'World size (4) is larger than the number of available GPUs (2)'],
    ['--model meta-llama/Llama-3.1-405B-Instruct', {}, 'torch.OutOfMemoryError: HIP out of memory'],
    ['--model acme/big-70b', { SLIPWAY_SIMULATED_GPU: 'H100' }, 'torch.OutOfMemoryError: CUDA out of memory'],
    ['--model Qwen/Qwen3-32B --max-model-len 32000', { SLIPWAY_SIMULATED_GPU: 'H100' }, 'the estimated maximum model length is'],
    ['--model Qwen/Qwen3-8B --max-model-len 200000', {}, 'User-specified max_model_len (200000) is greater than the derived max_model_len'],
    [
      '--model Qwen/Qwen3-8B --dtype bfloat16',
      { SLIPWAY_SIMULATED_GPU: 'T4' },
      'Bfloat16 is only supported on GPUs with compute capability of at least 8.0',
    ],
    ['--model Qwen/Qwen3-8B --enable-auto-tool-choice', {}, '--enable-auto-tool-choice requires --tool-call-parser'],
    ['--model Qwen/Qwen3-8B --gpu-memory-utilization 1.2', {}, 'GPU memory utilization'],
    ['--model Qwen/Qwen3-8B', { SLIPWAY_SIMULATED_GPU: '' }, 'Failed to infer device type'],
    ['--model Qwen/Qwen3-8B', { SLIPWAY_SIMULATED_GPU: 'MI300' }, 'has no profile'],
    ['--model Qwen/Qwen3-8B', { SLIPWAY_SIMULATED_SPEED: 'fast' }, 'SLIPWAY_SIMULATED_SPEED is "fast"'],
  ])('%s %j', (line, env, message) => {
    const decision = start(line, { ...mi300x, ...env });
    expect(decision).toMatchObject({ decision: 'fail', exitCode: 1 });
    expect(linesOf(decision).join('\n')).toContain(message);
  });
});

test('a program that it does not stand for is not found', () => {
  expect(planStart({ command: ['nginx'], args: ['-g', 'daemon off;'], env: mi300x, now: 0 })).toMatchObject({
    decision: 'fail',
    exitCode: 127,
  });
});

describe('memory', () => {
  // Measured on H100 80 GB with vLLM's defaults: https://github.com/llm-d-incubation/llm-d-planner
  test('the KV cache of Qwen3-0.6B on an H100 is what was measured, within 5 %', () => {
    const { kvBlocks, blockSize, kvBytesPerToken } = served('--model Qwen/Qwen3-0.6B --max-model-len 16000', {
      SLIPWAY_SIMULATED_GPU: 'H100',
    });
    expect((kvBlocks * blockSize * kvBytesPerToken) / 2 ** 30 / 64.45).toBeCloseTo(1, 1);
  });

  test('Qwen3-32B starts on an H100 with 16,000 tokens of context', () => {
    expect(served('--model Qwen/Qwen3-32B --max-model-len 16000', { SLIPWAY_SIMULATED_GPU: 'H100' }).maxModelLen).toBe(16_000);
  });

  test('tensor parallel halves what each GPU holds and an fp8 cache holds twice the tokens', () => {
    const env = { ...mi300x, SLIPWAY_SIMULATED_GPU_COUNT: '2' };
    const one = served('--model meta-llama/Llama-3.1-8B-Instruct', env);
    expect(served('--model meta-llama/Llama-3.1-8B-Instruct -tp 2', env).kvBytesPerToken).toBe(one.kvBytesPerToken / 2);
    expect(served('--model meta-llama/Llama-3.1-8B-Instruct --kv-cache-dtype fp8', env).kvBlocks / one.kvBlocks).toBeCloseTo(2, 2);
  });

  test('an automatic length is the longest that fits', () => {
    const { maxModelLen } = served('--model Qwen/Qwen3-32B --max-model-len auto', { SLIPWAY_SIMULATED_GPU: 'H100' });
    expect(maxModelLen).toBeGreaterThan(16_000);
    expect(maxModelLen).toBeLessThan(32_000);
  });
});

test.each([
  ['Qwen/Qwen3-8B', 'known', 8.19, 8.19],
  ['acme/chat-13b-v2', 'name', 13, 13],
  ['acme/moe-57b-a14b', 'name', 57, 14],
  ['acme/tiny-560m', 'name', 0.56, 0.56],
  ['/models/mine', 'assumed', 7, 7],
])('%s: the shape is %s', (model, basis, total, active) => {
  const { model: facts } = served(`--model ${model} --max-model-len 1024`);
  expect(facts.basis).toBe(basis);
  expect(facts.parameters / 1e9).toBeCloseTo(total);
  expect(facts.activeParameters / 1e9).toBeCloseTo(active);
});
