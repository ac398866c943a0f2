/** A stand-in for the kind program, because the real one does not print on demand, nor start children that will not end. */
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../clusters/clock.ts';
import { isRunning, type ProcessIdentity } from '../../../../clusters/kind/provider/processes.ts';
import { type KindProgram, kindProgram, runKind } from '../../../../clusters/kind/provider/run-kind.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';

const engine = { kind: 'docker', host: 'unix:///run/other.sock' } as Parameters<typeof kindProgram>[1];

async function standIn(folder: string, script: string): Promise<KindProgram> {
  const path = join(folder, 'kind');
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return kindProgram(path, engine, { PATH: '/usr/bin:/bin', KIND_CLUSTER_NAME: 'other', KEPT: 'yes' }, systemClock);
}

describe('running kind', () => {
  it('gives its answer, and every line of both streams, each stream in its order', async () => {
    await using folder = await temporaryFolder();
    const kind = await standIn(
      folder.path,
      'echo " • Preparing nodes 📦   ..." >&2; sleep 0.1; echo "the answer"; sleep 0.1; echo "$@" >&2',
    );
    const told: string[] = [];
    const answer = await runKind(kind, ['get', 'a b; c'], { onLine: (line) => told.push(line) });
    expect(answer).toEqual({ succeeded: true, output: 'the answer', lines: told });
    expect(told.filter((line) => line !== 'the answer')).toEqual([' • Preparing nodes 📦   ...', 'get a b; c']);
    expect(told).toContain('the answer');
  });

  it('has it speak with the engine that was found, finding its command line, under no other name', async () => {
    await using folder = await temporaryFolder();
    const kind = await standIn(folder.path, 'echo "$DOCKER_HOST $KEPT [$KIND_CLUSTER_NAME] $PATH"');
    const { output } = await runKind(kind, []);
    expect(output).toMatch(/^unix:\/\/\/run\/other\.sock yes \[\] \/usr\/bin:\/bin:/);
    expect(output.split(' ').at(-1)?.split(':')).toEqual(expect.arrayContaining(['/usr/bin', '/usr/local/bin']));
  });

  it('tells of a failure without rejecting', async () => {
    await using folder = await temporaryFolder();
    const kind = await standIn(folder.path, 'echo "ERROR: no" >&2; exit 1');
    expect(await runKind(kind, [])).toEqual({ succeeded: false, output: '', lines: ['ERROR: no'] });
  });

  it('tells why a program does not start', async () => {
    await using folder = await temporaryFolder();
    const answer = await runKind(kindProgram(join(folder.path, 'absent'), engine, {}, systemClock), []);
    expect(answer).toMatchObject({ succeeded: false, lines: [expect.stringMatching(/^ERROR: .*ENOENT/)] });
  });

  it('called off, ends it and what it started, and only then rejects', async () => {
    await using folder = await temporaryFolder();
    // The child lives on when its parent ends, as a `docker run` does.
    const kind = await standIn(folder.path, 'sh -c "trap : TERM; sleep 60" >/dev/null 2>&1 & echo $!; wait');
    const end = new AbortController();
    let child = 0;
    let identity: ProcessIdentity | undefined;
    const run = runKind(kind, [], {
      signal: end.signal,
      onStart: async (started) => {
        identity = started;
      },
      onLine: (line) => {
        child = Number(line);
        end.abort(new Error('enough'));
      },
    });
    await expect(run).rejects.toThrow('enough');
    expect(identity && (await isRunning(identity))).toBe(false);
    expect(child).toBeGreaterThan(1);
    expect(await isRunning({ pid: child })).toBe(false);
  }, 20_000);

  it('waits for what it started and did not wait for itself', async () => {
    await using folder = await temporaryFolder();
    const kind = await standIn(folder.path, 'sh -c "sleep 1" >/dev/null 2>&1 & echo $!; exit 1');
    const { succeeded, output } = await runKind(kind, []);
    expect([succeeded, await isRunning({ pid: Number(output) })]).toEqual([false, false]);
  });

  it('does not begin when it was called off before', async () => {
    await using folder = await temporaryFolder();
    const kind = await standIn(folder.path, `touch ${join(folder.path, 'began')}`);
    await expect(runKind(kind, [], { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
  });

  it('ends it when its start cannot be written down', async () => {
    await using folder = await temporaryFolder();
    const kind = await standIn(folder.path, 'exec sleep 60');
    let identity: ProcessIdentity | undefined;
    const onStart = async (started: ProcessIdentity) => {
      identity = started;
      throw new Error('disk full');
    };
    await expect(runKind(kind, [], { onStart })).rejects.toThrow('disk full');
    expect(identity && (await isRunning(identity))).toBe(false);
  });
});

describe.runIf(process.platform === 'linux')('a process', () => {
  it('is told from a later one of the same number', async () => {
    const me = { pid: process.pid, started: '1' };
    expect(await isRunning(me)).toBe(false);
    expect(await isRunning({ pid: process.pid })).toBe(true);
  });
});
