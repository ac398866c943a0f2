import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { fitAnswer } from '../../../engine/contract/views/fit.ts';
import { catalog } from '../../engine/domain/facts.ts';
import { ggufFile } from '../../engine/domain/size/weights/gguf-file.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

/** The command as a person runs it from a checkout; `path` instead of PATH, where tools of GPUs are looked for. */
function slipwayFit(words: string[], { input = '', path }: { input?: string; path?: string } = {}) {
  const env = { SLIPWAY_DATA_DIR: '/nonexistent/slipway', NO_COLOR: '1', ...(path === undefined ? {} : { PATH: path }) };
  return execa(process.execPath, ['cli/main.ts', 'fit', ...words], { reject: false, env, input });
}

const config = JSON.stringify(catalog.models.find(({ id }) => id === 'Qwen/Qwen3-32B')?.config);

describe('slipway fit', () => {
  it.each([
    [
      ['--model', 'Qwen/Qwen3-32B', '--gpu', 'H100', '--max-model-len', '16000'],
      0,
      'Fits: Qwen/Qwen3-32B on 1 x H100-SXM5-80GB (vLLM, bf16)',
    ],
    [['--model', 'Qwen/Qwen3-32B', '--gpu', 'H100', '--max-model-len', '32000'], 3, 'Does not fit: Qwen/Qwen3-32B'],
    [['--model', 'Qwen/Qwen2.5-7B-Instruct', '--gpu', 'MI300X', '--count', '8'], 3, 'Cannot run: Qwen/Qwen2.5-7B-Instruct on 8 x MI300X'],
  ])('%j ends with %i', async (words, code, first) => {
    const { stdout, exitCode } = await slipwayFit(words);
    expect(stdout.split('\n')[0]).toContain(first);
    expect(exitCode).toBe(code);
  });

  it('answers in JSON for a config from standard input', async () => {
    const { stdout, exitCode } = await slipwayFit(['--config', '-', '--files-bytes', '65524300000', '--gpu', 'MI300X', '--json'], {
      input: config,
    });
    const answer = fitAnswer.parse(JSON.parse(stdout));
    expect(answer).toMatchObject({ verdict: 'fits', model: null, gpu: 'MI300X', weightBasis: 'files', weightBytes: 65_524_300_000 });
    expect(exitCode).toBe(0);
  });

  it('reads a GGUF file by its header, and says of what is none that it is none', async () => {
    await using folder = await temporaryFolder();
    const [model, other] = [join(folder.path, 'model.gguf'), join(folder.path, 'other.gguf')];
    const llama = { block_count: 1, embedding_length: 256, feed_forward_length: 512, 'attention.head_count': 4, context_length: 2048 };
    const metadata = Object.fromEntries(Object.entries(llama).map(([key, value]) => [`llama.${key}`, value]));
    const known = { 'general.architecture': 'llama', 'tokenizer.ggml.tokens': Array.from({ length: 1000 }, String), ...metadata };
    await writeFile(model, ggufFile({ metadata: known, tensors: [['token_embd.weight', [256, 1000], 0]] }));
    await writeFile(other, 'no such thing');
    const sized = fitAnswer.parse(JSON.parse((await slipwayFit(['--gguf', model, '--gpu', 'L40S', '--json'])).stdout));
    expect(sized).toMatchObject({ weightBasis: 'gguf', weightBytes: 256 * 1000 * 4 });
    const refused = await slipwayFit(['--gguf', other, '--gpu', 'L40S']);
    expect(refused.stdout).toMatch(/^Not known: .*GGUF/s);
    expect(refused.exitCode).toBe(1);
  });

  it('names what is missing in a config, with exit code 1', async () => {
    const { stdout, exitCode } = await slipwayFit(['--config', '-', '--gpu', 'MI300X'], { input: '{"model_type": "llama"}' });
    expect(stdout).toMatch(/^Not known: /);
    expect(stdout).toContain('num_hidden_layers is missing.');
    expect(exitCode).toBe(1);
  });

  it.each([
    [[], 'slipway fit needs a model.'],
    [['--model', 'Qwen/Qwen3-32', '--gpu', 'H100'], 'Nearest: Qwen/Qwen3-32B'],
    [['--model', 'Qwen/Qwen3-32B', '--gpu', 'MI300'], 'MI300X'],
    [['--config', '/no/such/config.json', '--gpu', 'H100'], 'there is no such file'],
    [['--model', 'Qwen/Qwen3-32B', '--gpu', 'H100', '--util', '90'], '--util 90 is no share of the memory.'],
  ])('%j is wrong use', async (words, sentence) => {
    const { stdout, stderr, exitCode } = await slipwayFit(words);
    expect(stderr).toContain(sentence);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
  });

  it('without a running sandbox says how to start one when its GPUs are asked for', async () => {
    const { stderr, exitCode } = await slipwayFit(['--model', 'Qwen/Qwen3-32B', '--cluster', 'sandbox']);
    expect(stderr).toContain('slipway serve');
    expect(exitCode).toBe(1);
  });
});

describe('slipway fit without a GPU', () => {
  // A stand-in for nvidia-smi: the tests run where there is no GPU. It prints what the real one prints of two H100 and an L40S.
  const tool = `#!/bin/sh
case "$*" in
  *--query-gpu*compute_cap*) printf 'pci.device_id, compute_cap, addressing_mode, mig.mode.current\\n0x233010DE, 9.0, None, Disabled\\n0x233010DE, 9.0, None, Disabled\\n0x26B910DE, 8.9, None, N/A\\n' ;;
  *--query-gpu*) printf '%s\\n' 'index, name, uuid, pci.bus_id, memory.total [MiB], memory.free [MiB], driver_version' \\
    '0, NVIDIA H100 80GB HBM3, GPU-0a, 00000000:18:00.0, 81559 MiB, 81000 MiB, 550.54.15' \\
    '1, NVIDIA H100 80GB HBM3, GPU-0b, 00000000:2A:00.0, 81559 MiB, 81000 MiB, 550.54.15' \\
    '2, NVIDIA L40S, GPU-0c, 00000000:3A:00.0, 46068 MiB, 45000 MiB, 550.54.15' ;;
  *) exit 9 ;;
esac
`;

  it('tries each kind that this machine has, and lists the answers', async () => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, 'bin'));
    await writeFile(join(folder.path, 'bin', 'nvidia-smi'), tool, { mode: 0o755 });
    const words = ['--model', 'Qwen/Qwen3-32B', '--max-model-len', '32000', '--json'];
    const { stdout, exitCode } = await slipwayFit(words, { path: `${join(folder.path, 'bin')}:/usr/bin:/bin` });
    const answers = JSON.parse(stdout) as unknown[];
    expect(answers.map((each) => fitAnswer.parse(each))).toMatchObject([
      { gpu: 'H100-SXM5-80GB', gpuCount: 2, verdict: 'fits' },
      { gpu: 'L40S', gpuCount: 1, verdict: 'does_not_fit' },
    ]);
    expect(exitCode).toBe(0);
  });
});
