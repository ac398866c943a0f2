/** What every provider of clusters does alike. */
import { describe, expect, it } from 'vitest';
import { configMaps } from '../../clusters/kinds.ts';
import type { ClusterProvider, OpenCluster, Progress } from '../../clusters/provider.ts';
import type { OptionValues } from '../../clusters/provider-options.ts';

export interface ProviderSubject extends AsyncDisposable {
  provider: ClusterProvider;
  /** A name that it can give to a cluster. */
  name: string;
  /** What its clusters are made with here, beyond what it does by itself. */
  options?: OptionValues;
  /** What else must be as it was once a cluster was stopped and started. */
  expectKept?: (before: OpenCluster, after: OpenCluster) => Promise<void>;
}

/** Runs the contract. Each test has a provider of its own that knows no cluster yet. `skip`: why it cannot be run here. */
export function providerContract(what: string, open: () => Promise<ProviderSubject>, skip?: string): void {
  describe.skipIf(skip)(`the provider contract on ${what}${skip ? ` (${skip})` : ''}`, () => {
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

    // Making a cluster of real nodes takes half a minute, so these two tests make as few as they can.
    it('makes a cluster that answers, tells how far it is, destroys it with everything in it, and can make it anew', async () => {
      await using subject = await open();
      const { provider, name, options } = subject;
      const told: Progress[] = [];
      expect(await provider.create(name, { options, onProgress: (progress) => told.push(progress) })).toEqual({ name, state: 'running' });
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
      await write(opened, 'gone');
      await expect(provider.create(name, { options })).rejects.toMatchObject({ refusal: 'AlreadyThere' });

      await provider.destroy(name);
      await provider.destroy(name);
      expect(await provider.list()).toEqual([]);
      await provider.create(name, { options });
      await using anew = await provider.open(name);
      await expect(anew.cluster.get(configMaps, { namespace: 'default', name: 'gone' })).rejects.toMatchObject({ code: 404 });
    });

    it('leaves nothing running when a creation is called off, goes on with it later, and stops and starts what came of it', async () => {
      await using subject = await open();
      const { provider, name, options, expectKept } = subject;
      const end = new AbortController();
      const creation = provider.create(name, { options, signal: end.signal, onProgress: () => end.abort(new Error('enough')) });
      await expect(creation).rejects.toThrow('enough');
      expect((await provider.list()).filter(({ state }) => state === 'running')).toEqual([]);
      const [left] = await provider.list();
      const goOn = left?.state === 'stopped' ? provider.start(name) : provider.create(name, { options });
      expect(await goOn).toEqual({ name, state: 'running' });

      if (!provider.capabilities.pause) return;
      await using before = await provider.open(name);
      await write(before, 'kept');
      await provider.stop(name);
      await provider.stop(name);
      expect(await provider.list()).toEqual([{ name, state: 'stopped' }]);
      await expect(provider.open(name)).rejects.toMatchObject({ refusal: 'NotRunning' });
      await provider.start(name);
      await provider.start(name);
      await using opened = await provider.open(name);
      expect((await opened.cluster.get(configMaps, { namespace: 'default', name: 'kept' })).data).toEqual({ a: '1' });
      await expectKept?.(before, opened);
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
