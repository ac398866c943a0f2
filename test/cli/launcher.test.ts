import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { eventually } from '../helpers/eventually.ts';
import { isAlive } from '../helpers/is-alive.ts';
import { runningServe } from '../helpers/running-serve.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

it('a command ends with its launcher, even when that is killed', async () => {
  await using folder = await temporaryFolder();
  await using serve = await runningServe(folder.path);
  const words = ['cli/slipway.mjs', 'port-forward', 'service/kubernetes', '443', '-n', 'default', '--json'];
  const launcher = spawn(process.execPath, words, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, SLIPWAY_DATA_DIR: folder.path },
  });
  await once(createInterface({ input: launcher.stdout }), 'line');
  const child = await childOf(launcher.pid ?? 0);
  // It goes on by itself for as long as another command takes.
  await serve.slipway(['status']);
  expect(isAlive(child)).toBe(true);
  launcher.kill('SIGKILL');
  await eventually(() => !isAlive(child));
});

/** The one process that it started. */
async function childOf(pid: number): Promise<number> {
  return Number((await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim());
}
