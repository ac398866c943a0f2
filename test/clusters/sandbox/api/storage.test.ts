import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../../clusters/sandbox/api/storage/store.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';

const object = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });

describe('the store', () => {
  it('counts one version for every change, and goes on counting after a restart', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'store.db');
    const first = openStore(file);
    first.put('things', 'a', object('a'));
    first.put('things', 'b', object('b'));
    first.remove('things', 'b');
    const { version } = first;
    first.close();

    const second = openStore(file);
    expect(second.version).toBe(version);
    expect(second.list('things').map(({ key }) => key)).toEqual(['a']);
    expect(second.put('things', 'c', object('c')).version).toBe(version + 1);
    second.close();
  });

  it('forgets changes from before a restart (410), and knows those after it', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'store.db');
    const first = openStore(file);
    first.put('things', 'a', object('a'));
    const before = first.version - 1;
    first.close();

    const second = openStore(file);
    const start = second.version;
    second.put('things', 'b', object('b'));
    expect(() => second.changesAfter('things', before)).toThrow(expect.objectContaining({ code: 410, reason: 'Expired' }));
    expect(second.changesAfter('things', start).map(({ type, entry }) => [type, entry.key])).toEqual([['ADDED', 'b']]);
    second.close();
  });

  it('bounds what it remembers', () => {
    const store = openStore(':memory:');
    for (let count = 0; count < 9000; count++) store.put('things', 'a', object('a'));
    expect(() => store.changesAfter('things', 1)).toThrow(expect.objectContaining({ code: 410 }));
    expect(store.changesAfter('things', store.version - 1000)).toHaveLength(1000);
    store.close();
  });

  it('keeps every write that was answered when the process is killed', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'store.db');
    const module = new URL('../../../../clusters/sandbox/api/storage/store.ts', import.meta.url).href;
    const script = `
      const { openStore } = await import(${JSON.stringify(module)});
      const store = openStore(${JSON.stringify(file)});
      for (let index = 0; index < 100; index++) store.put('things', 'key-' + index, ${JSON.stringify(object('x'))});
      process.kill(process.pid, 'SIGKILL');
    `;
    await expect(promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])).rejects.toMatchObject({ signal: 'SIGKILL' });
    const store = openStore(file);
    expect(store.list('things')).toHaveLength(100);
    store.close();
  });
});
