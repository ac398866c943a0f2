import { KubeConfig } from '@kubernetes/client-node';
import { expect, it } from 'vitest';
import { systemClock } from '../../../clusters/clock.ts';
import { createInformers } from '../../../clusters/informer/informers.ts';
import { configMaps } from '../../../clusters/kinds.ts';
import { createKubernetesCluster } from '../../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../../clusters/log.ts';
import { kubernetesForTests, startControlPlane } from '../../helpers/control-plane.ts';
import { eventually } from '../../helpers/eventually.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const skipped = kubernetesForTests ? '' : ' (skipped: SLIPWAY_TEST_KUBERNETES is not set)';

it.skipIf(!kubernetesForTests)(
  `a cache outlives a restart of a real API server and says meanwhile that it is stale${skipped}`,
  async () => {
    await using folder = await temporaryFolder();
    const first = await startControlPlane(['-dir', folder.path]);
    const cluster = createKubernetesCluster({ kubeconfigPath: first.kubeconfigPath, log: silentLog, clock: systemClock });
    const config = new KubeConfig();
    config.loadFromFile(first.kubeconfigPath);
    const { port } = new URL(config.getCurrentCluster()?.server ?? '');
    const end = new AbortController();
    const informers = createInformers({ cluster, clock: systemClock, random: Math.random, log: silentLog, signal: end.signal });
    const informer = informers.for(configMaps, { namespace: 'default' });
    await informer.synced;
    await cluster.create(configMaps, { metadata: { namespace: 'default', name: 'before' } });
    await eventually(() => informer.get({ namespace: 'default', name: 'before' }));

    await first[Symbol.asyncDispose]();
    await eventually(() => informer.freshness.state === 'stale');
    await using second = await startControlPlane(['-dir', folder.path, '-port', port]);
    expect(second.kubeconfigPath).toBe(first.kubeconfigPath);
    const after = createKubernetesCluster({ kubeconfigPath: second.kubeconfigPath, log: silentLog, clock: systemClock });
    await after.create(configMaps, { metadata: { namespace: 'default', name: 'after' } });
    await eventually(() => informer.get({ namespace: 'default', name: 'after' }), { timeoutMs: 30_000 });
    expect(informer.freshness.state).toBe('live');
    end.abort();
  },
  90_000,
);
