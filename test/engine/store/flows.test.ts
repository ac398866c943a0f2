import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FlowRecord } from '../../../engine/store/flow-record.ts';
import { openStore } from '../../../engine/store/store.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const flow = (id: string, more: Partial<FlowRecord> = {}): FlowRecord => ({
  id,
  kind: 'cluster.create',
  cluster: id,
  state: 'running',
  owner: 'me',
  input: { name: id },
  snapshot: { value: 'one', context: { made: ['a'] } },
  progress: { title: `Make ${id}`, steps: [], fraction: 0.5, message: 'half', error: null, startedAt: 1, endedAt: null },
  ...more,
});
const lines = (...texts: string[]) => texts.map((text, index) => ({ at: index, step: index === 0 ? null : 'first', text }));

describe('flows in the store', () => {
  it('are the same after a reopening, with their log', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'store.db');
    const first = openStore(file);
    first.flows.add(flow('dev', { snapshot: null }));
    first.flows.save(flow('dev'), lines('a', 'b'));
    first.close();
    const second = openStore(file);
    expect(second.flows.find('dev')).toEqual(flow('dev'));
    expect(second.flows.log('dev', 0, 10)).toEqual([
      { sequence: 1, line: { at: 0, step: null, text: 'a' } },
      { sequence: 2, line: { at: 1, step: 'first', text: 'b' } },
    ]);
    expect(second.flows.log('dev', 1, 10)).toHaveLength(1);
    second.close();
  });

  it('are one at a time for a cluster, over all processes that share the store', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'store.db');
    const [one, other] = [openStore(file), openStore(file)];
    expect(one.flows.add(flow('a', { cluster: 'dev' }))).toBeUndefined();
    expect(other.flows.add(flow('b', { cluster: 'dev', owner: 'you' }))).toMatchObject({ id: 'a' });
    expect(other.flows.add(flow('c', { cluster: null, owner: 'you' }))).toBeUndefined();
    one.flows.save(flow('a', { cluster: 'dev', state: 'done' }), []);
    expect(other.flows.add(flow('b', { cluster: 'dev', owner: 'you' }))).toBeUndefined();
    one.close();
    other.close();
  });

  it('are taken up by one of several who ask, and by none while another of the cluster is under way', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'store.db');
    const [one, other] = [openStore(file), openStore(file)];
    for (const id of ['a', 'b']) one.flows.add(flow(id, { state: 'interrupted', cluster: 'dev' }));
    expect(one.flows.claim('a', { owner: 'one', state: 'running' })).toBeUndefined();
    expect(other.flows.claim('a', { owner: 'other', state: 'running' })).toBe('gone');
    expect(one.flows.find('a')).toMatchObject({ owner: 'one', state: 'running' });
    expect(other.flows.claim('b', { owner: 'other', state: 'running' })).toMatchObject({ id: 'a' });
    one.close();
    other.close();
  });

  it('are written by their owner alone', () => {
    const store = openStore(':memory:');
    store.flows.add(flow('a', { owner: 'new owner' }));
    store.flows.save(flow('a', { owner: 'old owner', state: 'done' }), []);
    expect(store.flows.find('a')?.state).toBe('running');
    store.close();
  });

  it('are interrupted only while they are under way and of that owner', () => {
    const store = openStore(':memory:');
    store.flows.add(flow('a', { state: 'done' }));
    store.flows.add(flow('b'));
    for (const id of ['a', 'b']) store.flows.interrupt(id, 'another');
    expect(store.flows.find('b')?.state).toBe('running');
    for (const id of ['a', 'b']) store.flows.interrupt(id, 'me');
    expect(store.flows.list().map(({ id, state }) => `${id} ${state}`)).toEqual(['b interrupted', 'a done']);
    store.close();
  });

  it('keep the last 5,000 lines of their log, numbered on', () => {
    const store = openStore(':memory:');
    store.flows.add(flow('a'));
    for (let part = 0; part < 6; part++) {
      store.flows.save(
        flow('a'),
        Array.from({ length: 1_000 }, (_, index) => ({ at: 0, step: null, text: `${part * 1_000 + index + 1}` })),
      );
    }
    const kept = store.flows.log('a', 0, 10_000);
    expect(kept).toHaveLength(5_000);
    expect(kept[0]).toMatchObject({ sequence: 1_001, line: { text: '1001' } });
    expect(kept.at(-1)).toMatchObject({ sequence: 6_000, line: { text: '6000' } });
    store.close();
  });

  it('are latest first, and of those that have ended the last hundred are kept', () => {
    const store = openStore(':memory:');
    store.flows.add(flow('old', { state: 'interrupted' }));
    for (let index = 1; index <= 150; index++) {
      const ended = flow(`f${index}`, { state: 'done' });
      store.flows.add({ ...ended, progress: { ...ended.progress, startedAt: 1 + index } });
    }
    const list = store.flows.list();
    expect(list[0]?.id).toBe('f150');
    expect(list).toHaveLength(101);
    expect(list.at(-1)?.id).toBe('old');
    store.close();
  });

  it('tell whether another process has written', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'store.db');
    const [one, other] = [openStore(file), openStore(file)];
    const before = one.flows.foreignChanges();
    one.flows.add(flow('own'));
    expect(one.flows.foreignChanges()).toBe(before);
    other.flows.add(flow('theirs'));
    expect(one.flows.foreignChanges()).not.toBe(before);
    one.close();
    other.close();
  });
});
