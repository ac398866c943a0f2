import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../clusters/clock.ts';
import { keepSimulatedFleet } from '../../../clusters/fleet/keep-simulated-fleet.ts';
import { nodes } from '../../../clusters/kinds.ts';
import { createKubernetesCluster } from '../../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../../clusters/log.ts';
import { noRealCluster, openRealCluster } from '../../helpers/real-cluster.ts';

describe.skipIf(noRealCluster)('the simulated fleet of a real API server', () => {
  it('gets its GPUs, keeps them when asked again, and gets them back when kubelet took them away', async () => {
    await using real = await openRealCluster();
    const cluster = createKubernetesCluster({ kubeconfigPath: real.kubeconfigPath, clock: systemClock, log: silentLog });
    const name = `simulated-${randomUUID().slice(0, 8)}`;
    const labels = { 'slipway.dev/simulated-gpu': 'MI300X', 'slipway.dev/simulated-gpu-count': '8' };
    await cluster.create(nodes, { metadata: { name, labels } });
    await using cleanUp = new AsyncDisposableStack();
    cleanUp.defer(() => cluster.delete(nodes, { name }));
    const allocatable = async () => (await cluster.get(nodes, { name })).status?.allocatable?.['amd.com/gpu'];

    expect((await keepSimulatedFleet(cluster)).kept).toContain(name);
    const given = await cluster.get(nodes, { name });
    expect(given.status).toMatchObject({ capacity: { 'amd.com/gpu': '8' }, allocatable: { 'amd.com/gpu': '8' } });
    expect(given.metadata.labels).toMatchObject({ ...labels, 'amd.com/gpu.product-name': 'AMD_Instinct_MI300X_OAM' });

    await keepSimulatedFleet(cluster);
    expect((await cluster.get(nodes, { name })).metadata.resourceVersion).toBe(given.metadata.resourceVersion);

    const taken = { status: { allocatable: { 'amd.com/gpu': '0' } } };
    await cluster.patch(nodes, { name }, { type: 'merge', body: taken }, { subresource: 'status' });
    expect(await allocatable()).toBe('0');
    await keepSimulatedFleet(cluster);
    expect(await allocatable()).toBe('8');
  });
});
