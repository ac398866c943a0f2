import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../../../clusters/provider.ts';
import { SlipwayError } from '../../../../engine/contract/errors.ts';
import { flowView } from '../../../../engine/contract/views/flow.ts';
import { openStore } from '../../../../engine/store/store.ts';
import { eventually } from '../../../helpers/eventually.ts';
import { flowWorld } from './flow-world.ts';
import { held } from './held.ts';

const never = new AbortController().signal;

async function ended(flows: ReturnType<typeof flowWorld>, id: string) {
  return eventually(async () => {
    const view = (await flows.list()).find((each) => each.id === id);
    return view && view.endedAt !== null ? view : undefined;
  });
}

describe('a flow', () => {
  it('runs through its steps, and is done', async () => {
    await using flows = flowWorld({ store: openStore(':memory:') });
    const { flow } = await flows.start('cluster.create', { name: 'dev' });
    const view = await ended(flows, flow);
    expect(view).toMatchObject({ id: flow, title: 'Make dev', cluster: 'dev', state: 'done', fraction: 1, error: null });
    expect(view.steps.map(({ id, state }) => `${id} ${state}`)).toEqual(['first done', 'second done', 'third done']);
    expect(view.can).toEqual({ cancel: false, resume: false, cleanUp: false, dismiss: true });
  });

  it('shows where it is: the step, what it says, and how much of the whole lies behind it', async () => {
    const second = held();
    await using flows = flowWorld({
      store: openStore(':memory:'),
      effects: {
        second: async (tools, signal, context) => {
          tools.progress({ message: 'half of the second', fraction: 0.5 });
          await second.effect(tools, signal, context);
        },
      },
    });
    await flows.start('cluster.create', { name: 'dev' });
    await second.begun;
    const [view] = await flows.list();
    expect(view).toMatchObject({ state: 'running', message: 'half of the second', fraction: 0.5 });
    expect(view?.steps.map(({ state, message }) => [state, message])).toEqual([
      ['done', null],
      ['running', 'half of the second'],
      ['waiting', null],
    ]);
    second.letGo();
  });

  it('that fails says where, why and what to do, and keeps the problems that a machine does not', async () => {
    const failure = new SlipwayError('refused', 'It does not fit.', {
      fix: 'Make room.',
      problems: [{ field: 'nodes', message: 'too many' }],
    });
    await using flows = flowWorld({ store: openStore(':memory:'), effects: { second: () => Promise.reject(failure) } });
    const { flow } = await flows.start('cluster.create', { name: 'dev' });
    const view = await ended(flows, flow);
    expect(flowView.parse(view)).toEqual(view);
    expect(view.state).toBe('failed');
    expect(view.error).toEqual({
      code: 'refused',
      message: 'It does not fit.',
      fix: 'Make room.',
      problems: [{ field: 'nodes', message: 'too many' }],
    });
    expect(view.steps.map(({ state }) => state)).toEqual(['done', 'failed', 'waiting']);
    expect(view.can).toEqual({ cancel: false, resume: true, cleanUp: true, dismiss: true });
  });

  it("that fails keeps a provider's sentence and fix", async () => {
    const failure = new ProviderError('Unusable', 'Docker does not answer.', { fix: 'Start it.' });
    await using flows = flowWorld({ store: openStore(':memory:'), effects: { first: () => Promise.reject(failure) } });
    const { flow } = await flows.start('cluster.create', { name: 'dev' });
    expect((await ended(flows, flow)).error).toEqual({
      code: 'not_ready',
      message: 'Docker does not answer.',
      fix: 'Start it.',
      problems: [],
    });
  });

  it('that failed is resumed at the step that failed, with what was made before', async () => {
    let attempts = 0;
    let made: string[] = [];
    await using flows = flowWorld({
      store: openStore(':memory:'),
      effects: {
        second: () => (++attempts === 1 ? Promise.reject(new Error('once')) : Promise.resolve()),
        third: async (_tools, _signal, context) => {
          made = context.made;
        },
      },
    });
    const { flow } = await flows.start('cluster.create', { name: 'dev' });
    await ended(flows, flow);
    const resumed = await flows.resume(flow);
    expect(resumed).toMatchObject({ state: 'running', error: null, endedAt: null });
    expect((await ended(flows, flow)).state).toBe('done');
    expect(attempts).toBe(2);
    expect(made).toEqual(['first', 'second']);
  });

  it('that is cancelled cleans up only once what ran has really ended', async () => {
    const order: string[] = [];
    const second = held();
    await using flows = flowWorld({
      store: openStore(':memory:'),
      effects: {
        async second(tools, signal, context) {
          await second.effect(tools, signal, context).catch(async () => {
            for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
          });
          order.push('second has ended');
        },
        clean: async () => void order.push('cleaned'),
      },
    });
    const { flow } = await flows.start('cluster.create', { name: 'dev' });
    await second.begun;
    const view = await flows.cancel(flow);
    expect(view).toMatchObject({ state: 'cancelled', message: 'What was made of dev is gone.', error: null });
    expect(view.steps.map(({ id, state }) => `${id} ${state}`)).toEqual(['first done', 'second skipped', 'third skipped', 'clean done']);
    expect(order).toEqual(['second has ended', 'cleaned']);
    expect(second.aborted()).toMatchObject({ code: 'cancelled', message: '"Make dev" was cancelled.' });
  });

  it('that is cancelled before anything was made waits for what ran, and cleans nothing', async () => {
    const first = held();
    const order: string[] = [];
    await using flows = flowWorld({
      store: openStore(':memory:'),
      effects: {
        async first(tools, signal, context) {
          await first.effect(tools, signal, context).finally(() => order.push('first has ended'));
        },
        clean: async () => void order.push('cleaned'),
      },
    });
    const { flow } = await flows.start('cluster.create', { name: 'dev' });
    await first.begun;
    expect((await flows.cancel(flow)).state).toBe('cancelled');
    expect(order).toEqual(['first has ended']);
  });

  it('that failed is cleaned up after, and is cancelled then', async () => {
    let cleaned = 0;
    await using flows = flowWorld({
      store: openStore(':memory:'),
      effects: { second: () => Promise.reject(new Error('broken')), clean: async () => void cleaned++ },
    });
    const { flow } = await flows.start('cluster.create', { name: 'dev' });
    await ended(flows, flow);
    const view = await flows.cleanUp(flow);
    expect(view).toMatchObject({ state: 'cancelled', error: null });
    expect(view.steps.at(-1)).toMatchObject({ id: 'clean', state: 'done' });
    expect(cleaned).toBe(1);
  });

  it('whose cleaning up fails says why, and can be cleaned up again', async () => {
    let attempts = 0;
    await using flows = flowWorld({
      store: openStore(':memory:'),
      effects: {
        second: () => Promise.reject(new Error('broken')),
        clean: () => (++attempts === 1 ? Promise.reject(new SlipwayError('not_ready', 'It is still in use.')) : Promise.resolve()),
      },
    });
    const { flow } = await flows.start('cluster.create', { name: 'dev' });
    await ended(flows, flow);
    expect(await flows.cleanUp(flow)).toMatchObject({ state: 'failed', error: { code: 'not_ready', message: 'It is still in use.' } });
    expect((await flows.cleanUp(flow)).state).toBe('cancelled');
  });

  it('keeps its log from the beginning to the end', async () => {
    const third = held();
    await using flows = flowWorld({ store: openStore(':memory:'), effects: { third: third.effect } });
    const { flow } = await flows.start('cluster.create', { name: 'dev' });
    const lines: string[] = [];
    const reading = (async () => {
      for await (const { step, text } of flows.log(flow, never)) lines.push(`${step}: ${text}`);
    })();
    await eventually(() => lines.length === 3);
    third.letGo();
    await reading;
    expect(lines).toEqual(['first: first begins', 'second: second begins', 'third: third begins']);
  });

  it('is watched until it has ended', async () => {
    const second = held();
    await using flows = flowWorld({ store: openStore(':memory:'), effects: { second: second.effect } });
    const { flow } = await flows.start('cluster.create', { name: 'dev' });
    const states: string[] = [];
    for await (const { state } of flows.watchOne(flow, never)) {
      states.push(state);
      second.letGo();
    }
    expect(states[0]).toBe('running');
    expect(states.at(-1)).toBe('done');
  });

  it('is kept as interrupted when the process stops, with nothing cleaned up, and goes on in the next', async () => {
    const store = openStore(':memory:');
    const second = held();
    let cleaned = 0;
    const before = flowWorld({ store, owner: 'before', effects: { second: second.effect, clean: async () => void cleaned++ } });
    const { flow } = await before.start('cluster.create', { name: 'dev' });
    await second.begun;
    await before.close();
    expect(second.aborted()).toMatchObject({ code: 'cancelled', message: '"Make dev" was interrupted: Slipway is stopping.' });
    expect(cleaned).toBe(0);

    const begun: string[] = [];
    await using after = flowWorld({
      store,
      owner: 'after',
      effects: { first: async () => void begun.push('first'), second: async () => void begun.push('second') },
    });
    const [view] = await after.list();
    expect(view).toMatchObject({ state: 'interrupted', endedAt: null, can: { cancel: true, resume: true, cleanUp: true, dismiss: false } });
    expect(view?.message).toBe('The process that ran it has ended. Resume it, or have what it made removed.');
    expect(view?.steps.map(({ state }) => state)).toEqual(['done', 'waiting', 'waiting']);
    await after.resume(flow);
    expect((await ended(after, flow)).state).toBe('done');
    expect(begun).toEqual(['second']);
  });

  it('that was stopped while cleaning up goes on with that', async () => {
    const store = openStore(':memory:');
    const [second, clean] = [held(), held()];
    const before = flowWorld({ store, owner: 'before', effects: { second: second.effect, clean: clean.effect } });
    const { flow } = await before.start('cluster.create', { name: 'dev' });
    await second.begun;
    const cancelled = before.cancel(flow);
    await clean.begun;
    await before.close();
    expect((await cancelled).state).toBe('interrupted');

    await using after = flowWorld({ store, owner: 'after' });
    await after.resume(flow);
    expect((await ended(after, flow)).state).toBe('cancelled');
  });

  it('whose kept state is none of this version is not lost: it says so, and is cleaned up', async () => {
    const store = openStore(':memory:');
    const second = held();
    const before = flowWorld({ store, owner: 'before', effects: { second: second.effect } });
    const { flow } = await before.start('cluster.create', { name: 'dev' });
    await second.begun;
    const record = store.flows.find(flow);
    await before.close();
    if (!record) throw new Error('it was kept');
    store.flows.save({ ...record, state: 'interrupted', snapshot: { ...(record.snapshot as object), value: 'nowhere' } }, []);
    await using after = flowWorld({ store, owner: 'after' });
    await expect(after.resume(flow)).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringMatching(/^"Make dev" \(task .*\) cannot go on from where it stood: /),
      fix: 'Another version of Slipway may have begun it. Have what it made removed, then begin anew.',
    });
    expect((await after.list())[0]?.state).toBe('interrupted');
    expect((await after.cleanUp(flow)).state).toBe('cancelled');
  });

  it('cannot begin once the process is stopping', async () => {
    const flows = flowWorld({ store: openStore(':memory:') });
    await flows.close();
    await expect(flows.start('cluster.create', { name: 'dev' })).rejects.toMatchObject({
      code: 'cancelled',
      message: '"Make dev" cannot begin: Slipway is stopping.',
    });
  });

  it('is refused with the field that is wrong', async () => {
    await using flows = flowWorld({ store: openStore(':memory:') });
    await expect(flows.start('cluster.create', { name: '' })).rejects.toMatchObject({
      code: 'invalid_input',
      problems: [{ field: 'name', message: 'a name is needed' }],
    });
  });

  it('of a kind that this Slipway does not know is refused', async () => {
    await using flows = flowWorld({ store: openStore(':memory:') });
    await expect(flows.start('install', {})).rejects.toMatchObject({ message: 'This Slipway does not know how to do "install".' });
  });
});

describe('what is asked of flows', () => {
  it('refuses a second one for the same cluster, naming the first; other clusters are free', async () => {
    const second = held();
    await using flows = flowWorld({ store: openStore(':memory:'), effects: { second: second.effect } });
    const { flow } = await flows.start('cluster.create', { name: 'dev' });
    await expect(flows.start('cluster.create', { name: 'dev' })).rejects.toMatchObject({
      code: 'conflict',
      message: `"Make dev" cannot begin: "Make dev" is under way (task ${flow}).`,
      fix: 'Wait until it has ended, or cancel it.',
    });
    await flows.start('cluster.create', { name: 'prod' });
    second.letGo();
    await ended(flows, flow);
    await flows.start('cluster.create', { name: 'dev' });
  });

  it.each([
    ['cancel', 'cannot be cancelled: it is done.', 'Begin anew where it should be done again.'],
    ['resume', 'cannot be resumed: it is done.', 'Begin anew where it should be done again.'],
    ['cleanUp', 'cannot be cleaned up: it is done.', 'Begin anew where it should be done again.'],
  ] as const)('refuses to %s one that is done', async (action, message, fix) => {
    await using flows = flowWorld({ store: openStore(':memory:') });
    const { flow } = await flows.start('cluster.create', { name: 'dev' });
    await ended(flows, flow);
    await expect(flows[action](flow)).rejects.toMatchObject({ code: 'conflict', message: `"Make dev" (task ${flow}) ${message}`, fix });
  });

  it('refuses to dismiss one that is under way, and forgets one that has ended with its log', async () => {
    const first = held();
    const store = openStore(':memory:');
    await using flows = flowWorld({ store, effects: { first: first.effect } });
    const { flow } = await flows.start('cluster.create', { name: 'dev' });
    await expect(flows.dismiss(flow)).rejects.toMatchObject({ message: `"Make dev" (task ${flow}) cannot be dismissed: it is under way.` });
    first.letGo();
    await ended(flows, flow);
    await flows.dismiss(flow);
    expect(await flows.list()).toEqual([]);
    expect(store.flows.log(flow, 0, 10)).toEqual([]);
  });

  it.each(['cancel', 'resume', 'cleanUp', 'dismiss'] as const)('says that there is none: %s', async (action) => {
    await using flows = flowWorld({ store: openStore(':memory:') });
    await expect(flows[action]('f1')).rejects.toMatchObject({ code: 'not_found', message: 'There is no task f1.' });
  });

  it('says that there is none to watch', async () => {
    await using flows = flowWorld({ store: openStore(':memory:') });
    const one = flows.watchOne('f1', never)[Symbol.asyncIterator]();
    await expect(one.next()).rejects.toMatchObject({ code: 'not_found' });
    const log = flows.log('f1', never)[Symbol.asyncIterator]();
    await expect(log.next()).rejects.toMatchObject({ code: 'not_found' });
  });

  it('tells who listens of every end', async () => {
    await using flows = flowWorld({ store: openStore(':memory:') });
    const ends: string[] = [];
    flows.onEnded(({ id, state }) => ends.push(`${id} ${state}`));
    const { flow } = await flows.start('cluster.create', { name: 'dev' });
    await eventually(() => ends.length > 0);
    expect(ends).toEqual([`${flow} done`]);
  });
});
