/** The clusters on which whole flows are run: the sandbox, and a control plane that nobody here wrote with made-up nodes. */
import { systemClock } from '../../clusters/clock.ts';
import type { Cluster } from '../../clusters/cluster.ts';
import { nodes } from '../../clusters/kinds.ts';
import { createKubernetesCluster } from '../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../clusters/log.ts';
import { defaultFleet, nodeFor } from '../../clusters/sandbox/fleet/node-for.ts';
import { startSandbox } from '../../clusters/sandbox/sandbox.ts';
import { loadCatalog } from '../../engine/operator/catalog.ts';
import { sandboxImages } from '../../host/images.ts';
import { kubernetesForTests, startControlPlane, startKwok } from './control-plane.ts';
import { eventually } from './eventually.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface FlowSubject {
  /** As people read it in a test's name. */
  readonly name: string;
  /** Why it cannot be run here; undefined when it can. */
  readonly skip?: string | undefined;
  /** Whether something answers behind a pod's address. */
  readonly runsContainers: boolean;
  /** What the operator's program is told there beside its kubeconfig. */
  readonly operatorFlags?: readonly string[] | undefined;
  open(): Promise<FlowCluster>;
}

/** A cluster of the test's own with the sandbox's default fleet, reached over HTTPS. */
export interface FlowCluster extends AsyncDisposable {
  readonly cluster: Cluster;
  readonly kubeconfigPath: string;
}

export const sandboxSubject: FlowSubject = {
  name: 'the sandbox',
  runsContainers: true,
  async open() {
    await using started = new AsyncDisposableStack();
    const folder = started.use(await temporaryFolder());
    const images = sandboxImages(await loadCatalog(new URL('../../resources/catalog/', import.meta.url)));
    const sandbox = await startSandbox({ dataDirectory: folder.path, images, clock: systemClock, random: Math.random, log: silentLog });
    started.defer(() => sandbox.stop());
    await sandbox.settled;
    return flowCluster(sandbox.kubeconfigPath, started.move());
  },
};

export const controlPlaneSubject: FlowSubject = {
  name: 'a real control plane, with made-up nodes',
  skip: kubernetesForTests ? undefined : 'SLIPWAY_TEST_KUBERNETES is not set',
  runsContainers: false,
  async open() {
    await using started = new AsyncDisposableStack();
    const { kubeconfigPath } = started.use(await startControlPlane());
    started.use(startKwok(kubeconfigPath));
    const opened = flowCluster(kubeconfigPath, started.move());
    await makeFleet(opened.cluster);
    return opened;
  },
};

function flowCluster(kubeconfigPath: string, parts: AsyncDisposableStack): FlowCluster {
  const cluster = createKubernetesCluster({ kubeconfigPath, clock: systemClock, log: silentLog });
  return { cluster, kubeconfigPath, [Symbol.asyncDispose]: () => parts.disposeAsync() };
}

/** The nodes that a new sandbox has, for kwok to play. */
async function makeFleet(cluster: Cluster): Promise<void> {
  for (const wanted of defaultFleet) {
    const node = nodeFor(wanted);
    const annotations = { 'kwok.x-k8s.io/node': 'fake' };
    await cluster.create(nodes, { ...node, metadata: { ...node.metadata, annotations } });
  }
  await eventually(
    async () => {
      const { items } = await cluster.list(nodes);
      return items.every(({ spec, status }) => !spec?.taints?.length && status?.conditions?.some((each) => each.type === 'Ready'));
    },
    { timeoutMs: 60_000 },
  );
}
