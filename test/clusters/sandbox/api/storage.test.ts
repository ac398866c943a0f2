import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { textWithoutKind } from '../../../../clusters/sandbox/api/storage/entry.ts';
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

  it('bounds what it remembers of large objects', () => {
    const store = openStore(':memory:');
    const large = () => ({ ...object('a'), data: { padding: 'x'.repeat(1024 * 1024) } });
    for (let count = 0; count < 20; count++) store.put('things', 'a', large());
    expect(() => store.changesAfter('things', 1)).toThrow(expect.objectContaining({ code: 410 }));
    expect(store.changesAfter('things', store.version - 3)).toHaveLength(3);
    store.close();
  });

  it('knows what a bucket was at an earlier version', () => {
    const store = openStore(':memory:');
    for (const name of ['c', 'a', 'b']) store.put('things', name, object(name));
    const { version } = store;
    store.put('things', 'b', { ...object('b'), data: 'changed' });
    store.remove('things', 'a');
    store.put('things', 'a', object('a'));
    store.put('things', 'd', object('d'));
    const keys = (entries: readonly { key: string }[] | undefined) => entries?.map(({ key }) => key);
    expect(keys(store.list('things'))).toEqual(['a', 'b', 'c', 'd']);
    expect(keys(store.listAt('things', version))).toEqual(['a', 'b', 'c']);
    expect(store.listAt('things', version)?.map(({ version: of }) => of)).toEqual([version - 1, version, version - 2]);
    expect(keys(store.listAt('things', version - 2))).toEqual(['c']);
    store.close();
  });

  it('gives lists that do not change in the hands of a reader', () => {
    const store = openStore(':memory:');
    store.put('things', 'b', object('b'));
    const list = store.list('things');
    store.put('things', 'a', object('a'));
    store.put('things', 'b', { ...object('b'), data: 'changed' });
    store.remove('things', 'b');
    expect(list.map(({ key, object: { data } }) => [key, data])).toEqual([['b', undefined]]);
    store.close();
  });

  it('has no past for a kind that begins to exist', () => {
    const store = openStore(':memory:');
    store.put('things', 'a', object('a'));
    store.begin('things');
    expect(() => store.changesAfter('things', store.version - 1)).toThrow(expect.objectContaining({ code: 410 }));
    expect(store.listAt('things', store.version - 1)).toBeUndefined();
    expect(store.listAt('things', store.version)).toHaveLength(1);
    store.close();
  });

  it('reads what an earlier release wrote in another order of fields', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'store.db');
    openStore(file).close();
    const database = new DatabaseSync(file);
    const text = '{"metadata":{"name":"a","resourceVersion":"1"},"apiVersion":"v1","data":{"b":"c"},"kind":"ConfigMap"}';
    database.prepare('INSERT INTO objects (bucket, key, text) VALUES (?, ?, ?)').run('things', 'a', text);
    database.close();
    const store = openStore(file);
    const [entry] = store.list('things');
    expect(entry?.text).toBe('{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a","resourceVersion":"1"},"data":{"b":"c"}}');
    expect(entry && textWithoutKind(entry)).toBe('{"metadata":{"name":"a","resourceVersion":"1"},"data":{"b":"c"}}');
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
