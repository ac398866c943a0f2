/** A kind cluster of the test's own, an installer on it, and the images of Slipway from these sources. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { systemClock } from '../../../clusters/clock.ts';
import type { Cluster } from '../../../clusters/cluster.ts';
import { findContainerEngine } from '../../../clusters/containers/container-engine.ts';
import { createKubernetesCluster } from '../../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../../clusters/log.ts';
import type { ImageSupply } from '../../../engine/operator/install/installation-effects.ts';
import type { Installer } from '../../../engine/operator/install/installer.ts';
import { bundleOf } from '../../../host/images/bundle.ts';
import { createImageBuilder } from '../../../host/images/create-image-builder.ts';
import { buildNodeBaseImage } from '../../helpers/node-base-image.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { installerOn } from './installation-world.ts';

export interface KindWorld extends AsyncDisposable {
  readonly cluster: Cluster;
  readonly installer: Installer;
  readonly images: ImageSupply;
}

export async function kindWorld(): Promise<KindWorld> {
  await using started = new AsyncDisposableStack();
  const folder = started.use(await temporaryFolder());
  const kubeconfigPath = join(folder.path, 'kubeconfig');
  const name = `slipway-install-${process.pid}`;
  started.defer(async () => {
    await execa('kind', ['delete', 'cluster', '--name', name, '--kubeconfig', kubeconfigPath]);
  });
  const { SLIPWAY_KIND_NODE_IMAGE: nodeImage } = process.env;
  const image = nodeImage ? ['--image', nodeImage] : [];
  await execa('kind', ['create', 'cluster', '--name', name, '--kubeconfig', kubeconfigPath, '--wait', '120s', ...image]);
  const cluster = createKubernetesCluster({ kubeconfigPath, clock: systemClock, log: silentLog });
  const images = { builder: await imageBuilder(), load: (tags: readonly string[]) => load(name, tags) };
  const parts = started.move();
  return { cluster, installer: installerOn(cluster), images, [Symbol.asyncDispose]: () => parts.disposeAsync() };
}

/** Builds Slipway's images on a base that this machine has. */
export async function imageBuilder(version = '0.1.0') {
  const engine = await findContainerEngine({ environment: process.env, home: homedir(), platform: process.platform });
  return createImageBuilder({ engine, version, base: await buildNodeBaseImage(), bundle: bundleOf });
}

async function load(name: string, tags: readonly string[]): Promise<void> {
  await execa('kind', ['load', 'docker-image', ...tags, '--name', name]);
}
