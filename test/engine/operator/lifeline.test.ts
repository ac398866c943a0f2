import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { eventually } from '../../helpers/eventually.ts';
import { kubeconfigFor } from '../../helpers/scripted-api-server.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const program = fileURLToPath(new URL('../../../engine/operator/main.ts', import.meta.url));

/** Beside a cluster that does not answer: it goes on trying, until it is told to end. */
async function operatorWith(flags: string[]) {
  const folder = await temporaryFolder();
  const kubeconfig = join(folder.path, 'kubeconfig');
  await writeFile(kubeconfig, kubeconfigFor('https://127.0.0.1:9'));
  const child = spawn(process.execPath, [program, '--kubeconfig', kubeconfig, '--metrics-port', '0', ...flags]);
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  const exited = once(child, 'close').then(([code]) => code as number | null);
  return {
    child,
    said: () => said,
    exited,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exited;
      await folder[Symbol.asyncDispose]();
    },
  };
}

test('an operator with a lifeline ends in order when its parent does', async () => {
  await using operator = await operatorWith(['--lifeline', '--context', 'scripted']);
  await eventually(() => operator.said().includes('metrics and health are served'), { timeoutMs: 20_000 });
  operator.child.stdin.end();
  expect(await operator.exited).toBe(0);
});

test('an operator with a lifeline ends by SIGTERM too, while its parent lives on', async () => {
  await using operator = await operatorWith(['--lifeline']);
  await eventually(() => operator.said().includes('metrics and health are served'), { timeoutMs: 20_000 });
  operator.child.kill('SIGTERM');
  expect(await operator.exited).toBe(0);
});

test('an operator without one goes on when nobody is at its standard input', async () => {
  await using operator = await operatorWith([]);
  operator.child.stdin.end();
  await eventually(() => operator.said().includes('metrics and health are served'), { timeoutMs: 20_000 });
  expect(operator.child.exitCode).toBeNull();
});

test('an operator says that the kubeconfig has no such context, and waits for one', async () => {
  await using operator = await operatorWith(['--context', 'elsewhere']);
  const sentence = 'has no context \\"elsewhere\\". Choose one of: scripted.';
  await eventually(() => operator.said().includes(sentence), { timeoutMs: 20_000 });
});
