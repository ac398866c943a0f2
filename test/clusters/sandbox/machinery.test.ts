import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../clusters/clock.ts';
import {
  configMaps,
  deployments,
  endpointSlices,
  events,
  namespaces,
  nodes,
  pods,
  replicaSets,
  serviceAccounts,
  services,
} from '../../../clusters/kinds.ts';
import { createFleet } from '../../../clusters/sandbox/fleet/fleet.ts';
import { eventually } from '../../helpers/eventually.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { runningMachinery } from './running-machinery.ts';
import { allPods, ask, crash, inDefault, webDeployment, webPod, webService } from './workloads.ts';

describe('a deployment in the sandbox', () => {
  it('becomes available, and its pods answer where its endpoint slices say', async () => {
    await using folder = await temporaryFolder();
    await using running = await runningMachinery(folder.path);
    const { cluster } = running;
    await cluster.create(services, webService());
    await cluster.create(deployments, webDeployment(3));

    const deployment = await eventually(async () => {
      const found = await cluster.get(deployments, inDefault('web'));
      return found.status?.availableReplicas === 3 && found;
    });
    expect(deployment.status?.conditions).toMatchObject([
      { type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable' },
      { type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' },
    ]);
    expect(deployment.metadata.annotations).toMatchObject({ 'deployment.kubernetes.io/revision': '1' });

    const slices = await eventually(async () => {
      const { items } = await cluster.list(endpointSlices, { namespace: 'default', labelSelector: 'kubernetes.io/service-name=web' });
      return items.filter((slice) => slice.endpoints[0]?.conditions?.ready).length === 3 && items;
    });
    for (const slice of slices) {
      const answer = await fetch(`http://${slice.endpoints[0]?.addresses[0]}:${slice.ports?.[0]?.port}/`);
      expect(answer.status).toBe(200);
    }
  });

  it('moves to a new template without ever having too few available pods', async () => {
    await using folder = await temporaryFolder();
    await using running = await runningMachinery(folder.path);
    const { cluster } = running;
    await cluster.create(deployments, webDeployment(3));
    await eventually(async () => (await cluster.get(deployments, inDefault('web'))).status?.availableReplicas === 3);

    const body = { spec: { template: { spec: { containers: webDeployment(3, { args: ['--new'] }).spec?.template.spec?.containers } } } };
    await cluster.patch(deployments, inDefault('web'), { type: 'merge', body });
    const available: number[] = [];
    await eventually(async () => {
      const { status } = await cluster.get(deployments, inDefault('web'));
      available.push(status?.availableReplicas ?? 0);
      return status?.observedGeneration === 2 && status.updatedReplicas === 3 && status.replicas === 3 && status.availableReplicas === 3;
    });
    expect(Math.min(...available)).toBeGreaterThanOrEqual(3);
    const sets = (await cluster.list(replicaSets)).items;
    expect(sets.map((set) => set.spec?.replicas).sort()).toEqual([0, 3]);
    for (const pod of await eventually(async () => (await allPods(cluster)).length === 3 && allPods(cluster))) {
      expect(await (await ask(pod, '/')).json()).toMatchObject({ args: ['--new'] });
    }
  });

  it('takes everything with it when it is deleted', async () => {
    await using folder = await temporaryFolder();
    await using running = await runningMachinery(folder.path);
    const { cluster } = running;
    await cluster.create(services, webService());
    await cluster.create(deployments, webDeployment(2));
    await eventually(async () => (await cluster.get(deployments, inDefault('web'))).status?.availableReplicas === 2);

    await cluster.delete(deployments, inDefault('web'));
    await cluster.delete(services, inDefault('web'));
    await eventually(async () => {
      const left = await Promise.all([
        cluster.list(pods),
        cluster.list(replicaSets),
        cluster.list(endpointSlices, { namespace: 'default', labelSelector: 'kubernetes.io/service-name=web' }),
      ]);
      return left.every(({ items }) => items.length === 0);
    });
  });

  it('waits for its dependents when it is deleted in the foreground', async () => {
    await using folder = await temporaryFolder();
    await using running = await runningMachinery(folder.path);
    const { cluster } = running;
    await cluster.create(deployments, webDeployment(2));
    await eventually(async () => (await cluster.get(deployments, inDefault('web'))).status?.availableReplicas === 2);

    await cluster.delete(deployments, inDefault('web'), { propagation: 'Foreground' });
    await eventually(async () => (await cluster.list(deployments)).items.length === 0);
    expect(await allPods(cluster)).toEqual([]);
  });

  it('leaves its pods when it is deleted with orphaning', async () => {
    await using folder = await temporaryFolder();
    await using running = await runningMachinery(folder.path);
    const { cluster } = running;
    await cluster.create(deployments, webDeployment(1));
    await eventually(async () => (await cluster.get(deployments, inDefault('web'))).status?.availableReplicas === 1);

    await cluster.delete(deployments, inDefault('web'), { propagation: 'Orphan' });
    await eventually(async () => (await cluster.list(deployments)).items.length === 0);
    const [set] = (await cluster.list(replicaSets)).items;
    expect(set?.metadata.ownerReferences ?? []).toEqual([]);
    expect(await allPods(cluster)).toHaveLength(1);
  });
});

describe('a pod in the sandbox', () => {
  it('is started again when its container crashes', async () => {
    await using folder = await temporaryFolder();
    await using running = await runningMachinery(folder.path);
    const { cluster } = running;
    await cluster.create(pods, webPod('one'));
    await crash(await eventually(() => readyPod('one')));
    const pod = await eventually(async () => {
      const found = await readyPod('one');
      return found && found.status?.containerStatuses?.[0]?.restartCount === 1 && found;
    });
    expect(pod.status?.containerStatuses?.[0]?.lastState).toMatchObject({ terminated: { exitCode: 1, reason: 'Error' } });

    async function readyPod(name: string) {
      const found = await cluster.get(pods, inDefault(name));
      return found.status?.conditions?.find(({ type }) => type === 'Ready')?.status === 'True' && found;
    }
  });

  it('backs off when it crashes again and again, and says so', async () => {
    await using folder = await temporaryFolder();
    await using running = await runningMachinery(folder.path);
    const { cluster } = running;
    await cluster.create(pods, webPod('one', { args: ['--fail'] }));
    const status = await eventually(async () => {
      const found = (await cluster.get(pods, inDefault('one'))).status?.containerStatuses?.[0];
      return found?.state?.waiting?.reason === 'CrashLoopBackOff' && found;
    });
    expect(status).toMatchObject({ restartCount: 1, lastState: { terminated: { exitCode: 3 } } });
    expect(status.state?.waiting?.message).toMatch(/^back-off 10s restarting failed container=server pod=one_default/);
  });

  it("leaves the endpoint slice's ready endpoints while its readiness probe fails", async () => {
    await using folder = await temporaryFolder();
    await using running = await runningMachinery(folder.path);
    const { cluster } = running;
    await cluster.create(services, webService());
    await cluster.create(
      pods,
      webPod('one', { readinessProbe: { httpGet: { path: '/health', port: 'http' }, periodSeconds: 1, failureThreshold: 1 } }),
    );
    await eventually(() => readyIs(true));
    await ask(await cluster.get(pods, inDefault('one')), '/set?health=503');
    await eventually(() => readyIs(false));
    const unhealthy = (await cluster.list(events)).items.find(({ reason }) => reason === 'Unhealthy');
    expect(unhealthy?.message).toBe('Readiness probe failed: HTTP probe failed with statuscode: 503');
    await ask(await cluster.get(pods, inDefault('one')), '/set?health=200');
    await eventually(() => readyIs(true));

    async function readyIs(ready: boolean): Promise<boolean> {
      const [slice] = (await cluster.list(endpointSlices, { labelSelector: 'kubernetes.io/service-name=web' })).items;
      return slice?.endpoints[0]?.conditions?.ready === ready;
    }
  });

  it('is restarted when its liveness probe fails', async () => {
    await using folder = await temporaryFolder();
    await using running = await runningMachinery(folder.path);
    const { cluster } = running;
    const livenessProbe = { httpGet: { path: '/health', port: 'http' }, periodSeconds: 1, failureThreshold: 1 };
    await cluster.create(pods, webPod('one', { livenessProbe }));
    const pod = await eventually(async () => {
      const found = await cluster.get(pods, inDefault('one'));
      return found.status?.containerStatuses?.[0]?.ready && found;
    });
    await ask(pod, '/set?health=500');
    await eventually(async () => (await cluster.get(pods, inDefault('one'))).status?.containerStatuses?.[0]?.restartCount === 1);
  });

  it('waits, with a reason, for a config map that it needs', async () => {
    await using folder = await temporaryFolder();
    await using running = await runningMachinery(folder.path);
    const { cluster } = running;
    await cluster.create(
      pods,
      webPod('one', { env: [{ name: 'GREETING', valueFrom: { configMapKeyRef: { name: 'settings', key: 'greeting' } } }] }),
    );
    await eventually(async () => {
      const waiting = (await cluster.get(pods, inDefault('one'))).status?.containerStatuses?.[0]?.state?.waiting;
      return waiting?.reason === 'CreateContainerConfigError' && waiting.message === 'configmap "settings" not found';
    });
    await cluster.create(configMaps, { apiVersion: 'v1', kind: 'ConfigMap', metadata: inDefault('settings'), data: { greeting: 'hello' } });
    const pod = await eventually(async () => {
      const found = await cluster.get(pods, inDefault('one'));
      return found.status?.containerStatuses?.[0]?.ready && found;
    });
    expect(await (await ask(pod, '/')).json()).toMatchObject({ env: { GREETING: 'hello' } });
  });

  it('says what is in the way of its files, and runs once that is gone', async () => {
    await using folder = await temporaryFolder();
    await using running = await runningMachinery(folder.path);
    const { cluster } = running;
    // A file where the agent makes folders stands for any failure of the disk.
    const inTheWay = join(folder.path, 'pods');
    await rm(inTheWay, { recursive: true, force: true });
    await writeFile(inTheWay, '');
    await cluster.create(pods, webPod('one', {}, { volumes: [{ name: 'scratch', emptyDir: {} }] }));
    await eventually(async () => (await cluster.list(events)).items.find(({ reason }) => reason === 'FailedMount'));
    await rm(inTheWay);
    await eventually(async () => (await cluster.get(pods, inDefault('one'))).status?.containerStatuses?.[0]?.ready);
  });

  it('tells its container which GPUs it was given', async () => {
    await using folder = await temporaryFolder();
    await using running = await runningMachinery(folder.path);
    const { cluster } = running;
    await cluster.create(pods, webPod('one', { resources: { limits: { 'amd.com/gpu': '2' }, requests: { 'amd.com/gpu': '2' } } }));
    const pod = await eventually(async () => {
      const found = await cluster.get(pods, inDefault('one'));
      return found.status?.containerStatuses?.[0]?.ready && found;
    });
    expect(pod.spec?.nodeName).toBe('mi300x-1');
    expect(await (await ask(pod, '/')).json()).toMatchObject({
      env: { SLIPWAY_SIMULATED_GPU: 'MI300X', SLIPWAY_SIMULATED_GPU_COUNT: '2' },
    });
  });

  it('says why it cannot be scheduled, and is scheduled once it can', async () => {
    await using folder = await temporaryFolder();
    await using running = await runningMachinery(folder.path);
    const { cluster } = running;
    await cluster.create(pods, webPod('one', {}, { nodeSelector: { 'slipway.dev/gpu-model': 'L4' } }));
    const event = await eventually(async () => (await cluster.list(events)).items.find(({ reason }) => reason === 'FailedScheduling'));
    expect(event.message).toMatch(
      /^0\/3 nodes are available: 3 node\(s\) didn't match Pod's node affinity\/selector\. no new claims to deallocate, preemption: /,
    );
    expect((await cluster.get(pods, inDefault('one'))).status?.conditions).toMatchObject([
      { type: 'PodScheduled', status: 'False', reason: 'Unschedulable' },
    ]);

    await createFleet(cluster, systemClock).add({ gpu: 'L4', count: 4 });
    await eventually(async () => (await cluster.get(pods, inDefault('one'))).spec?.nodeName === 'l4-1');
  });

  it('runs init containers in order before its own, commands too', async () => {
    await using folder = await temporaryFolder();
    await using running = await runningMachinery(folder.path);
    const { cluster } = running;
    const initContainers = ['first', 'second'].map((name) => ({ name, image: 'node', args: ['-e', `console.log("${name} done")`] }));
    await cluster.create(pods, webPod('one', {}, { initContainers }));
    const pod = await eventually(async () => {
      const found = await cluster.get(pods, inDefault('one'));
      return found.status?.containerStatuses?.[0]?.ready && found;
    });
    expect(pod.status?.initContainerStatuses).toMatchObject([
      { state: { terminated: { exitCode: 0 } } },
      { state: { terminated: { exitCode: 0 } } },
    ]);
    const lines: string[] = [];
    for await (const line of cluster.logs(inDefault('one'), { container: 'second' })) lines.push(line);
    expect(lines).toEqual(['second done']);
  });

  it('is Succeeded when it is not to be restarted and ends well', async () => {
    await using folder = await temporaryFolder();
    await using running = await runningMachinery(folder.path);
    const { cluster } = running;
    await cluster.create(
      pods,
      webPod('one', { image: 'node', args: ['-e', '0'], readinessProbe: { tcpSocket: { port: 1 } } }, { restartPolicy: 'Never' }),
    );
    await eventually(async () => (await cluster.get(pods, inDefault('one'))).status?.phase === 'Succeeded');
  });

  it('follows its log until it ends', async () => {
    await using folder = await temporaryFolder();
    await using running = await runningMachinery(folder.path);
    const { cluster } = running;
    await cluster.create(pods, webPod('one', { args: ['--hello'] }));
    await eventually(async () => (await cluster.get(pods, inDefault('one'))).status?.containerStatuses?.[0]?.ready);
    const lines: string[] = [];
    for await (const line of cluster.logs(inDefault('one'), { follow: true })) {
      lines.push(line);
      if (lines.length === 1) await cluster.delete(pods, inDefault('one'));
    }
    expect(lines).toEqual(['listening, arguments --hello', 'terminating']);
  });
});

describe('the sandbox after its processes died', () => {
  it('has the containers of a dead shared process running again', async () => {
    await using folder = await temporaryFolder();
    await using running = await runningMachinery(folder.path);
    const { cluster, machinery } = running;
    await cluster.create(deployments, webDeployment(2));
    await eventually(async () => (await cluster.get(deployments, inDefault('web'))).status?.availableReplicas === 2);
    for (const { pid } of machinery.agent.processes()) process.kill(pid, 'SIGKILL');
    await eventually(async () =>
      (await allPods(cluster)).every(
        ({ status }) => status?.containerStatuses?.[0]?.restartCount === 1 && status.containerStatuses[0].ready,
      ),
    );
    expect((await allPods(cluster))[0]?.status?.containerStatuses?.[0]?.lastState).toMatchObject({ terminated: { exitCode: 137 } });
  });

  it('has the same pods running again after a restart, none doubled', async () => {
    await using folder = await temporaryFolder();
    const before = await startAndStop(folder.path);
    await using running = await runningMachinery(folder.path);
    await eventually(async () =>
      (await allPods(running.cluster)).every(
        ({ status }) => status?.containerStatuses?.[0]?.restartCount === 1 && status.containerStatuses[0].ready,
      ),
    );
    const after = await allPods(running.cluster);
    expect(after.map(({ metadata }) => metadata.uid).sort()).toEqual(before);
    expect(after[0]?.status?.containerStatuses?.[0]?.lastState).toMatchObject({ terminated: { exitCode: 255, reason: 'Unknown' } });
  });

  async function startAndStop(folder: string): Promise<string[]> {
    await using running = await runningMachinery(folder);
    await running.cluster.create(deployments, webDeployment(3));
    await eventually(async () => (await running.cluster.get(deployments, inDefault('web'))).status?.availableReplicas === 3);
    return (await allPods(running.cluster)).map(({ metadata }) => metadata.uid).sort();
  }
});

describe('namespaces and nodes', () => {
  it('a namespace has its service account, and is emptied when deleted', async () => {
    await using folder = await temporaryFolder();
    await using running = await runningMachinery(folder.path);
    const { cluster } = running;
    await cluster.create(namespaces, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } });
    await eventually(async () => cluster.get(serviceAccounts, { namespace: 'team', name: 'default' }));
    await eventually(async () => cluster.get(configMaps, { namespace: 'team', name: 'kube-root-ca.crt' }));
    await cluster.create(pods, { ...webPod('one'), metadata: { name: 'one', namespace: 'team' } });
    await eventually(async () => (await cluster.get(pods, { namespace: 'team', name: 'one' })).status?.phase === 'Running');

    await cluster.delete(namespaces, { name: 'team' });
    await eventually(async () => !(await cluster.list(namespaces)).items.some(({ metadata }) => metadata.name === 'team'));
    expect((await cluster.list(pods, { namespace: 'team' })).items).toEqual([]);
  });

  it('nodes are Ready, and one that is removed loses its pods to the others', async () => {
    await using folder = await temporaryFolder();
    await using running = await runningMachinery(folder.path);
    const { cluster } = running;
    await eventually(async () =>
      (await cluster.list(nodes)).items.every(({ status }) =>
        status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True'),
      ),
    );
    await cluster.create(deployments, webDeployment(1));
    await eventually(async () => (await allPods(cluster))[0]?.spec?.nodeName === 'cpu-1');

    await createFleet(cluster, systemClock).remove('cpu-1');
    expect((await cluster.list(nodes)).items.map(({ metadata }) => metadata.name)).toEqual(['h100-1', 'mi300x-1']);
    await eventually(async () => (await cluster.get(deployments, inDefault('web'))).status?.availableReplicas === 1);
  });
});
