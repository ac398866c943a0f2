import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { configMaps, namespaces } from '../../../clusters/kinds.ts';
import type { Progress } from '../../../clusters/provider.ts';
import { secureApiServer } from '../../helpers/secure-api-server.ts';
import { serve } from '../sandbox/api/serving.ts';
import { emptyCluster, kubeconfigOf, remoteWorld } from './helpers/remote-world.ts';

describe('attaching a remote cluster', () => {
  it('contacts it, remembers it, and opens it again by what was remembered', async () => {
    await using server = await serve();
    await using world = await remoteWorld();
    const { provider, attachments } = world;
    const told: Progress[] = [];
    const options = { kubeconfig: server.kubeconfig };
    expect(await provider.attach('prod', { options, onProgress: (progress) => told.push(progress) })).toEqual({
      name: 'prod',
      state: 'running',
    });
    expect(told.map(({ message }) => message).at(-1)).toMatch(/^It answers as Kubernetes v1\.36/);
    expect(attachments.list()).toEqual([
      { name: 'prod', kubeconfig: server.kubeconfig, context: 'slipway-sandbox', readOnly: false, namespace: null, simulated: false },
    ]);
    expect(await provider.list()).toEqual([{ name: 'prod', state: 'unknown' }]);

    await using opened = await provider.open('prod');
    expect(opened.facts).toMatchObject({ provider: 'remote', simulated: false, kubeconfigPath: server.kubeconfig });
    expect(opened.facts.server).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const key = { namespace: 'default', name: 'a' };
    await opened.cluster.create(configMaps, { metadata: key, data: { a: '1' } });
    expect((await opened.cluster.get(configMaps, key)).data).toEqual({ a: '1' });
  });

  it('does not change the cluster where it is attached read-only', async () => {
    await using server = await serve();
    await using world = await remoteWorld();
    await world.provider.attach('prod', { options: { kubeconfig: server.kubeconfig, readOnly: true } });
    await using opened = await world.provider.open('prod');
    const object = { metadata: { namespace: 'default', name: 'a' } };
    await expect(opened.cluster.create(configMaps, object)).rejects.toMatchObject({
      refusal: 'ReadOnly',
      message: 'The cluster "prod" is attached read-only: ConfigMap a is not created.',
      fix: expect.stringContaining('attach it again without read-only'),
    });
    expect((await opened.cluster.list(configMaps, { namespace: 'default' })).items.map(({ metadata }) => metadata.name)).not.toContain('a');
  });

  it('is simulated where its nodes say that their GPUs are made up, or where the person says so', async () => {
    const withNodes = (names: string[]) =>
      secureApiServer({
        answer: (request, response) => {
          const isNodes = request.url?.startsWith('/api/v1/nodes?labelSelector=slipway.dev%2Fsimulated-gpu') === true;
          const items = isNodes ? names.map((name) => ({ metadata: { name } })) : [];
          response.end(JSON.stringify({ gitVersion: 'v1.36.3', metadata: { resourceVersion: '1' }, items }));
        },
      });
    await using real = await withNodes([]);
    await using madeUp = await withNodes(['worker']);
    await using world = await remoteWorld();
    const serverOf = ({ port, trust }: typeof real) => ({ cluster: { server: `https://127.0.0.1:${port}`, ...trust } });
    await world.write({ real: serverOf(real), madeUp: serverOf(madeUp) });
    await world.provider.attach('real');
    await world.provider.attach('said', { options: { context: 'real', simulated: true } });
    await world.provider.attach('labelled', { options: { context: 'madeUp' } });
    const simulated = async (name: string) => (await world.provider.open(name)).facts.simulated;
    expect(await Promise.all(['real', 'said', 'labelled'].map(simulated))).toEqual([false, true, true]);
  });

  it('forgets a cluster, in which nothing is changed by it', async () => {
    await using server = await serve();
    await using world = await remoteWorld();
    const { provider } = world;
    await provider.attach('prod', { options: { kubeconfig: server.kubeconfig } });
    await provider.destroy('prod');
    await provider.destroy('prod');
    expect(await provider.list()).toEqual([]);
    expect((await server.cluster.list(namespaces)).items.length).toBeGreaterThan(0);
  });

  it('keeps to the context that it was attached with when the current one changes', async () => {
    await using server = await secureApiServer({ answer: emptyCluster() });
    await using world = await remoteWorld();
    const cluster = { server: `https://127.0.0.1:${server.port}`, ...server.trust };
    await world.write({ first: { cluster }, second: { cluster: { server: 'https://127.0.0.1:1' } } });
    await world.provider.attach('prod');
    await world.write({ second: { cluster: { server: 'https://127.0.0.1:1' } }, first: { cluster } });
    await using opened = await world.provider.open('prod');
    expect(opened.facts.version).toBe('v1.36.3');
  });

  it('ends when it is called off, and remembers nothing', async () => {
    await using server = await secureApiServer({ answer: () => {} });
    await using world = await remoteWorld();
    await world.write({ slow: { cluster: { server: `https://127.0.0.1:${server.port}`, ...server.trust } } });
    const end = new AbortController();
    const attaching = world.provider.attach('slow', {
      signal: end.signal,
      onProgress: ({ step }) => step === 'contact' && end.abort(new Error('enough')),
    });
    await expect(attaching).rejects.toThrow('enough');
    expect(await world.provider.list()).toEqual([]);
  });

  it('refuses names, options and deeds that make no sense', async () => {
    await using server = await secureApiServer({ answer: emptyCluster() });
    await using world = await remoteWorld();
    const { provider } = world;
    await world.write({ here: { cluster: { server: `https://127.0.0.1:${server.port}`, ...server.trust } } });
    for (const name of ['', '-x', 'a\nb', ' a', 'x'.repeat(254)]) {
      await expect(provider.attach(name)).rejects.toMatchObject({ refusal: 'InvalidName' });
    }
    await expect(provider.attach('a', { options: { namespace: 'No_Such' } })).rejects.toThrow('Namespace cannot be "No_Such".');
    await expect(provider.attach('a', { options: { colour: 'red' } })).rejects.toThrow(/There is no option "colour"/);
    await provider.attach('arn:aws:eks:eu-west-1:1:cluster/prod');
    await provider.attach('prod');
    await expect(provider.attach('prod')).rejects.toMatchObject({ refusal: 'AlreadyThere' });
    await expect(provider.create('new')).rejects.toMatchObject({ refusal: 'Unsupported', fix: expect.stringContaining('kind') });
    for (const act of [provider.start, provider.stop]) {
      await expect(act('prod')).rejects.toMatchObject({
        refusal: 'Unsupported',
        message: expect.stringContaining('somebody else runs it'),
      });
      await expect(act('prd')).rejects.toMatchObject({ refusal: 'NotFound', fix: 'Did you mean "prod"?' });
    }
    await expect(provider.open('nowhere')).rejects.toMatchObject({ refusal: 'NotFound' });
  });
});

describe('an attached cluster', () => {
  it('whose context has vanished, or whose kubeconfig was deleted, says so', async () => {
    await using server = await secureApiServer({ answer: emptyCluster() });
    await using world = await remoteWorld();
    const cluster = { server: `https://127.0.0.1:${server.port}`, ...server.trust };
    const path = await world.write({ 'prod-eu': { cluster } }, 'mine.yaml');
    await world.provider.attach('prod', { options: { kubeconfig: '~/mine.yaml' } });
    await world.write({ 'prod-eu-2': { cluster } }, 'mine.yaml');
    await expect(world.provider.open('prod')).rejects.toThrow(
      `The kubeconfig ${path} has no context "prod-eu". Did you mean "prod-eu-2"? Choose one of: prod-eu-2. The cluster "prod" was attached from it: attach it again, or remove it from the list.`,
    );
    await rm(path);
    await expect(world.provider.open('prod')).rejects.toThrow(
      /^The kubeconfig .*mine\.yaml cannot be read: there is no such file\. Check the file\. The cluster "prod" was attached from it: attach it again/,
    );
    expect(await world.provider.list()).toEqual([{ name: 'prod', state: 'unknown' }]);
  });
});

describe('contexts', () => {
  it('are listed two thousand at a time in well under a second, without contacting one', async () => {
    await using world = await remoteWorld();
    const certificate = Buffer.alloc(1_500, 'a').toString('base64');
    const many = Object.fromEntries(
      Array.from({ length: 2_000 }, (_, index) => [
        `context-${index}`,
        {
          cluster: { server: `https://10.0.0.1:${6_000 + index}`, 'certificate-authority-data': certificate },
          user: { 'client-certificate-data': certificate, 'client-key-data': certificate },
        },
      ]),
    );
    await world.write(many);
    const before = process.cpuUsage();
    const { contexts, problems } = await world.provider.contexts();
    // What it takes of a processor: how long that is depends on what else this machine does.
    const { user, system } = process.cpuUsage(before);
    const tookMs = (user + system) / 1000;
    console.log(`2,000 contexts in ${Math.round(tookMs)} ms of a processor`);
    expect([contexts.length, problems]).toEqual([2_000, []]);
    expect(tookMs).toBeLessThan(3_000);
    expect(await world.provider.detect()).toMatchObject({ usable: true, found: expect.stringMatching(/with 2000 contexts$/) });
  });

  it('that are malformed do not hide the others', async () => {
    await using world = await remoteWorld();
    const config = kubeconfigOf({ good: { cluster: { server: 'https://10.0.0.1' } }, other: { cluster: { server: 'https://10.0.0.2' } } });
    const { contexts, clusters, ...rest } = config as { contexts: object[]; clusters: object[] };
    const broken = [{ name: 'bad', context: { cluster: 7, user: 'good' } }, 'nonsense', { name: 'good', context: {} }];
    const path = join(world.folder, 'kubeconfig');
    await writeFile(
      path,
      stringify({ ...rest, contexts: [...contexts, ...broken], clusters: [...clusters, { name: 'x', cluster: { server: [] } }] }),
    );
    const survey = await world.provider.contexts();
    expect(survey.contexts.map(({ name, server }) => [name, server])).toEqual([
      ['good', 'https://10.0.0.1'],
      ['other', 'https://10.0.0.2'],
    ]);
    expect(survey.problems).toEqual([
      `An entry of the kubeconfig ${path} is left out: contexts[2].context.cluster is not text; put it in quotes. Correct the file.`,
      `An entry of the kubeconfig ${path} is left out: contexts[3] is not a mapping. Correct the file.`,
      `An entry of the kubeconfig ${path} is left out: contexts has "good" twice. Correct the file.`,
      `An entry of the kubeconfig ${path} is left out: clusters[2].cluster.server is not text; put it in quotes. Correct the file.`,
    ]);
  });

  it('of one file are listed where another of KUBECONFIG is broken', async () => {
    await using world = await remoteWorld({ kubeconfig: {} });
    const good = await world.write({ good: { cluster: { server: 'https://10.0.0.1' } } }, 'good');
    const bad = join(world.folder, 'bad');
    await writeFile(bad, 'contexts: [');
    await using both = await remoteWorld({ kubeconfig: {}, environment: { KUBECONFIG: `${good}:${bad}` } });
    const { contexts, problems } = await both.provider.contexts();
    expect(contexts.map(({ name }) => name)).toEqual(['good']);
    expect(problems).toEqual([expect.stringMatching(/^The kubeconfig .*bad cannot be read: .* Check the file\.$/)]);
  });

  it('that are not there are said so, with what to do', async () => {
    await using world = await remoteWorld({ kubeconfig: {}, environment: { HOME: '/nowhere' } });
    expect(await world.provider.detect()).toEqual({
      usable: false,
      reason: 'The kubeconfig /nowhere/.kube/config is not there, or has no contexts.',
      nextStep: 'Get a kubeconfig from whoever runs the cluster, and name it or put its path into KUBECONFIG.',
    });
  });
});
