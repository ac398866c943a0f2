import { describe, expect, it } from 'vitest';
import { type ProvideRequest, ProviderError } from '../../../../clusters/provider.ts';
import { openStore } from '../../../../engine/store/store.ts';
import { eventually } from '../../../helpers/eventually.ts';
import { SimulatedClock } from '../../../helpers/simulated-clock.ts';
import { type Held, held } from '../flows/held.ts';
import { kindTool, kindWorld } from './kind-world.ts';

type World = ReturnType<typeof kindWorld>;
const viewOf = async ({ flows }: World, id: string) => (await flows.list()).find((flow) => flow.id === id);
const endOf = (world: World, id: string) =>
  eventually(async () => {
    const view = await viewOf(world, id);
    return view && view.endedAt !== null ? view : undefined;
  });
/** Makes a cluster for as long as it is held. */
const heldCreation =
  (creating: Held) =>
  async (name: string, request: ProvideRequest = {}) => {
    await creating.effect({ progress: () => {}, log: () => {} }, request.signal ?? new AbortController().signal, undefined as never);
    return { name, state: 'running' as const };
  };
const taken = {
  id: 'port-free',
  subject: 'nodes[0].extraPortMappings[0].hostPort',
  verdict: 'problem' as const,
  message: 'Port 80 is taken.',
  fix: 'Use 8081.',
};

describe('checking a draft', () => {
  it('gives the configuration as kind will get it, its problems, and what the machine says', async () => {
    const { service } = kindWorld({ problems: [{ field: 'nodes', message: 'none' }], records: [taken] });
    expect(await service.check({ name: 'dev' })).toEqual({
      config: 'kind: Cluster\nname: dev',
      problems: [{ field: 'nodes', message: 'none' }],
      records: [taken],
    });
  });

  it('looks at the machine at most every two seconds, however fast somebody types a name', async () => {
    const clock = new SimulatedClock();
    const { service, asked } = kindWorld({ clock });
    await Promise.all([service.check({ name: 'd' }), service.check({ name: 'de' })]);
    await clock.advance(1_900);
    await service.check({ name: 'dev' });
    expect(asked).toEqual(['facts']);
    await clock.advance(200);
    await service.check({ name: 'dev' });
    expect(asked).toEqual(['facts', 'facts']);
  });

  it('looks at once when something else is asked of the machine', async () => {
    const { service, asked } = kindWorld({ clock: new SimulatedClock() });
    await service.check({ name: 'dev' });
    await service.check({ name: 'dev', config: 'kind: Cluster # with a port' });
    expect(asked).toEqual(['facts', 'facts']);
  });

  it('asks again at once when the machine could not be looked at', async () => {
    let calls = 0;
    const gatherFacts = async () => {
      if (++calls === 1) throw new ProviderError('Unusable', 'The engine does not answer.');
      return {};
    };
    const { service } = kindWorld({ host: { gatherFacts } });
    await expect(service.check({ name: 'dev' })).rejects.toMatchObject({ code: 'not_ready', message: 'The engine does not answer.' });
    await service.check({ name: 'dev' });
  });

  it.each([
    ['sandbox', '"sandbox" is the name of the cluster that Slipway brings along.'],
    ['prod', 'There is a cluster "prod" already (Remote cluster).'],
  ])('says that the name %s is taken by a cluster that is none of kind', async (name, message) => {
    const { service } = kindWorld();
    expect((await service.check({ name })).problems).toEqual([{ field: 'name', message, fix: expect.any(String) }]);
    await expect(service.create({ name })).rejects.toMatchObject({
      code: 'invalid_input',
      message: `The kind cluster ${name} was not made: ${message}`,
    });
  });
});

describe('making a kind cluster', () => {
  it('shows kind its steps, and is done', async () => {
    const world = kindWorld({
      records: [{ ...taken, verdict: 'warning' }],
      async create(name, { onProgress, options } = {}) {
        expect(options).toEqual({ config: 'kind: Cluster\nname: dev' });
        onProgress?.({ step: 'nodes', message: 'Preparing nodes', fraction: 0.1 });
        onProgress?.({ step: 'control-plane', message: 'Starting control-plane', fraction: 0.5 });
        world.provider.set(name, 'running');
        return { name, state: 'running' };
      },
    });
    const { flow } = await world.service.create({ name: 'dev' });
    const view = await endOf(world, flow);
    expect(view).toMatchObject({ title: 'Create the kind cluster dev', cluster: 'dev', state: 'done', fraction: 1 });
    expect(view.steps.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'check done',
      'image skipped',
      'nodes done',
      'configuration skipped',
      'control-plane done',
      'network skipped',
      'storage skipped',
      'workers skipped',
      'ready skipped',
      'fleet done',
    ]);
    const lines = world.store.flows.log(flow, 0, 100).map(({ line }) => line.text);
    expect(lines).toEqual(['warning: Port 80 is taken.', 'Preparing nodes', 'Starting control-plane', '2 nodes have simulated GPUs.']);
  });

  it('is refused, with the field, when the configuration is wrong', async () => {
    const { service, asked } = kindWorld({
      problems: [
        { field: 'nodes', message: 'A node is needed.', fix: 'Add one.' },
        { field: 'name', message: 'Bad.' },
      ],
    });
    await expect(service.create({ name: 'dev' })).rejects.toMatchObject({
      code: 'invalid_input',
      message: 'The kind cluster dev was not made: A node is needed. (and 1 more)',
      fix: 'Add one.',
    });
    expect(asked).toEqual([]);
  });

  it('fails before anything is made when the machine cannot do it, and cleaning up touches nothing', async () => {
    const world = kindWorld({ records: [taken] });
    const { flow } = await world.service.create({ name: 'dev' });
    const view = await endOf(world, flow);
    expect(view.error).toEqual({
      code: 'refused',
      message: 'The kind cluster dev cannot be made here: Port 80 is taken.',
      fix: 'Use 8081.',
      problems: [{ field: taken.subject, message: taken.message, fix: taken.fix }],
    });
    expect((await world.flows.cleanUp(flow)).state).toBe('cancelled');
    expect(world.provider.asked).toEqual([]);
  });

  it('never removes a cluster that was there before', async () => {
    const world = kindWorld({ create: () => Promise.reject(new ProviderError('AlreadyThere', 'There is a dev already.')) });
    const { flow } = await world.service.create({ name: 'dev' });
    expect((await endOf(world, flow)).error?.code).toBe('already_exists');
    await world.flows.cleanUp(flow);
    expect(world.provider.asked).toEqual([]);
  });

  it('that is cancelled midway leaves nothing', async () => {
    const creating = held();
    const world = kindWorld({ create: heldCreation(creating) });
    const { flow } = await world.service.create({ name: 'dev' });
    await creating.begun;
    expect(await world.flows.cancel(flow)).toMatchObject({ state: 'cancelled', message: 'What had been made of dev was removed.' });
    expect(world.provider.asked).toEqual(['destroy dev']);
  });

  it('that was interrupted midway is made anew, or removed, by the next process', async () => {
    const store = openStore(':memory:');
    for (const [owner, end] of [
      ['resumes', 'create dev,open dev'],
      ['cleans', 'destroy dev'],
    ] as const) {
      const creating = held();
      const before = kindWorld({ store, owner: `before-${owner}`, create: heldCreation(creating) });
      const { flow } = await before.service.create({ name: 'dev' });
      await creating.begun;
      await before.flows.close();
      const after = kindWorld({ store, owner });
      expect(await viewOf(after, flow)).toMatchObject({ state: 'interrupted' });
      if (owner === 'resumes') await after.flows.resume(flow);
      else await after.flows.cleanUp(flow);
      await endOf(after, flow);
      expect(after.provider.asked.join()).toBe(end);
    }
  });
});

describe('what else is done with kind', () => {
  it('loads an image, and exports logs, as flows of the cluster', async () => {
    const world = kindWorld();
    const load = await world.service.loadImage('dev', 'nginx:1');
    expect(await endOf(world, load.flow)).toMatchObject({ title: 'Load nginx:1 into dev', cluster: 'dev', state: 'done' });
    const logs = await world.service.exportLogs('dev', '/logs');
    expect(await endOf(world, logs.flow)).toMatchObject({ title: 'Export the logs of dev to /logs', state: 'done' });
    expect(world.asked).toEqual(['load nginx:1 into dev', 'logs of dev to /logs']);
  });

  it('remembers the path of a program that is that program, and forgets it again', async () => {
    const { service, store } = kindWorld();
    expect(await service.setToolPath('kind', '/bin/true')).toEqual(kindTool);
    expect(store.setting('tool.kind')).toBe('/bin/true');
    await service.setToolPath('kind', '');
    expect(store.setting('tool.kind')).toBeNull();
    await expect(service.setToolPath('kind', '/bin/false')).rejects.toMatchObject({
      code: 'invalid_input',
      message: '/bin/false is not kind.',
      fix: 'Give the path of the kind program itself, or leave it empty to have it looked for.',
    });
    expect(store.setting('tool.kind')).toBeNull();
  });

  it('downloads a program when it is asked to, and only one whose checksum is known', async () => {
    const without = kindWorld();
    await expect(without.service.downloadTool('kind')).rejects.toMatchObject({
      code: 'refused',
      message: 'Slipway offers no download of kind for this machine: it knows no checksum of one.',
    });
    const download = { version: '0.33.0', url: 'https://example.com/kind', sha256: 'a'.repeat(64) };
    const world = kindWorld({ tools: [{ ...kindTool, download }] });
    const { flow } = await world.service.downloadTool('kind');
    expect(await endOf(world, flow)).toMatchObject({ title: 'Download kind', cluster: null, state: 'done' });
    expect(world.asked).toEqual(['download kind']);
  });
});
