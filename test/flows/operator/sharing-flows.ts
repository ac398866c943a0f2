/** The operator beside others who write to the same objects: kubectl, autoscalers, and other operators. */
import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import type { Lease } from 'kubernetes-types/coordination/v1.d.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deployments, leases, namespaces, services } from '../../../clusters/kinds.ts';
import type { ResourceKind, Stored } from '../../../clusters/objects.ts';
import { aimEndpoints } from '../../../engine/operator/kinds.ts';
import { type EndpointWorld, endpointWorld, patience } from '../../helpers/endpoint-world.ts';
import { eventually } from '../../helpers/eventually.ts';
import type { FlowCluster, FlowSubject } from '../../helpers/flow-clusters.ts';
import { operatorProgram } from '../../helpers/operator-program.ts';

export function sharingFlows({ name, skip, open }: FlowSubject): void {
  describe.skipIf(skip !== undefined)(`the operator's program on ${name}${skip ? ` (skipped: ${skip})` : ''}`, () => {
    let opened: FlowCluster;

    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened?.[Symbol.asyncDispose]());

    it('leaves what kubectl apply, kubectl scale and an autoscaler wrote, and comes to rest', async () => {
      await using _operator = operatorProgram(opened.kubeconfigPath);
      await using here = await endpointWorld(opened.cluster);
      await here.create('demo', { scaling: { minReplicas: 1, maxReplicas: 4 } });
      await here.untilReplicas('demo', 1);

      // kubectl apply --server-side of fields that nobody has.
      const metadata = { name: 'demo', namespace: here.namespace, annotations: { 'example.com/owner': 'team-a' } };
      const theirs = { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { revisionHistoryLimit: 3 } };
      const kind: ResourceKind = deployments;
      await opened.cluster.apply(kind, theirs, { fieldManager: 'kubectl' });
      // kubectl scale, and an autoscaler after it.
      for (const [fieldManager, replicas] of [
        ['kubectl', 2],
        ['kube-controller-manager', 3],
      ] as const) {
        const patch = { type: 'merge', body: { spec: { replicas } } } as const;
        await opened.cluster.patch(deployments, here.key('demo'), patch, { subresource: 'scale', fieldManager });
        await here.untilReplicas('demo', replicas);
      }
      // A change of the endpoint makes the operator write, and must not take any of that back.
      await opened.cluster.patch(aimEndpoints, here.key('demo'), { type: 'merge', body: { spec: { service: { port: 9000 } } } });
      await eventually(async () => (await opened.cluster.get(services, here.key('demo'))).spec?.ports?.[0]?.port === 9000, patience);
      const { metadata: kept, spec } = await restingDeployment(here);
      expect(kept.annotations).toMatchObject({ 'example.com/owner': 'team-a' });
      expect(spec).toMatchObject({ replicas: 3, revisionHistoryLimit: 3 });
      const appliers = (kept.managedFields ?? []).filter(({ operation }) => operation === 'Apply').map(({ manager }) => manager);
      expect(appliers.sort()).toEqual(['kubectl', 'slipway-operator']);
    }, 120_000);

    it('after a kill in the middle of six endpoints goes on where it was, and makes nothing twice', async () => {
      const names = Array.from({ length: 6 }, (_, index) => `demo-${index}`);
      await using here = await endpointWorld(opened.cluster);
      {
        await using _first = operatorProgram(opened.kubeconfigPath);
        await Promise.all(names.map((each) => here.create(each)));
        await eventually(async () => (await opened.cluster.list(deployments, { namespace: here.namespace })).items.length > 0, patience);
      }
      await using _second = operatorProgram(opened.kubeconfigPath);
      for (const each of names) await here.until(each, 'Ready');
      const { items } = await opened.cluster.list(deployments, { namespace: here.namespace });
      expect(items.map(({ metadata }) => metadata.name).sort()).toEqual(names);
      for (const each of names) expect(await here.untilReplicas(each, 1)).toHaveLength(1);
    }, 120_000);

    it('works for one of two candidates, and the other takes over when that one is killed', async () => {
      const namespace = `election-${Math.random().toString(36).slice(2, 8)}`;
      await opened.cluster.create(namespaces, { metadata: { name: namespace } });
      const flags = ['--install-kinds', '--leader-elect', '--namespace', namespace];
      const key = { namespace, name: 'slipway-operator' };
      await using first = operatorProgram(opened.kubeconfigPath, flags);
      await using here = await endpointWorld(opened.cluster);
      const held = await eventually(() => heldLease(opened, key), patience);
      await using second = operatorProgram(opened.kubeconfigPath, flags);
      const standby = await second.url;
      await eventually(async () => (await fetch(`${standby}/readyz`)).status === 200);
      await here.create('demo');
      await here.until('demo', 'Ready');
      expect(second.said()).not.toContain('leading');

      first.process.kill('SIGKILL');
      await first.exited;
      const taken = await eventually(async () => {
        const now = await heldLease(opened, key);
        return now && now.spec?.holderIdentity !== held.spec?.holderIdentity && now;
      }, patience);
      expect(taken.spec).toMatchObject({ leaseTransitions: 1, leaseDurationSeconds: 15 });
      await here.create('later');
      await here.until('later', 'Ready');

      // Who is asked to end frees the Lease at once.
      second.process.kill('SIGTERM');
      expect(await second.exited).toBe(0);
      expect((await opened.cluster.get(leases, key)).spec?.holderIdentity ?? '').toBe('');
      await opened.cluster.delete(namespaces, { name: namespace });
    }, 120_000);

    // Its watches used to keep the process for ever, so that nothing ever started it again.
    it('ends, so that it is started again, when another takes its Lease', async () => {
      await using here = await endpointWorld(opened.cluster);
      const flags = ['--install-kinds', '--leader-elect', '--namespace', here.namespace];
      await using operator = operatorProgram(opened.kubeconfigPath, flags);
      const key = { namespace: here.namespace, name: 'slipway-operator' };
      await eventually(() => heldLease(opened, key), patience);
      await opened.cluster.patch(leases, key, { type: 'merge', body: { spec: { holderIdentity: 'somebody-else' } } });
      expect(await operator.exited).toBe(1);
      expect(operator.said()).toContain('Leadership was lost');
    }, 60_000);

    it('brings twenty endpoints to their Deployments though the leading replica is killed in the middle', async () => {
      await using here = await endpointWorld(opened.cluster);
      const flags = ['--install-kinds', '--leader-elect', '--namespace', here.namespace];
      const key = { namespace: here.namespace, name: 'slipway-operator' };
      const names = Array.from({ length: 20 }, (_, index) => `demo-${String(index).padStart(2, '0')}`);
      const made = async () => (await opened.cluster.list(deployments, { namespace: here.namespace })).items;
      await using first = operatorProgram(opened.kubeconfigPath, flags);
      await here.create('demo-00');
      await eventually(() => heldLease(opened, key), patience);
      await using second = operatorProgram(opened.kubeconfigPath, flags);
      await second.url;

      // Half of them come before the end of the one that leads, half after it.
      const coming = names.slice(1, 10).map((each) => here.create(each));
      await eventually(async () => (await made()).length > 0, patience);
      first.process.kill('SIGKILL');
      await Promise.all([first.exited, ...coming, ...names.slice(10).map((each) => here.create(each))]);
      await eventually(async () => (await made()).length === 20, patience);
      expect((await made()).map(({ metadata }) => metadata.name).sort()).toEqual(names);
      for (const each of names) {
        const { status } = await here.until(each, 'RecipeResolved');
        expect(status?.selectedRecipe).toMatchObject({ hardware: 'MI300X', gpuCount: 1 });
      }
      expect(second.said()).toContain('leading');
      // Whoever made it, the other found nothing to change about it.
      expect((await made()).map(({ metadata }) => metadata.generation)).toEqual(names.map(() => 1));
    }, 120_000);
  });
}

/** The Deployment once two looks at the operator's next heartbeat find the same version: nobody writes in turns. */
async function restingDeployment(here: EndpointWorld): Promise<Stored<Deployment>> {
  let seen = '';
  let looks = 0;
  return eventually(
    async () => {
      const deployment = await here.cluster.get(deployments, here.key('demo'));
      looks = deployment.metadata.resourceVersion === seen ? looks + 1 : 0;
      seen = deployment.metadata.resourceVersion;
      return looks >= 10 && deployment;
    },
    { intervalMs: 100 },
  );
}

async function heldLease({ cluster }: FlowCluster, key: { namespace: string; name: string }): Promise<Stored<Lease> | undefined> {
  const lease = await cluster.get(leases, key);
  return lease.spec?.holderIdentity ? lease : undefined;
}
