import { describe, expect, it } from 'vitest';
import { namespaces } from '../../../../clusters/kinds.ts';
import type { ResourceKind } from '../../../../clusters/objects.ts';
import { routeKind } from '../../../../engine/contract/route.ts';
import type { EndpointDetailView } from '../../../../engine/contract/views/endpoint.ts';
import { engineOnApiServer } from '../../../helpers/engine-on-api-server.ts';
import { eventually } from '../../../helpers/eventually.ts';
import { endpointManifest } from '../../../helpers/manifests.ts';

const key = { namespace: 'aim-engine', name: 'demo' };

async function prepared() {
  const engine = await engineOnApiServer();
  await engine.cluster.create(namespaces, { metadata: { name: 'aim-engine' } });
  return engine;
}

describe('endpoints', () => {
  it('appear in a watched list when they are applied, and leave it when they are removed', async () => {
    await using engine = await prepared();
    const { endpoints, manifests } = engine.services;
    const names: string[][] = [];
    for await (const { endpoints: seen } of endpoints.watchList(AbortSignal.timeout(10_000))) {
      names.push(seen.map((endpoint) => endpoint.key.name));
      if (names.length === 1) await manifests.apply(`${endpointManifest('demo')}---\n${endpointManifest('another')}`);
      if (seen.length === 2) await endpoints.remove(key);
      if (names.length > 1 && seen.length === 1) break;
    }
    expect(names[0]).toEqual([]);
    expect(names).toContainEqual(['another', 'demo']);
    expect(names.at(-1)).toEqual(['another']);
  });

  it('show a page that tells when its endpoint is gone', async () => {
    await using engine = await prepared();
    const { endpoints, manifests } = engine.services;
    await manifests.apply(endpointManifest('demo'));
    const pages: EndpointDetailView[] = [];
    for await (const page of endpoints.watchOne(key, AbortSignal.timeout(10_000))) {
      pages.push(page);
      if (page.endpoint && pages.length < 3) await endpoints.remove(key).catch(() => {});
      if (pages.length > 1 && !page.endpoint) break;
    }
    const shown = pages.find((page) => page.endpoint);
    expect(shown?.endpoint).toMatchObject({ model: 'Qwen/Qwen2.5-7B-Instruct', state: 'progressing', dialect: 'aim' });
    expect(shown?.steps[0]).toMatchObject({ id: 'accepted', state: 'running' });
    expect(shown?.yaml).toContain('name: demo');
    expect(shown?.yaml).not.toContain('managedFields');
    expect(pages.at(-1)?.endpoint).toBeNull();
  });

  it('show only names that lead to them: of two Routes for one model the older keeps it', async () => {
    await using engine = await prepared();
    const { endpoints, manifests } = engine.services;
    await manifests.apply(endpointManifest('demo'));
    const { endpoint } = await endpoints.get(key);
    const owner = {
      apiVersion: endpoint?.apiVersion ?? '',
      kind: endpoint?.kind ?? '',
      name: 'demo',
      uid: endpoint?.uid ?? '',
      controller: true,
    };
    const route = (name: string, models: string[], owned: object) => ({
      metadata: { namespace: key.namespace, name, ...owned },
      spec: { models, targets: [{ name, service: { name, port: 80 }, weight: 1 }] },
    });
    await engine.cluster.create(routeKind as ResourceKind, route('a-first', ['shared'], {}));
    await engine.cluster.create(routeKind as ResourceKind, route('demo', ['shared', 'own'], { ownerReferences: [owner] }));
    await eventually(async () => {
      expect((await endpoints.get(key)).endpoint?.servedAs).toEqual(['own']);
      return true;
    });
    await engine.cluster.delete(routeKind as ResourceKind, { namespace: key.namespace, name: 'a-first' });
    await eventually(async () => {
      expect((await endpoints.get(key)).endpoint?.servedAs).toEqual(['shared', 'own']);
      return true;
    });
  });

  it('that are not there are refused by name', async () => {
    await using engine = await prepared();
    const { endpoints, logs } = engine.services;
    await expect(endpoints.get(key)).rejects.toMatchObject({ code: 'not_found' });
    await expect(endpoints.remove(key)).rejects.toThrow('There is no endpoint demo in the namespace aim-engine.');
    const lines = logs.follow({ endpoint: key }, new AbortController().signal);
    await expect(lines[Symbol.asyncIterator]().next()).rejects.toThrow('has no pods');
  });
});

describe('the workbench', () => {
  it('says what is here', async () => {
    await using engine = await prepared();
    const status = await engine.services.workbench.status();
    expect(status.clusters).toMatchObject([{ name: 'sandbox', simulated: true, freshness: { state: 'live' }, nodes: 0 }]);
  });

  it('knows models with their sizes', async () => {
    await using engine = await prepared();
    const models = await engine.services.catalog.models();
    const qwen = models.find((model) => model.id === 'Qwen/Qwen2.5-7B-Instruct');
    expect(qwen?.parameters).toBeGreaterThan(7e9);
    expect(qwen?.parameters).toBeLessThan(8e9);
    expect(models.filter((model) => model.contextLength === null)).toEqual([]);
  });

  it('has no fleet to change where there is no sandbox', async () => {
    await using engine = await prepared();
    await expect(engine.services.sandbox.addNode({ gpu: 'MI300X', count: 8 })).rejects.toMatchObject({ code: 'not_found' });
  });
});
