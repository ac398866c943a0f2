import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { startContainer } from '../../../engine/simulator/generic-container.ts';
import { eventually } from '../../helpers/eventually.ts';
import { freePort } from '../../helpers/free-port.ts';

describe('the program of its own', () => {
  test('serves until SIGTERM, then exits with 0', async () => {
    await using program = simulator(['vllm', 'serve', 'Qwen/Qwen3-8B', '--port', String(await freePort())]);
    await eventually(() => program.output().includes('Application startup complete.'));
    program.child.kill('SIGTERM');
    expect(await program.exitCode).toBe(0);
  });

  test('exits with 2 and the usage on a flag that vLLM does not have', async () => {
    await using program = simulator(['vllm', 'serve', 'Qwen/Qwen3-8B', '--foo']);
    expect(await program.exitCode).toBe(2);
    expect(program.output()).toMatch(/^usage: vllm serve.*\nvllm serve: error: unrecognized arguments: --foo\n$/s);
  });
});

describe('the generic program', () => {
  test('answers every path with what it stands for, and ends when told', async () => {
    const hostPort = await freePort();
    const container = startContainer({
      pod: { namespace: 'default', name: 'web-1' },
      container: 'web',
      image: 'nginx:1.29',
      ports: [{ containerPort: 80, hostPort }],
      endsByItself: false,
      writeLine: () => {},
    });
    for (const path of ['/', '/health', '/v1/models']) {
      const response = await eventually(() => fetch(`http://127.0.0.1:${hostPort}${path}`));
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ standsFor: 'nginx:1.29', pod: 'default/web-1' });
    }
    container.terminate();
    expect(await container.exited).toEqual({ exitCode: 0, reason: 'Completed' });
    await expect(fetch(`http://127.0.0.1:${hostPort}/`)).rejects.toThrow();
  });

  test('without ports it runs until it is killed', async () => {
    const lines: string[] = [];
    const pod = { namespace: 'default', name: 'worker-1' };
    const writeLine = (line: string) => lines.push(line);
    const container = startContainer({ pod, container: 'worker', image: 'acme/worker', ports: [], endsByItself: false, writeLine });
    container.kill();
    expect(await container.exited).toEqual({ exitCode: 137, reason: 'Error' });
    expect(lines[0]).toContain('acme/worker');
  });

  test('succeeds at once where others wait for its end', async () => {
    const lines: string[] = [];
    const pod = { namespace: 'default', name: 'job-1' };
    const writeLine = (line: string) => lines.push(line);
    const container = startContainer({ pod, container: 'main', image: 'acme/job', ports: [], endsByItself: true, writeLine });
    expect(await container.exited).toEqual({ exitCode: 0, reason: 'Completed' });
    expect(lines).toEqual(['generic program: stands for acme/job, does nothing and succeeds.']);
  });
});

function simulator(words: string[]) {
  const main = fileURLToPath(new URL('../../../engine/simulator/main.ts', import.meta.url));
  const env = { ...process.env, SLIPWAY_SIMULATED_GPU: 'H100', SLIPWAY_SIMULATED_LOAD_SECONDS: '0' };
  const child = spawn(process.execPath, [main, ...words], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const exitCode = once(child, 'close').then(([code]) => code as number | null);
  return {
    child,
    output: () => output,
    exitCode,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exitCode;
    },
  };
}
