import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { pods } from '../../../../clusters/kinds.ts';
import { startContainer } from '../../../../clusters/sandbox/node/command-container.ts';
import { eventually } from '../../../helpers/eventually.ts';
import { isAlive } from '../../../helpers/is-alive.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';
import { runningMachinery } from '../running-machinery.ts';
import { inDefault, webPod } from '../workloads.ts';

/** Stays, and starts another that stays; both say their process id. */
const staysWithAnother = `console.log(process.pid);
if (!process.env.SECOND) require('node:child_process').spawn(process.execPath, ['-e', process.env.SCRIPT], { stdio: 'inherit', env: { ...process.env, SECOND: '1' } });
setInterval(() => {}, 1000);`;

describe('a container that is a command', () => {
  it.skipIf(process.platform === 'win32')(
    'does not outlive the process that holds it, killed with SIGKILL, and so never runs twice',
    async () => {
      await using folder = await temporaryFolder();
      await using running = await runningMachinery(folder.path);
      const { cluster, machinery } = running;
      const env = [{ name: 'SCRIPT', value: staysWithAnother }];
      await cluster.create(
        pods,
        webPod('one', { image: 'node', args: ['-e', '$(SCRIPT)'], env, ports: [], readinessProbe: { exec: { command: ['true'] } } }),
      );
      const first = await eventually(() => processesOf(0));
      for (const { pid } of machinery.agent.processes()) process.kill(pid, 'SIGKILL');

      const second = await eventually(() => processesOf(1));
      await eventually(() => first.every((pid) => !isAlive(pid)));
      expect(second.every(isAlive)).toBe(true);

      async function processesOf(restartCount: number): Promise<number[] | undefined> {
        const { status } = await cluster.get(pods, inDefault('one'));
        if (status?.containerStatuses?.[0]?.restartCount !== restartCount) return undefined;
        const lines: string[] = [];
        for await (const line of cluster.logs(inDefault('one'), {})) lines.push(line);
        return lines.length === 2 ? lines.map(Number) : undefined;
      }
    },
  );

  it.skipIf(process.platform === 'win32')('takes with it what it started when it ends', async () => {
    const lines: string[] = [];
    const script = `${staysWithAnother} setTimeout(() => process.exit(process.env.SECOND ? 1 : 7), process.env.SECOND ? 1e6 : 300);`;
    const container = startContainer({
      pod: { namespace: 'default', name: 'one', uid: 'one' },
      container: 'main',
      image: 'node',
      command: [process.execPath],
      args: ['-e', script],
      env: { SCRIPT: script },
      ports: [],
      mounts: {},
      endsByItself: false,
      writeLine: (line) => lines.push(line),
    });
    expect(await container.exited).toEqual({ exitCode: 7, reason: 'Error' });
    expect(lines).toHaveLength(2);
    await eventually(() => lines.every((pid) => !isAlive(Number(pid))));
  });

  it.skipIf(process.platform === 'win32')('ends when everything of Slipway is killed at once', async () => {
    const host = spawn(process.execPath, [fileURLToPath(new URL('./fixtures/hold-command.ts', import.meta.url))], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [pid] = (await once(createInterface({ input: host.stdout }), 'line')) as [string];
    host.kill('SIGKILL');
    await eventually(() => !isAlive(Number(pid)));
  });
});
