import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../../../clusters/provider.ts';
import { clusterView } from '../../../../engine/contract/views/cluster.ts';
import { eventually } from '../../../helpers/eventually.ts';
import { clusterWorld } from './cluster-world.ts';

const endOf = async ({ flows }: ReturnType<typeof clusterWorld>, id: string) =>
  eventually(async () => (await flows.list()).find((flow) => flow.id === id && flow.endedAt !== null));

describe('the list of clusters', () => {
  it('has the sandbox first, then those of every provider, and connects to none', async () => {
    const { service, kind } = clusterWorld({ kind: { dev: 'running', old: 'stopped' } });
    const list = await service.list();
    expect(list.map(({ name, provider, state, connection }) => [name, provider, state, connection])).toEqual([
      ['sandbox', 'sandbox', 'running', 'connected'],
      ['dev', 'kind', 'running', 'none'],
      ['old', 'kind', 'stopped', 'none'],
    ]);
    expect(kind.asked).toEqual([]);
    for (const view of list) clusterView.parse(view);
  });

  it('shows of a connected one what its session knows, and what is installed', async () => {
    const world = clusterWorld({ kind: { dev: 'running' }, installed: async () => ({ state: 'complete', version: '0.1.0' }) });
    await world.service.connect('dev');
    await eventually(async () => (await world.service.list())[1]?.installation !== null);
    const [, dev] = await world.service.list();
    expect(clusterView.parse(dev)).toMatchObject({
      name: 'dev',
      connection: 'connected',
      version: 'v1.36.3',
      nodes: 0,
      freshness: { state: 'live' },
      gatewayUrl: 'http://127.0.0.1/dev',
      kubeconfig: '/kubeconfigs/dev',
      context: 'kind-dev',
      installation: { state: 'complete', version: '0.1.0' },
    });
  });

  it('says that nothing is installed where nothing is', async () => {
    const world = clusterWorld({ kind: { dev: 'running' } });
    await world.service.connect('dev');
    await eventually(async () => (await world.service.list())[1]?.installation?.state === 'none');
  });

  it('keeps what a provider knew when it cannot say any more, with why, beside all others', async () => {
    const { service, kind, store, remote } = clusterWorld({ kind: { dev: 'running' } });
    store.attachments.put({ name: 'prod', kubeconfig: null, context: 'p', readOnly: true, namespace: 'team', simulated: false });
    remote.set('prod', 'unknown');
    await service.list();
    kind.failWith(new ProviderError('Unusable', 'Docker does not answer.', { fix: 'Start it.' }));
    const list = await service.list();
    expect(list[1]).toMatchObject({
      name: 'dev',
      state: 'unknown',
      problem: { code: 'not_ready', message: 'Docker does not answer.', fix: 'Start it.' },
    });
    expect(list[2]).toMatchObject({ name: 'prod', state: 'unknown', problem: null, readOnly: true, namespace: 'team', context: 'p' });
  });

  it('says why a connection failed', async () => {
    const { service, kind } = clusterWorld({ kind: { dev: 'stopped' } });
    kind.failWith(new ProviderError('NotRunning', 'dev is stopped.', { fix: 'Resume it.' }));
    kind.list = async () => [{ name: 'dev', state: 'stopped' }];
    await expect(service.connect('dev')).rejects.toMatchObject({ code: 'not_ready', message: 'dev is stopped.', fix: 'Resume it.' });
    expect((await service.list())[1]).toMatchObject({ connection: 'failed', problem: { message: 'dev is stopped.' } });
  });

  it('lets go of a cluster that was deleted behind our back', async () => {
    const { service, kind, closed, connections } = clusterWorld({ kind: { dev: 'running' } });
    await service.connect('dev');
    kind.lose('dev');
    expect((await service.list()).map(({ name }) => name)).toEqual(['sandbox']);
    await eventually(() => closed.includes('dev'));
    expect(connections.of('dev')).toEqual({ state: 'none' });
  });

  it('is told again when a connection is made and when a flow has ended', async () => {
    const world = clusterWorld({ kind: { dev: 'running' } });
    const ending = new AbortController();
    const seen: string[] = [];
    const watching = (async () => {
      for await (const list of world.service.watchList(ending.signal)) {
        const dev = list.find(({ name }) => name === 'dev');
        seen.push(dev ? `${dev.state} ${dev.connection}` : 'gone');
      }
    })();
    await eventually(() => seen.at(-1) === 'running none');
    await world.service.connect('dev');
    await eventually(() => seen.at(-1) === 'running connected');
    await world.service.remove('dev');
    await eventually(() => seen.at(-1) === 'gone');
    ending.abort();
    await watching;
    world.service.close();
  });

  it('says of every provider what it found or why it cannot be used', async () => {
    const { service, kind } = clusterWorld();
    kind.failWith(new ProviderError('Unusable', 'kind is not installed.', { fix: 'Install it.' }));
    expect(await service.providers()).toEqual([
      {
        id: 'sandbox',
        label: 'Sandbox',
        usable: true,
        message: 'a simulated Kubernetes',
        fix: null,
        capabilities: { create: false, attach: false, pause: false },
      },
      {
        id: 'kind',
        label: 'kind',
        usable: false,
        message: 'kind is not installed.',
        fix: 'Install it.',
        capabilities: { create: true, attach: false, pause: true },
      },
      {
        id: 'remote',
        label: 'Remote cluster',
        usable: true,
        message: 'remote 1.0',
        fix: null,
        capabilities: { create: false, attach: true, pause: false },
      },
    ]);
  });
});

describe('what is done with a cluster', () => {
  it.each([
    ['pause', 'stop dev', 'stopped'],
    ['resume', 'start dev', 'running'],
  ] as const)('%s is a flow that ends its connection', async (action, asked, state) => {
    const world = clusterWorld({ kind: { dev: 'running' } });
    await world.service.connect('dev');
    const { flow } = await world.service[action]('dev');
    expect((await endOf(world, flow)).state).toBe('done');
    expect(world.kind.asked).toEqual(['open dev', asked]);
    expect(world.closed).toEqual(['dev']);
    expect((await world.service.list())[1]).toMatchObject({ state, connection: 'none' });
  });

  it('deleting one ends what runs for it here, and it is gone', async () => {
    const world = clusterWorld({ kind: { dev: 'running' } });
    const { flow } = await world.service.remove('dev');
    expect(await endOf(world, flow)).toMatchObject({ title: 'Delete dev', state: 'done' });
    expect(world.letGo).toEqual(['dev']);
    expect((await world.service.list()).map(({ name }) => name)).toEqual(['sandbox']);
  });

  it('deleting an attached one only forgets it, with what was allowed for it', async () => {
    const world = clusterWorld();
    world.store.attachments.put({ name: 'prod', kubeconfig: null, context: 'p', readOnly: false, namespace: null, simulated: false });
    world.store.consents.put({ context: 'p', kubeconfig: '', program: 'aws' });
    world.store.consents.put({ context: 'q', kubeconfig: '', program: 'aws' });
    world.remote.set('prod', 'unknown');
    const { flow } = await world.service.remove('prod');
    expect(await endOf(world, flow)).toMatchObject({ title: 'Forget prod', state: 'done' });
    expect(world.store.consents.list()).toEqual([{ context: 'q', kubeconfig: '', program: 'aws' }]);
  });

  it.each(['pause', 'resume'] as const)('refuses to %s the sandbox and remote clusters', async (action) => {
    const world = clusterWorld();
    world.remote.set('prod', 'unknown');
    for (const name of ['sandbox', 'prod']) {
      await expect(world.service[action](name)).rejects.toMatchObject({
        code: 'refused',
        message: `The cluster ${name} is not paused or resumed from here.`,
      });
    }
  });

  it('refuses to delete the sandbox, and says how to begin anew', async () => {
    await expect(clusterWorld().service.remove('sandbox')).rejects.toMatchObject({
      code: 'refused',
      message: 'The sandbox is a part of Slipway, and is not deleted.',
      fix: 'To begin anew with it, stop Slipway and run: slipway sandbox reset.',
    });
  });

  it.each(['connect', 'pause', 'remove', 'kubeconfig'] as const)(
    '%s says that there is none of that name, and what was meant',
    async (action) => {
      const { service } = clusterWorld({ kind: { development: 'running' } });
      await expect(service[action]('developmnt')).rejects.toMatchObject({
        code: 'not_found',
        message: 'There is no cluster "developmnt" here.',
        fix: 'Did you mean "development"? There are: sandbox, development.',
      });
    },
  );

  it('gives the kubeconfig of one that was made here as it is, and of an attached one its context alone', async () => {
    const text = [
      'contexts: [{name: p, context: {cluster: c, user: u}}, {name: q, context: {cluster: d, user: v}}]',
      'clusters: [{name: c, cluster: {server: https://c, certificate-authority: ca.crt}}, {name: d, cluster: {server: https://d}}]',
      'users: [{name: u, user: {token: secret}}, {name: v, user: {token: other}}]',
    ].join('\n');
    const { service, store, remote } = clusterWorld({ kind: { dev: 'running' }, readFile: async () => text });
    store.attachments.put({
      name: 'prod',
      kubeconfig: '/home/me/prod.yaml',
      context: 'p',
      readOnly: false,
      namespace: null,
      simulated: false,
    });
    store.attachments.put({ name: 'usual', kubeconfig: null, context: 'q', readOnly: false, namespace: null, simulated: false });
    remote.set('prod', 'unknown');
    remote.set('usual', 'unknown');
    expect(await service.kubeconfig('dev')).toEqual({ path: '/kubeconfigs/dev', context: 'kind-dev', yaml: text });
    const prod = await service.kubeconfig('prod');
    expect(prod).toMatchObject({ path: '/home/me/prod.yaml', context: 'p' });
    expect(prod.yaml).toContain('certificate-authority: /home/me/ca.crt');
    expect(prod.yaml).toContain('secret');
    expect(prod.yaml).not.toContain('other');
    await expect(service.kubeconfig('usual')).rejects.toMatchObject({ code: 'refused', fix: 'kubectl --context q finds it there.' });
  });

  it('gives the kubeconfig of one whose API server does not answer, where its provider knows the file', async () => {
    const { service, kind } = clusterWorld({ kind: { dev: 'running' }, readFile: async () => 'text' });
    kind.kubeconfig = async (name) => `/kept/${name}`;
    expect(await service.kubeconfig('dev')).toEqual({ path: '/kept/dev', context: 'kind-dev', yaml: 'text' });
    expect(kind.asked).not.toContain('open dev');
  });

  it('says that a kubeconfig is gone', async () => {
    const { service, store, remote } = clusterWorld({ readFile: () => Promise.reject(new Error('no such file')) });
    store.attachments.put({
      name: 'prod',
      kubeconfig: '/home/me/prod.yaml',
      context: 'p',
      readOnly: false,
      namespace: null,
      simulated: false,
    });
    remote.set('prod', 'unknown');
    await expect(service.kubeconfig('prod')).rejects.toMatchObject({
      code: 'not_found',
      message: 'The kubeconfig /home/me/prod.yaml of prod cannot be read: no such file.',
      fix: 'Put it back, or attach the cluster again from another one.',
    });
  });

  it('checks one that is known through its connection', async () => {
    const { service } = clusterWorld({ kind: { dev: 'running' } });
    expect(await service.check('dev')).toMatchObject({ cluster: 'dev', version: 'v1.36.3', latencyMs: 3 });
    expect((await service.check('sandbox')).cluster).toBe('sandbox');
  });
});
