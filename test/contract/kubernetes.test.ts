import { systemClock } from '../../clusters/clock.ts';
import { createKubernetesCluster } from '../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../clusters/log.ts';
import { kubernetesForTests, startControlPlane } from '../helpers/control-plane.ts';
import { clusterContract } from './cluster.contract.ts';

clusterContract({
  name: 'a real kube-apiserver',
  skip: kubernetesForTests ? undefined : 'SLIPWAY_TEST_KUBERNETES is not set',
  async open() {
    const controlPlane = await startControlPlane();
    const cluster = createKubernetesCluster({ kubeconfigPath: controlPlane.kubeconfigPath, clock: systemClock, log: silentLog });
    return { ...cluster, [Symbol.asyncDispose]: () => controlPlane[Symbol.asyncDispose]() };
  },
});
