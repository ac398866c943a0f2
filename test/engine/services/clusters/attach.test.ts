import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../../../clusters/provider.ts';
import { type ClusterWorldOptions, clusterWorld } from './cluster-world.ts';

const context = (name: string, more: { current?: boolean; program?: string } = {}) => ({
  name,
  current: false,
  cluster: 'c',
  server: 'https://prod',
  user: 'u',
  namespace: 'default',
  program: undefined,
  ...more,
});

const contexts = [context('prod-eu', { current: true }), context('prod-us', { program: 'aws' })];
const world = (options: ClusterWorldOptions = {}) => clusterWorld({ contexts, kind: { dev: 'running' }, ...options });

describe('attaching', () => {
  it('takes the current context, under its own name, unless another is named', async () => {
    const { service, store } = world();
    expect(await service.attach({})).toMatchObject({
      name: 'prod-eu',
      provider: 'remote',
      context: 'prod-eu',
      server: 'https://prod',
      connection: 'none',
      readOnly: false,
    });
    expect(await service.attach({ name: 'eu', context: 'prod-eu', readOnly: true, namespace: 'team' })).toMatchObject({
      name: 'eu',
      readOnly: true,
      namespace: 'team',
    });
    expect(store.attachments.list().map(({ name }) => name)).toEqual(['eu', 'prod-eu']);
    expect((await service.contexts()).map(({ name, program, attachedAs }) => [name, program, attachedAs])).toEqual([
      ['prod-eu', null, 'eu'],
      ['prod-us', 'aws', null],
    ]);
  });

  it.each([
    ['sandbox', '"sandbox" is the name of the cluster that Slipway brings along.'],
    ['dev', 'There is a cluster "dev" already (kind).'],
  ])('refuses the name %s, which is taken', async (name, message) => {
    const { service, remote } = world();
    await expect(service.attach({ name })).rejects.toMatchObject({ code: 'already_exists', message });
    expect(remote.asked).toEqual([]);
  });

  it.each([
    [{}, 'which is done only when you allow it'],
    [{ allowProgram: 'gke' }, 'and "gke" is what was allowed'],
  ])('refuses to run a program for credentials that was not allowed: %o', async (given, why) => {
    const { service, remote, store } = world();
    const draft = { context: 'prod-us', ...given };
    const refusal = {
      code: 'refused',
      message: `The context prod-us gets its credentials by running the program "aws" on this machine, ${why}.`,
      fix: 'If you trust this kubeconfig, allow it: slipway cluster attach --context prod-us --allow-program aws, or tick it in the form.',
    };
    await expect(service.attach(draft)).rejects.toMatchObject(refusal);
    await expect(service.checkContext(draft)).rejects.toMatchObject(refusal);
    expect(remote.asked).toEqual([]);
    expect(store.consents.list()).toEqual([]);
  });

  it('allows a program while it is attached, and from then on', async () => {
    const allowed: unknown[] = [];
    const { service, store } = world({ onAttach: () => void allowed.push(store.consents.list()) });
    await service.attach({ context: 'prod-us', allowProgram: 'aws' });
    const consent = [{ context: 'prod-us', kubeconfig: '', program: 'aws' }];
    expect(allowed).toEqual([consent]);
    expect(store.consents.list()).toEqual(consent);
  });

  it('takes the permission back when it could not be attached', async () => {
    const { service, remote, store } = world();
    remote.list = async () => [];
    remote.failWith(new ProviderError('Failed', 'It does not answer.'));
    await expect(service.attach({ context: 'prod-us', allowProgram: 'aws' })).rejects.toMatchObject({ message: 'It does not answer.' });
    expect(store.consents.list()).toEqual([]);
    expect(store.attachments.list()).toEqual([]);
  });

  it('allows a program for a check alone', async () => {
    const allowed: unknown[] = [];
    const { service, store, closed } = world({
      remote: {
        check: async () => {
          allowed.push(...store.consents.list());
          return { latencyMs: 1, version: 'v1.36.3', rights: [], gpus: [], installed: [], records: [] };
        },
      },
    });
    expect(await service.checkContext({ context: 'prod-us', allowProgram: 'aws' })).toMatchObject({ cluster: 'prod-us' });
    expect(allowed).toHaveLength(1);
    expect(store.consents.list()).toEqual([]);
    expect(closed).toEqual(['context prod-us']);
  });

  it('keeps a permission that was there before a check', async () => {
    const { service, store } = world();
    store.consents.put({ context: 'prod-us', kubeconfig: '', program: 'aws' });
    await service.checkContext({ context: 'prod-us', allowProgram: 'aws' });
    expect(store.consents.list()).toHaveLength(1);
  });

  it('says that no context is the current one', async () => {
    const { service } = world({ contexts: [context('prod-us')] });
    await expect(service.attach({})).rejects.toMatchObject({
      code: 'invalid_input',
      message: 'The kubeconfig says of no context that it is the current one.',
      fix: 'Name one: slipway cluster attach --context NAME. They are listed by: slipway cluster list --contexts.',
    });
  });
});
