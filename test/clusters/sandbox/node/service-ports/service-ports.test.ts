import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Service } from 'kubernetes-types/core/v1.d.ts';
import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../../../../clusters/cluster.ts';
import { deployments, events, services } from '../../../../../clusters/kinds.ts';
import { eventually } from '../../../../helpers/eventually.ts';
import { freeNodePort } from '../../../../helpers/free-port.ts';
import { temporaryFolder } from '../../../../helpers/temporary-folder.ts';
import { runningMachinery } from '../../running-machinery.ts';
import { inDefault, webDeployment, webService } from '../../workloads.ts';

describe('a service of type NodePort', () => {
  it('answers on its port while it is there, and closes it when it is deleted', async () => {
    await using folder = await temporaryFolder();
    await using running = await runningMachinery(folder.path);
    const { cluster } = running;
    const nodePort = await freeNodePort();
    await cluster.create(services, nodePortService('web', nodePort));
    await cluster.create(deployments, webDeployment(2));
    await eventually(() => isAnswered(nodePort));

    await cluster.delete(services, inDefault('web'));
    await eventually(async () => !(await isAnswered(nodePort)));
  });

  it('moves when its node port is changed', async () => {
    await using folder = await temporaryFolder();
    await using running = await runningMachinery(folder.path);
    const { cluster } = running;
    const [before, after] = [await freeNodePort(), await freeNodePort()];
    await cluster.create(services, nodePortService('web', before));
    await cluster.create(deployments, webDeployment(1));
    await eventually(() => isAnswered(before));
    const body = { spec: { ports: [{ name: 'http', port: 80, targetPort: 'http', nodePort: after }] } };
    await cluster.patch(services, inDefault('web'), { type: 'merge', body });
    await eventually(() => isAnswered(after));
    expect(await isAnswered(before)).toBe(false);
  });

  it('says so in an event when another program has its port', async () => {
    await using folder = await temporaryFolder();
    await using running = await runningMachinery(folder.path);
    const { cluster } = running;
    const port = await freeNodePort();
    const taken = createServer().listen(port, '127.0.0.1');
    await once(taken, 'listening');
    await cluster.create(services, nodePortService('web', port));
    const event = await eventually(() => warningOf(cluster, 'NodePortInUse'));
    expect(event.involvedObject).toMatchObject({ kind: 'Service', name: 'web' });
    expect(event.message).toBe(
      `Service is not reachable on 127.0.0.1:${port}: another program or service listens on it; stop that one, or choose another nodePort.`,
    );
    taken.close();
  });
});

function nodePortService(name: string, nodePort: number): Service {
  const service = webService();
  return {
    ...service,
    metadata: inDefault(name),
    spec: { ...service.spec, type: 'NodePort', ports: [{ name: 'http', port: 80, targetPort: 'http', nodePort }] },
  };
}

async function isAnswered(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.status === 200;
}

async function warningOf(cluster: Cluster, reason: string) {
  return (await cluster.list(events)).items.find((event) => event.reason === reason);
}
