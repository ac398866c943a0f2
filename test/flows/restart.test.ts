import { describe, expect, it } from 'vitest';
import { eventually } from '../helpers/eventually.ts';
import { endpointManifest } from '../helpers/manifests.ts';
import { type RunningServe, runningServe } from '../helpers/running-serve.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const names = Array.from({ length: 10 }, (_, index) => `endpoint-${index}`);

describe('a restart', () => {
  it('after a kill in the middle of ten deployments brings all ten, and nothing twice', async () => {
    await using folder = await temporaryFolder();
    await using first = await runningServe(folder.path);
    await first.slipway(['sandbox', 'nodes', 'add', '--gpu', 'MI300X', '--count', '8']);
    await first.call.manifests.applyAll.mutate({ yaml: names.map((name) => endpointManifest(name)).join('---\n') });
    await eventually(async () => (await first.call.endpoints.list.query()).endpoints.some((endpoint) => endpoint.state === 'progressing'));
    await first.kill();

    await using second = await runningServe(folder.path);
    const endpoints = await eventually(() => allReady(second), { timeoutMs: 60_000 });
    expect(endpoints.map(({ key }) => key.name).sort()).toEqual(names);
    for (const name of names) {
      const detail = await second.call.endpoints.get.query({ namespace: 'aim-engine', name });
      expect(detail.pods).toHaveLength(1);
    }
    const nodes = await second.call.hardware.nodes.query();
    const used = nodes.flatMap(({ gpus }) => gpus).reduce((sum, { total, free }) => sum + total - free, 0);
    expect(used).toBe(names.length);
  }, 180_000);

  it('keeps the token and everything that was applied, and stops cleanly', async () => {
    await using folder = await temporaryFolder();
    await using first = await runningServe(folder.path);
    await first.call.manifests.applyAll.mutate({ yaml: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: kept}\ndata: {a: b}' });
    expect(await first.stop()).toBe(0);

    await using second = await runningServe(folder.path);
    expect(second.token).toBe(first.token);
    const again = await second.call.manifests.applyAll.mutate({
      yaml: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: kept}\ndata: {a: b}',
    });
    expect(again[0]?.outcome).toBe('unchanged');
    expect(await second.call.manifests.history.query({ limit: 10 })).toHaveLength(2);
  }, 60_000);
});

async function allReady(serve: RunningServe) {
  const { endpoints } = await serve.call.endpoints.list.query();
  return endpoints.length === names.length && endpoints.every((endpoint) => endpoint.state === 'ready') && endpoints;
}
