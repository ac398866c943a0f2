/** An operator that was told that the GPUs are made up. */
import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../../../clusters/cluster.ts';
import { deployments, events, nodes } from '../../../../clusters/kinds.ts';
import { aimEndpoints } from '../../../../engine/operator/kinds.ts';
import { eventually } from '../../../helpers/eventually.ts';
import { addNode, onSandboxServer } from './environment.ts';

const simulate = 'slipway/simulator:1.2.3';
const qwen7 = { id: 'Qwen/Qwen2.5-7B-Instruct' };
const demo = { namespace: 'models', name: 'demo' };

async function eventsOf(cluster: Cluster, reason: string) {
  const { items } = await cluster.list(events);
  return items.filter((event) => event.reason === reason);
}

test('model servers are simulated, told once on the endpoint, and again for another image only', async () => {
  await using world = await onSandboxServer({ simulate });
  const { cluster } = world;
  await world.create('demo', { model: qwen7, image: { repository: 'acme/server', tag: '1' } });
  const deployment = await eventually(() => cluster.get(deployments, demo));
  expect(deployment.spec?.template).toMatchObject({
    metadata: { annotations: { 'slipway.dev/simulates': 'acme/server:1' } },
    spec: { containers: [{ image: simulate }] },
  });
  const [told] = await eventually(async () => {
    const found = await eventsOf(cluster, 'Simulated');
    return found.length === 1 && found;
  });
  expect(told).toMatchObject({ type: 'Normal', involvedObject: { kind: 'AIMEndpoint', name: 'demo' } });
  expect(told?.message).toBe(
    "No GPU is used: Slipway's simulator runs in place of acme/server:1, because the operator was told that the GPUs here are made up (--simulate).",
  );

  // A change elsewhere is no news of this kind; another image is.
  await cluster.patch(aimEndpoints, demo, { type: 'merge', body: { spec: { security: { podSecurityContext: { runAsUser: 1000 } } } } });
  await eventually(async () => (await cluster.get(deployments, demo)).spec?.template.spec?.securityContext?.runAsUser === 1000);
  await cluster.patch(aimEndpoints, demo, { type: 'merge', body: { spec: { image: { tag: '2' } } } });
  const all = await eventually(async () => {
    const found = await eventsOf(cluster, 'Simulated');
    return found.length === 2 && found;
  });
  expect(all.map(({ count }) => count)).toEqual([1, 1]);
});

describe('the fleet', () => {
  const labels = { 'slipway.dev/simulated-gpu': 'MI300X', 'slipway.dev/simulated-gpu-count': '4' };

  test('has the GPUs that its labels say, and has them back when a kubelet takes them', async () => {
    await using world = await onSandboxServer({ simulate });
    const { cluster } = world;
    await addNode(cluster, 'worker', { labels, gpus: {} });
    const node = await eventually(() => gpusOf(cluster, 'worker', '4'));
    expect(node.metadata.labels).toMatchObject({ 'amd.com/gpu.device-id': '74a1', ...labels });
    expect(node.status?.capacity).toMatchObject({ 'amd.com/gpu': '4', cpu: '96' });

    const gone = { capacity: { 'amd.com/gpu': '0' }, allocatable: { 'amd.com/gpu': '0' } };
    await cluster.patch(nodes, { name: 'worker' }, { type: 'merge', body: { status: gone } }, { subresource: 'status' });
    await eventually(() => gpusOf(cluster, 'worker', '4'));
    await cluster.patch(
      nodes,
      { name: 'worker' },
      { type: 'merge', body: { metadata: { labels: { 'slipway.dev/simulated-gpu-count': '8' } } } },
    );
    await eventually(() => gpusOf(cluster, 'worker', '8'));
  });

  test('is told of a label that means nothing, once', async () => {
    await using world = await onSandboxServer({ simulate });
    const { cluster } = world;
    await addNode(cluster, 'odd', { labels: { 'slipway.dev/simulated-gpu': 'Abacus' }, gpus: {} });
    const [told] = await eventually(async () => {
      const found = await eventsOf(cluster, 'NotSimulated');
      return found.length > 0 && found;
    });
    expect(told?.message).toContain('Node "odd" is labelled slipway.dev/simulated-gpu=Abacus, which is no GPU that can be simulated.');
    await cluster.patch(nodes, { name: 'odd' }, { type: 'merge', body: { metadata: { annotations: { beat: '1' } } } });
    await addNode(cluster, 'even', { labels, gpus: {} });
    await eventually(() => gpusOf(cluster, 'even', '4'));
    expect((await eventsOf(cluster, 'NotSimulated')).map(({ count }) => count)).toEqual([1]);
  });

  test('is left alone by an operator that was told nothing', async () => {
    await using world = await onSandboxServer();
    const { cluster } = world;
    await addNode(cluster, 'worker', { labels, gpus: {} });
    await world.create('demo', { model: qwen7 });
    const { spec } = await eventually(() => cluster.get(deployments, demo));
    expect(spec?.template.metadata?.annotations).not.toHaveProperty('slipway.dev/simulates');
    expect((await cluster.get(nodes, { name: 'worker' })).status?.capacity).not.toHaveProperty('amd.com/gpu');
  });
});

async function gpusOf(cluster: Cluster, name: string, count: string) {
  const node = await cluster.get(nodes, { name });
  return node.status?.capacity?.['amd.com/gpu'] === count && node.status.allocatable?.['amd.com/gpu'] === count && node;
}
