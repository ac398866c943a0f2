import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ExecOptions } from '../../../../clusters/exec-session.ts';
import { whyNoProgram } from '../../../../clusters/sandbox/node/exec/program.ts';
import { runCommand } from '../../../../clusters/sandbox/node/exec/run-command.ts';
import { startOnPlainTerminal } from '../../../../clusters/sandbox/node/exec/start-on-plain-terminal.ts';
import { createRunningContainers } from '../../../../clusters/sandbox/node/running-containers.ts';
import { eventually } from '../../../helpers/eventually.ts';
import { isAlive } from '../../../helpers/is-alive.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';

const start = {
  pod: { namespace: 'default', name: 'one', uid: 'one' },
  container: 'main',
  image: 'node',
  command: [],
  args: [],
  env: { COLOUR: 'red' },
  ports: [{ containerPort: 80, hostPort: 4080 }],
  mounts: {},
  endsByItself: false,
};

/** A container that goes on until it is told. */
function container() {
  const ending = new AbortController();
  return { present: { start, ended: ending.signal }, end: () => ending.abort() };
}

function run(options: ExecOptions) {
  return runCommand(container().present, options);
}

describe.skipIf(process.platform === 'win32')('a command in a container', () => {
  it("has the container's environment and ports, and the pod's name for the machine's", async () => {
    const session = run({ command: ['sh', '-c', 'echo $COLOUR $SLIPWAY_PORT_80 $HOSTNAME'] });
    expect(await text(session.stdout)).toBe('red 4080 one\n');
  });

  it('keeps what it wrote when it ended before anyone read', async () => {
    const session = run({ command: ['sh', '-c', 'echo out; echo err >&2'] });
    expect(await session.exited).toEqual({ code: 0 });
    expect([await text(session.stdout), session.stderr && (await text(session.stderr))]).toEqual(['out\n', 'err\n']);
  });

  it('is killed with its container, and everything that it started', async () => {
    const { present, end } = container();
    const session = runCommand(present, { command: ['sh', '-c', 'sleep 1000 & echo $! $$; wait'] });
    const [line] = (await once(createInterface({ input: session.stdout }), 'line')) as [string];
    end();
    expect(await session.exited).toEqual({ code: 137 });
    await eventually(() => line.split(' ').every((pid) => !isAlive(Number(pid))));
  });

  it('does not begin in a container that has just ended', async () => {
    const { present, end } = container();
    end();
    expect(await runCommand(present, { command: ['sleep', '1000'] }).exited).toEqual({ code: 137 });
  });

  it('takes what it started in the background with it', async () => {
    const session = run({ command: ['sh', '-c', 'sleep 1000 > /dev/null 2>&1 & echo $!'] });
    expect(await session.exited).toEqual({ code: 0 });
    const pid = Number(await text(session.stdout));
    await eventually(() => !isAlive(pid));
  });

  it('ends when everything of Slipway is killed at once', async () => {
    const host = spawn(process.execPath, [fileURLToPath(new URL('./fixtures/hold-exec.ts', import.meta.url))], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [pid] = (await once(createInterface({ input: host.stdout }), 'line')) as [string];
    host.kill('SIGKILL');
    await eventually(() => !isAlive(Number(pid)));
  });

  it.skipIf(process.platform !== 'linux')('on a terminal: kills it there too', async () => {
    const session = run({ command: ['sh', '-c', 'echo $$; exec sleep 1000'], tty: true, stdin: true });
    const [line] = (await once(createInterface({ input: session.stdout }), 'line')) as [string];
    session.close();
    await session.exited;
    await eventually(() => !isAlive(Number(line)));
  });
});

it.skipIf(process.platform === 'win32')('without terminals on the machine: echoes, ends lines as typed, and has one output', async () => {
  const command = ['sh', '-c', 'read word; echo "got $word"; echo err >&2'];
  const started = startOnPlainTerminal({ command, environment: { PATH: process.env['PATH'] }, stdin: true });
  started.stdin?.write('hi\r');
  const shown = await text(started.stdout);
  expect(started.stderr).toBeUndefined();
  expect(shown.split('\r\n').toSorted()).toEqual(['', 'err', 'got hi', 'hi']);
  expect(await started.exited).toBe(0);
});

it('says why a program cannot be run', async () => {
  await using folder = await temporaryFolder();
  const [tool, note] = [join(folder.path, 'tool'), join(folder.path, 'note')];
  await writeFile(tool, '#!/bin/sh\n');
  await writeFile(note, 'text');
  await chmod(tool, 0o755);
  expect(whyNoProgram('tool', `/nowhere:${folder.path}`)).toBeUndefined();
  expect(whyNoProgram(tool, undefined)).toBeUndefined();
  expect(whyNoProgram('note', folder.path)).toBe('exec: "note": executable file not found in $PATH');
  expect(whyNoProgram(note, folder.path)).toBe(`exec: "${note}": permission denied`);
  expect(whyNoProgram(folder.path, folder.path)).toBe(`exec: "${folder.path}": is a directory`);
  expect(whyNoProgram('/no/such', folder.path)).toBe('exec: "/no/such": stat /no/such: no such file or directory');
  expect(whyNoProgram('', folder.path)).toBe('exec: "": executable file not found in $PATH');
});

it('knows a container that was started again, when the end of the run before is told late', async () => {
  const running = createRunningContainers();
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  running.add('uid', start, first.promise);
  const before = running.find('uid', 'main');
  running.add('uid', start, second.promise);
  first.resolve();
  await first.promise;
  expect(before?.ended.aborted).toBe(true);
  expect(running.find('uid', 'main')?.ended.aborted).toBe(false);
  second.resolve();
  await second.promise;
  expect(running.find('uid', 'main')).toBeUndefined();
});
