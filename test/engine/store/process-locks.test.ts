import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, utimesSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { holdProcessLock } from '../../../engine/store/process-locks.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const source = fileURLToPath(new URL('../../../engine/store/process-locks.ts', import.meta.url));

/** Another process that holds a lock until it is killed. */
async function holder(folder: string, id: string) {
  const code = `const { holdProcessLock } = await import(${JSON.stringify(source)}); globalThis.held = holdProcessLock(${JSON.stringify(folder)}, ${JSON.stringify(id)}); console.log('held'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return {
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'close');
    },
  };
}

describe('the lock of a process', () => {
  it('says that another process lives until it is killed, and leaves nothing of it', async () => {
    await using folder = await temporaryFolder();
    using own = holdProcessLock(folder.path, 'own');
    const other = await holder(folder.path, 'other');
    expect(own.isAlive('other')).toBe(true);
    expect(own.isAlive('other')).toBe(true);
    await other.kill();
    expect(own.isAlive('other')).toBe(false);
    expect(readdirSync(folder.path).filter((name) => name.startsWith('other'))).toEqual([]);
  });

  it('says that a process lives, itself included, for as long as it holds its lock', async () => {
    await using folder = await temporaryFolder();
    const one = holdProcessLock(folder.path, 'one');
    using two = holdProcessLock(folder.path, 'two');
    expect([one.isAlive('one'), two.isAlive('one'), one.isAlive('two')]).toEqual([true, true, true]);
    one[Symbol.dispose]();
    expect([one.isAlive('one'), two.isAlive('one')]).toEqual([false, false]);
    expect(existsSync(`${folder.path}/one.lock`)).toBe(false);
  });

  it('takes away what killed processes have left long ago, and nothing of those that live or have just begun', async () => {
    await using folder = await temporaryFolder();
    const [dead, young] = [await holder(folder.path, 'dead'), await holder(folder.path, 'young')];
    using alive = holdProcessLock(folder.path, 'alive');
    for (const other of [dead, young]) await other.kill();
    const hourAgo = new Date(Date.now() - 3_600_000);
    for (const id of ['dead', 'alive']) utimesSync(`${folder.path}/${id}.lock`, hourAgo, hourAgo);
    using own = holdProcessLock(folder.path, 'own');
    const left = readdirSync(folder.path).filter((name) => name.endsWith('.lock'));
    expect(left.sort()).toEqual(['alive.lock', 'own.lock', 'young.lock']);
    expect(own.isAlive(alive.id)).toBe(true);
  });

  it('knows nothing of names that nobody has had', async () => {
    await using folder = await temporaryFolder();
    using own = holdProcessLock(folder.path, 'own');
    expect(own.isAlive('../never/there')).toBe(false);
  });

  it('is held by one process', async () => {
    await using folder = await temporaryFolder();
    using _own = holdProcessLock(folder.path, 'own');
    expect(() => holdProcessLock(folder.path, 'own')).toThrow('the process lock own is held already');
  });
});
