/** What becomes of an AIMEndpoint, from the manifest to its end: with the operator's own program, on any cluster. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { configMaps, deployments, endpointSlices, events, nodes, pods, replicaSets, services } from '../../../clusters/kinds.ts';
import { aimEndpoints, routes } from '../../../engine/operator/kinds.ts';
import { type EndpointWorld, endpointWorld, patience, smallModel } from '../../helpers/endpoint-world.ts';
import { eventually } from '../../helpers/eventually.ts';
import type { FlowCluster, FlowSubject } from '../../helpers/flow-clusters.ts';
import { type OperatorProgram, operatorProgram } from '../../helpers/operator-program.ts';

export function operatorFlows({ name, skip, open, operatorFlags }: FlowSubject): void {
  describe.skipIf(skip !== undefined)(`an AIMEndpoint on ${name}${skip ? ` (skipped: ${skip})` : ''}`, () => {
    let opened: FlowCluster;
    let operator: OperatorProgram;
    const world = (): Promise<EndpointWorld> => endpointWorld(opened.cluster);

    beforeAll(async () => {
      opened = await open();
      operator = operatorProgram(opened.kubeconfigPath, operatorFlags);
      const url = await operator.url;
      await eventually(async () => (await fetch(`${url}/readyz`)).status === 200);
    });

    afterAll(async () => {
      await operator?.[Symbol.asyncDispose]();
      await opened?.[Symbol.asyncDispose]();
    });

    afterEach(({ task }) => {
      if (task.result?.state === 'fail') console.error(operator.said());
    });

    it('gets a recipe, its objects, ready pods on nodes with the GPUs, a route, and says that it serves', async () => {
      await using here = await world();
      await here.create('demo', { recipe: { autoSelect: true } });
      const endpoint = await here.until('demo', 'Ready');
      expect(endpoint.status).toMatchObject({
        phase: 'Running',
        message: `Served as ${smallModel} and demo by 1 backend.`,
        selectedRecipe: { gpuCount: 1, precision: 'bf16', backend: 'vllm', hardware: 'MI300X' },
        replicas: { desired: 1, ready: 1, available: 1 },
      });
      const [pod] = await here.untilReplicas('demo', 1);
      const node = await here.cluster.get(nodes, { name: pod?.spec?.nodeName ?? '' });
      expect(node.metadata.labels).toMatchObject({ 'slipway.dev/gpu-model': 'MI300X' });
      expect(pod?.spec?.containers[0]?.resources?.limits).toMatchObject({ 'amd.com/gpu': '1' });
      const { items } = await here.cluster.list(endpointSlices, { ...here.key('demo'), labelSelector: 'kubernetes.io/service-name=demo' });
      expect(items.flatMap((slice) => slice.endpoints ?? [])).toMatchObject([
        { addresses: [pod?.status?.podIP], conditions: { ready: true }, targetRef: { kind: 'Pod', name: pod?.metadata.name } },
      ]);
      const route = await here.cluster.get(routes, here.key('demo'));
      expect(route.spec).toMatchObject({ models: [smallModel, 'demo'], targets: [{ name: 'stable', weight: 100 }] });
    });

    it('whose tensors cannot be split is refused with its reason, and nothing is made', async () => {
      await using here = await world();
      await here.create('demo', { recipe: { gpuCount: 8 } });
      const { status } = await here.until('demo', 'RecipeResolved', 'False');
      expect(status).toMatchObject({
        phase: 'Failed',
        message: expect.stringContaining('28 attention heads cannot be split over 8 GPUs.'),
      });
      const told = await eventually(async () => (await here.cluster.list(events, { namespace: here.namespace })).items[0]);
      expect(told).toMatchObject({ type: 'Warning', reason: 'NoRecipeFits', involvedObject: { kind: 'AIMEndpoint', name: 'demo' } });
      expect((await here.cluster.list(deployments, { namespace: here.namespace })).items).toEqual([]);
    });

    it('is scaled up and down by its spec', async () => {
      await using here = await world();
      await here.create('demo', { scaling: { minReplicas: 1, maxReplicas: 4 } });
      await here.untilReplicas('demo', 1);
      for (const minReplicas of [3, 1]) {
        await here.cluster.patch(aimEndpoints, here.key('demo'), { type: 'merge', body: { spec: { scaling: { minReplicas } } } });
        await here.untilReplicas('demo', minReplicas);
      }
    });

    it('with another recipe rolls a new revision out, and the old one ends', async () => {
      await using here = await world();
      await here.create('demo');
      const [before] = await here.untilReplicas('demo', 1);
      const recipe = { autoSelect: false, gpuCount: 2, precision: 'bf16', backend: 'vllm' };
      await here.cluster.patch(aimEndpoints, here.key('demo'), { type: 'merge', body: { spec: { recipe } } });
      const after = await eventually(async () => {
        const [pod, ...more] = await here.untilReplicas('demo', 1);
        return more.length === 0 && pod?.metadata.uid !== before?.metadata.uid && pod;
      }, patience);
      expect(after.spec?.containers[0]?.resources?.limits).toMatchObject({ 'amd.com/gpu': '2' });
      const { items } = await here.cluster.list(replicaSets, { namespace: here.namespace });
      expect(items.map(({ spec }) => spec?.replicas).sort()).toEqual([0, 1]);
      const { status } = await here.until('demo', 'Progressing', 'False');
      expect(status).toMatchObject({ phase: 'Running', selectedRecipe: { gpuCount: 2 } });
    });

    it('takes all that was made for it along when it is deleted', async () => {
      await using here = await world();
      await here.create('demo');
      await here.untilReplicas('demo', 1);
      await here.cluster.delete(aimEndpoints, here.key('demo'));
      for (const kind of [aimEndpoints, deployments, replicaSets, pods, services, endpointSlices, routes]) await here.untilNone(kind);
      // The namespace's own is left.
      const left = await here.cluster.list(configMaps, { namespace: here.namespace });
      expect(left.items.map(({ metadata }) => metadata.name)).toEqual(['kube-root-ca.crt']);
    }, 120_000);

    it('whose model another endpoint serves says which one, and has the name when that is gone', async () => {
      await using here = await world();
      await here.create('first');
      await here.until('first', 'Ready');
      await here.create('second');
      const { status } = await here.until('second', 'Ready');
      expect(status?.message).toBe(
        `Served as second by 1 backend. ${smallModel} leads to the endpoint ${here.namespace}/first, which had the name first.`,
      );
      expect(status?.conditions?.find(({ type }) => type === 'RouteReady')?.reason).toBe('SomeNamesTaken');
      await here.cluster.delete(aimEndpoints, here.key('first'));
      await eventually(async () => {
        const { status: now } = await here.cluster.get(aimEndpoints, here.key('second'));
        return now?.message === `Served as ${smallModel} and second by 1 backend.`;
      });
    });
  });
}
