import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { holdProcessLock } from '../../../../engine/store/process-locks.ts';
import { openStore } from '../../../../engine/store/store.ts';
import { eventually } from '../../../helpers/eventually.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';
import { flowWorld } from './flow-world.ts';
import { flowProgram } from './running-program.ts';

const steps = ['first', 'second', 'third'] as const;
const madeIn = (folder: string) => steps.filter((step) => existsSync(join(folder, `${step}.made`)));
const attemptsIn = (folder: string) => readFileSync(join(folder, 'attempts'), 'utf8').trim().split('\n');

describe('a flow whose process was killed', () => {
  it.each([
    ['first', ['first', 'first', 'second', 'third']],
    ['second', ['first', 'second', 'second', 'third']],
    ['third', ['first', 'second', 'third', 'third']],
  ] as const)('in the step "%s" is offered by the next process, which completes it from there', async (step, attempts) => {
    await using folder = await temporaryFolder();
    await using killed = flowProgram(folder.path, 'start', step);
    await killed.said(step);
    await killed.kill();

    await using next = flowProgram(folder.path, 'resume');
    await next.said('done');
    expect(await next.exited).toBe(0);
    expect(attemptsIn(folder.path)).toEqual(attempts);
    expect(madeIn(folder.path)).toEqual([...steps]);
  });

  it.each(steps)('in the step "%s" is cleaned up by the next process, which leaves nothing', async (step) => {
    await using folder = await temporaryFolder();
    await using killed = flowProgram(folder.path, 'start', step);
    await killed.said(step);
    await killed.kill();
    expect(madeIn(folder.path)).toContain(step);

    await using next = flowProgram(folder.path, 'cleanUp');
    await next.said('cancelled');
    expect(await next.exited).toBe(0);
    expect(madeIn(folder.path)).toEqual([]);
  });

  it('while it cleaned up is cleaned up again', async () => {
    await using folder = await temporaryFolder();
    await using killed = flowProgram(folder.path, 'start', 'third');
    await killed.said('third');
    await killed.kill();
    await using again = flowProgram(folder.path, 'cleanUp', 'clean');
    await again.said('clean');
    await again.kill();

    await using next = flowProgram(folder.path, 'cleanUp');
    await next.said('cancelled');
    expect(madeIn(folder.path)).toEqual([]);
  });

  it('frees its cluster for another one', async () => {
    await using folder = await temporaryFolder();
    await using killed = flowProgram(folder.path, 'start', 'second');
    await killed.said('second');
    await killed.kill();
    const store = openStore(join(folder.path, 'store.db'));
    using lock = holdProcessLock(join(folder.path, 'processes'), 'this');
    await using flows = flowWorld({ store, owner: lock.id, ownerAlive: lock.isAlive });
    const { flow } = await flows.start('cluster.create', { name: 'dev' });
    await eventually(async () => (await flows.list()).find(({ id }) => id === flow)?.state === 'done');
    await flows.close();
    store.close();
  });
});

describe('a flow of another process that lives', () => {
  it('is seen as it goes on, is not ended from here, and is seen to be interrupted once that process is killed', async () => {
    await using folder = await temporaryFolder();
    const store = openStore(join(folder.path, 'store.db'));
    using lock = holdProcessLock(join(folder.path, 'processes'), 'this');
    await using flows = flowWorld({ store, owner: lock.id, ownerAlive: lock.isAlive });
    const ending = new AbortController();
    const seen: string[] = [];
    const ends: string[] = [];
    flows.onEnded(({ state }) => ends.push(state));
    const watching = (async () => {
      for await (const [flow] of flows.watchList(ending.signal)) if (flow) seen.push(flow.state);
    })();

    await using other = flowProgram(folder.path, 'start', 'second');
    await other.said('second');
    await eventually(() => seen.includes('running'));
    const [view] = await flows.list();
    expect(view?.can).toEqual({ cancel: false, resume: false, cleanUp: false, dismiss: false });
    await expect(flows.cancel('flow')).rejects.toMatchObject({
      code: 'conflict',
      message: '"Make dev" (task flow) is run by another process of Slipway, and only that one can end it.',
    });
    await expect(flows.start('cluster.create', { name: 'dev' })).rejects.toMatchObject({ code: 'conflict' });

    await other.kill();
    await eventually(() => seen.at(-1) === 'interrupted');
    expect(ends).toEqual(['interrupted']);
    expect((await flows.cancel('flow')).state).toBe('cancelled');
    ending.abort();
    await watching;
    await flows.close();
    store.close();
  });
});
