/** What every provider of clusters does alike. */
import { describe, expect, it } from 'vitest';
import { configMaps } from '../../clusters/kinds.ts';
import type { ClusterProvider, OpenCluster, Progress } from '../../clusters/provider.ts';

export interface ProviderSubject extends AsyncDisposable {
  provider: ClusterProvider;
  /** A name that it can give to a cluster. */
  name: string;
}

/** Runs the contract. Each test has a provider of its own that knows no cluster yet. */
export function providerContract(what: string, open: () => Promise<ProviderSubject>): void {
  describe(`the provider contract on ${what}`, () => {
    it('says whether it can be used here, and why not', async () => {
      await using subject = await open();
      const detection = await subject.provider.detect();
      expect(detection.usable ? detection.found : `${detection.reason} ${detection.nextStep}`).toMatch(/\S/);
    });

    it('describes its options, and refuses others', async () => {
      await using subject = await open();
      const { provider, name } = subject;
      const names = provider.createOptions.map((option) => option.name);
      expect(new Set(names).size).toBe(names.length);
      for (const { label, help } of provider.createOptions) expect([label, help]).not.toContain('');
      const refused = provider.create(name, { options: { 'no-such-option': true } });
      await expect(refused).rejects.toMatchObject({
        name: 'ProviderError',
        refusal: 'InvalidOptions',
        message: expect.stringContaining('no-such-option'),
      });
      expect(await provider.list()).toEqual([]);
    });

    it('makes a cluster that answers, and tells how far it is', async () => {
      await using subject = await open();
      const { provider, name } = subject;
      const told: Progress[] = [];
      expect(await provider.create(name, { onProgress: (progress) => told.push(progress) })).toEqual({ name, state: 'running' });
      expect(told.length).toBeGreaterThan(0);
      const fractions = told.flatMap(({ fraction }) => fraction ?? []);
      expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
      expect(await provider.list()).toEqual([{ name, state: 'running' }]);
      await using opened = await provider.open(name);
      expect(opened.facts).toMatchObject({
        provider: provider.id,
        version: expect.stringMatching(/^v1\.\d+/),
        server: expect.stringMatching(/^https:/),
      });
      await write(opened, 'a');
      await expect(provider.create(name)).rejects.toMatchObject({ refusal: 'AlreadyThere' });
    });

    it('stops and starts a cluster, which keeps what is in it', async () => {
      await using subject = await open();
      const { provider, name } = subject;
      if (!provider.capabilities.pause) return;
      await provider.create(name);
      await write(await provider.open(name), 'kept');
      await provider.stop(name);
      await provider.stop(name);
      expect(await provider.list()).toEqual([{ name, state: 'stopped' }]);
      await expect(provider.open(name)).rejects.toMatchObject({ refusal: 'NotRunning' });
      await provider.start(name);
      await provider.start(name);
      await using opened = await provider.open(name);
      expect((await opened.cluster.get(configMaps, { namespace: 'default', name: 'kept' })).data).toEqual({ a: '1' });
    });

    it('destroys a cluster with everything in it, and can make it anew', async () => {
      await using subject = await open();
      const { provider, name } = subject;
      await provider.create(name);
      await write(await provider.open(name), 'gone');
      await provider.destroy(name);
      await provider.destroy(name);
      expect(await provider.list()).toEqual([]);
      await provider.create(name);
      await using opened = await provider.open(name);
      await expect(opened.cluster.get(configMaps, { namespace: 'default', name: 'gone' })).rejects.toMatchObject({ code: 404 });
    });

    it('leaves nothing running when a creation is called off, and goes on with it later', async () => {
      await using subject = await open();
      const { provider, name } = subject;
      const end = new AbortController();
      const creation = provider.create(name, { signal: end.signal, onProgress: () => end.abort(new Error('enough')) });
      await expect(creation).rejects.toThrow('enough');
      expect((await provider.list()).filter(({ state }) => state === 'running')).toEqual([]);
      const [left] = await provider.list();
      expect(await (left?.state === 'stopped' ? provider.start(name) : provider.create(name))).toEqual({ name, state: 'running' });
    });

    it('knows nothing of clusters that are not there', async () => {
      await using subject = await open();
      const { provider } = subject;
      for (const action of ['open', 'start', 'stop'] as const) {
        await expect(provider[action]('nowhere')).rejects.toMatchObject({ name: 'ProviderError', refusal: 'NotFound' });
      }
    });

    it('refuses what it cannot do', async () => {
      await using subject = await open();
      const { provider, name } = subject;
      if (!provider.capabilities.attach) await expect(provider.attach(name)).rejects.toMatchObject({ refusal: 'Unsupported' });
      if (!provider.capabilities.create) await expect(provider.create(name)).rejects.toMatchObject({ refusal: 'Unsupported' });
    });
  });
}

async function write({ cluster }: OpenCluster, name: string): Promise<void> {
  await cluster.create(configMaps, { metadata: { namespace: 'default', name }, data: { a: '1' } });
}
