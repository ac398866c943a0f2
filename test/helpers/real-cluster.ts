import type { Node } from 'kubernetes-types/core/v1.d.ts';
import { systemClock } from '../../clusters/clock.ts';
import { nodes } from '../../clusters/kinds.ts';
import { createKubernetesCluster } from '../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../clusters/log.ts';
import { kubernetesForTests, startControlPlane, startKwok } from './control-plane.ts';

/** A cluster that nobody here wrote. */
export interface RealCluster extends AsyncDisposable {
  kubeconfigPath: string;
}

const givenKubeconfig = process.env['SLIPWAY_TEST_KUBECONFIG'];

/** Why there is no real cluster for tests here; undefined when there is one. */
export const noRealCluster =
  givenKubeconfig || kubernetesForTests ? undefined : 'neither SLIPWAY_TEST_KUBECONFIG nor SLIPWAY_TEST_KUBERNETES is set';

/** The cluster of SLIPWAY_TEST_KUBECONFIG, used in throw-away namespaces only, or else a control plane of the test's own with one made-up node. */
export async function openRealCluster(): Promise<RealCluster> {
  if (givenKubeconfig) return { kubeconfigPath: givenKubeconfig, [Symbol.asyncDispose]: async () => {} };
  await using started = new AsyncDisposableStack();
  const { kubeconfigPath } = started.use(await startControlPlane());
  started.use(startKwok(kubeconfigPath));
  const cluster = createKubernetesCluster({ kubeconfigPath, clock: systemClock, log: silentLog });
  await cluster.create(nodes, madeUpNode('cpu-1'));
  const parts = started.move();
  return { kubeconfigPath, [Symbol.asyncDispose]: () => parts.disposeAsync() };
}

function madeUpNode(name: string): Node {
  const capacity = { cpu: '16', memory: '64Gi', 'ephemeral-storage': '100Gi', pods: '110' };
  return {
    metadata: {
      name,
      annotations: { 'kwok.x-k8s.io/node': 'fake' },
      labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64' },
    },
    status: { capacity, allocatable: capacity },
  };
}
