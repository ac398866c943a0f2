import { systemClock } from '../../clusters/clock.ts';
import { createKubernetesCluster } from '../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../clusters/log.ts';
import { createRawRequests } from '../helpers/raw-requests.ts';
import { noRealCluster, openRealCluster } from '../helpers/real-cluster.ts';
import { clusterContract } from './cluster.contract.ts';

clusterContract({
  name: 'a real API server',
  skip: noRealCluster,
  imitation: false,
  overHttp: true,
  runsPods: false,
  async open() {
    const { kubeconfigPath, ...real } = await openRealCluster();
    const cluster = createKubernetesCluster({ kubeconfigPath, clock: systemClock, log: silentLog });
    return { cluster, raw: createRawRequests(kubeconfigPath), [Symbol.asyncDispose]: () => real[Symbol.asyncDispose]() };
  },
});
