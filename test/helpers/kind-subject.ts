import { homedir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../clusters/clock.ts';
import { findContainerEngine } from '../../clusters/containers/container-engine.ts';
import { createKubernetesCluster } from '../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../clusters/log.ts';
import { imageTag } from '../../engine/operator/images/image-builder.ts';
import { bundleOf } from '../../host/images/bundle.ts';
import { createImageBuilder } from '../../host/images/create-image-builder.ts';
import { slipwayVersion } from '../../host/version.ts';
import type { FlowSubject } from './flow-clusters.ts';
import { noKindCluster } from './kind-cluster.ts';
import { kindProviderIn, nodeImageOptions } from './kind-provider.ts';
import { buildNodeBaseImage } from './node-base-image.ts';
import { temporaryFolder } from './temporary-folder.ts';

const simulator = imageTag('simulator', slipwayVersion());

/** As the sandbox's default fleet, but for names: kind gives its nodes names of its own. */
const config = `kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
nodes:
  - role: control-plane
  - role: worker
    labels: { slipway.dev/simulated-gpu: MI300X, slipway.dev/simulated-gpu-count: "8" }
  - role: worker
    labels: { slipway.dev/simulated-gpu: H100, slipway.dev/simulated-gpu-count: "8" }
`;

/** A kind cluster whose nodes play to have GPUs, with the simulator's image in them. */
export const kindSubject: FlowSubject = {
  name: 'a kind cluster, whose containers run',
  skip: noKindCluster,
  runsContainers: true,
  operatorFlags: ['--install-kinds', '--simulate', simulator],
  async open() {
    await using started = new AsyncDisposableStack();
    const folder = started.use(await temporaryFolder());
    const provider = kindProviderIn(folder.path);
    const name = `slipway-flows-${process.pid}`;
    started.defer(() => provider.destroy(name));
    await provider.create(name, { options: { ...nodeImageOptions, config } });
    await buildSimulator();
    await provider.loadImages(name, [simulator]);
    const kubeconfigPath = join(folder.path, name, 'kubeconfig');
    const cluster = createKubernetesCluster({ kubeconfigPath, clock: systemClock, log: silentLog });
    const parts = started.move();
    return { cluster, kubeconfigPath, [Symbol.asyncDispose]: () => parts.disposeAsync() };
  },
};

async function buildSimulator(): Promise<void> {
  const engine = await findContainerEngine({ environment: process.env, home: homedir(), platform: process.platform });
  const base = await buildNodeBaseImage();
  await createImageBuilder({ engine, version: slipwayVersion(), base, bundle: bundleOf }).build('simulator');
}
