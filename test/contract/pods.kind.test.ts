import { systemClock } from '../../clusters/clock.ts';
import { createKubernetesCluster } from '../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../clusters/log.ts';
import { noKindCluster, notAskedForLarge, startKindCluster } from '../helpers/kind-cluster.ts';
import { createRawRequests } from '../helpers/raw-requests.ts';
import { clusterContract } from './cluster.contract.ts';

clusterContract({
  name: 'a kind cluster, whose containers run',
  skip: noKindCluster ?? notAskedForLarge,
  imitation: false,
  overHttp: true,
  runsPods: true,
  async open() {
    const { kubeconfigPath, ...kind } = await startKindCluster();
    const cluster = createKubernetesCluster({ kubeconfigPath, clock: systemClock, log: silentLog });
    return { cluster, raw: createRawRequests(kubeconfigPath), [Symbol.asyncDispose]: () => kind[Symbol.asyncDispose]() };
  },
});
