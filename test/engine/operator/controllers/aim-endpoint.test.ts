import type { Service } from 'kubernetes-types/core/v1.d.ts';
import { describe, expect, test } from 'vitest';
import { configMaps, deployments, events, serviceAccounts, services } from '../../../../clusters/kinds.ts';
import type { ResourceKind } from '../../../../clusters/objects.ts';
import { aimEndpoints, aimRecipes, routes } from '../../../../engine/operator/kinds.ts';
import { kubernetesForTests } from '../../../helpers/control-plane.ts';
import { eventually } from '../../../helpers/eventually.ts';
import { addNode, becomeReady, onControlPlane, onSandboxServer } from './environment.ts';

const qwen7 = { id: 'Qwen/Qwen2.5-7B-Instruct' };
const demo = { namespace: 'models', name: 'demo' };

describe.each([
  ["the sandbox's API server", onSandboxServer, true],
  ['a real API server (SLIPWAY_TEST_KUBERNETES)', onControlPlane, kubernetesForTests !== undefined],
] as const)('an AIMEndpoint on %s', (_, open, isHere) => {
  test.skipIf(!isHere)('is made into its objects, follows its spec, and leaves foreign objects alone', async () => {
    await using world = await open();
    const { cluster } = world;

    // Given an endpoint, all its objects are made, and the status says how.
    await world.create('demo', {
      model: qwen7,
      recipe: { autoSelect: true },
      scaling: { minReplicas: 2, maxReplicas: 4 },
      service: { port: 9000 },
      security: { serviceAccount: { create: true, name: 'demo-account' } },
    });
    const endpoint = await world.until('demo', 'RecipeResolved', 'True');
    expect(endpoint.status).toMatchObject({ selectedRecipe: { gpuCount: 1, precision: 'bf16', backend: 'vllm', hardware: 'MI300X' } });
    const owner = [expect.objectContaining({ kind: 'AIMEndpoint', name: 'demo', uid: endpoint.metadata.uid })];
    for (const [kind, name] of [
      [deployments, 'demo'],
      [services, 'demo'],
      [configMaps, 'demo-recipe'],
      [routes, 'demo'],
      [serviceAccounts, 'demo-account'],
    ] as const) {
      const object = await eventually(() => cluster.get(kind as ResourceKind, { namespace: 'models', name }));
      expect(object.metadata.ownerReferences).toEqual(owner);
    }
    await eventually(async () => (await cluster.get(deployments, demo)).spec?.replicas === 2);
    expect((await cluster.get(services, demo)).spec?.ports?.[0]).toMatchObject({ port: 9000, targetPort: 'http' });

    // When a person scales within the bounds, the number stays.
    await cluster.patch(deployments, demo, { type: 'merge', body: { spec: { replicas: 3 } } });
    // When the spec changes, the objects follow.
    await cluster.patch(aimEndpoints, demo, { type: 'merge', body: { spec: { service: { port: 9001 } } } });
    await eventually(async () => (await cluster.get(services, demo)).spec?.ports?.[0]?.port === 9001);
    expect((await cluster.get(deployments, demo)).spec?.replicas).toBe(3);

    // When an object is changed or deleted by hand, it comes back.
    await cluster.patch(services, demo, { type: 'merge', body: { spec: { selector: { 'slipway.dev/version': 'gone' } } } });
    await cluster.delete(routes, demo);
    await eventually(async () => (await cluster.get(services, demo)).spec?.selector?.['slipway.dev/version'] === 'stable');
    await eventually(() => cluster.get(routes, demo));

    // A name that somebody else has is not taken over, and nothing else is made.
    const foreign: Service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'taken', namespace: 'models' },
      spec: { ports: [{ port: 80 }] },
    };
    await cluster.create(services, foreign);
    await world.create('taken', { model: qwen7 });
    const refused = await world.until('taken', 'WorkloadAvailable', 'False');
    expect(refused.status?.message).toContain("Service models/taken exists and is not this endpoint's");
    expect((await cluster.get(services, { namespace: 'models', name: 'taken' })).metadata.ownerReferences).toBeUndefined();
    await expect(cluster.get(deployments, { namespace: 'models', name: 'taken' })).rejects.toMatchObject({ code: 404 });
  });

  test.skipIf(!isHere)('that cannot run is refused with its reason, not tried', async () => {
    await using world = await open();
    await world.create('demo', { model: qwen7, recipe: { gpuCount: 8 } });
    const endpoint = await world.until('demo', 'RecipeResolved', 'False');
    expect(endpoint.status).toMatchObject({
      phase: 'Failed',
      message: expect.stringContaining('28 attention heads cannot be split over 8 GPUs.'),
    });
    await expect(world.cluster.get(deployments, demo)).rejects.toMatchObject({ code: 404 });
    const told = await eventually(async () =>
      (await world.cluster.list(events, { namespace: 'models' })).items.find((event) => event.involvedObject.name === 'demo'),
    );
    expect(told).toMatchObject({ type: 'Warning', reason: 'NoRecipeFits' });
  });
});

describe('an AIMEndpoint', () => {
  test('becomes Ready when its model server is, and says where it is served', async () => {
    await using world = await onSandboxServer();
    await world.create('demo', { model: qwen7 });
    await world.until('demo', 'RecipeResolved', 'True');
    await becomeReady(world.cluster, demo);
    const { status } = await world.until('demo', 'Ready', 'True');
    expect(status).toMatchObject({
      phase: 'Running',
      replicas: { desired: 1, ready: 1 },
      endpoints: { internal: 'http://demo.models.svc.cluster.local:8000' },
    });
    expect(status?.message).toBe('Served as Qwen/Qwen2.5-7B-Instruct and demo by 1 backend.');
  });

  test('whose recipe comes later finds it, and one that found no GPUs finds a new node', async () => {
    await using world = await onSandboxServer();
    const custom = { id: 'someone/unknown-7B' };
    await world.create('demo', { model: custom, recipe: { autoSelect: true } });
    expect((await world.until('demo', 'RecipeResolved', 'False')).status?.message).toContain('Create a recipe for it');
    const spec = {
      modelId: custom.id,
      hardware: 'MI325X',
      precision: 'bf16',
      backend: 'vllm',
      configurations: [{ gpuCount: 1, enabled: true }],
    };
    await world.cluster.create(aimRecipes, {
      apiVersion: 'aim.engine.amd.com/v1alpha1',
      kind: 'AIMRecipe',
      metadata: { name: 'mine', namespace: 'models' },
      spec,
    });
    await eventually(async () =>
      (await world.cluster.get(aimEndpoints, demo)).status?.message?.includes('No schedulable node has a MI325X'),
    );
    await addNode(world.cluster, 'mi325x-0', { labels: { 'amd.com/gpu.device-id': '74a5' }, gpus: { 'amd.com/gpu': '8' } });
    const { status } = await world.until('demo', 'RecipeResolved', 'True');
    expect(status?.selectedRecipe).toMatchObject({ name: 'mine', origin: 'cluster' });
    await eventually(
      async () => (await world.cluster.get(aimRecipes, { namespace: 'models', name: 'mine' })).status?.usage?.endpointCount === 1,
    );
  });

  test('with contradicting fields is told which, and mended by the next edit', async () => {
    await using world = await onSandboxServer();
    await world.create('demo', { model: qwen7, scaling: { minReplicas: 3, maxReplicas: 2 } });
    expect((await world.until('demo', 'Accepted', 'False')).status?.message).toContain(
      'spec.scaling.minReplicas: minReplicas (3) is greater than maxReplicas (2).',
    );
    await world.cluster.patch(aimEndpoints, demo, { type: 'merge', body: { spec: { scaling: { maxReplicas: 3 } } } });
    await world.until('demo', 'Accepted', 'True');
  });

  test('keeps what is not acted upon yet, and says so', async () => {
    await using world = await onSandboxServer();
    await world.create('demo', {
      model: qwen7,
      scaling: { minReplicas: 1, maxReplicas: 10, targetGPUUtilization: 85, scaleDownDelay: '300s', scaleUpDelay: 60 },
    });
    const { status, spec } = await world.until('demo', 'NotYetActedUpon', 'True');
    expect(status?.conditions?.find(({ type }) => type === 'NotYetActedUpon')?.message).toContain(
      'spec.scaling.targetGPUUtilization, spec.scaling.scaleDownDelay, spec.scaling.scaleUpDelay',
    );
    expect(spec).toMatchObject({ scaling: { scaleDownDelay: '300s', scaleUpDelay: 60 } });
  });

  test('is left as it is by an operator that starts again', async () => {
    await using world = await onSandboxServer();
    await world.create('demo', { model: qwen7 });
    await world.until('demo', 'RecipeResolved', 'True');
    await becomeReady(world.cluster, demo);
    const before = await world.until('demo', 'Ready', 'True');
    const deployment = await world.cluster.get(deployments, demo);
    await world.restart();
    await world.create('later', { model: qwen7 });
    await world.until('later', 'RecipeResolved', 'True');
    expect((await world.cluster.get(aimEndpoints, demo)).metadata.resourceVersion).toBe(before.metadata.resourceVersion);
    expect((await world.cluster.get(deployments, demo)).metadata.resourceVersion).toBe(deployment.metadata.resourceVersion);
  });
});
