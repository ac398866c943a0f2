import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { podImage } from '../contract/pod-image.ts';
import type { RealCluster } from './real-cluster.ts';
import { temporaryFolder } from './temporary-folder.ts';

const { SLIPWAY_BASE_IMAGE: baseImage, SLIPWAY_KIND_NODE_IMAGE: nodeImage } = process.env;

/** Why there is no cluster with containers for tests here; undefined when one can be made. */
export const noKindCluster = baseImage
  ? undefined
  : 'SLIPWAY_BASE_IMAGE is not set: it names a small Debian image that is there, beside Docker and kind';

/** A kind cluster of the test's own that has the image of the contract's pods. Takes half a minute, and ends with its scope. */
export async function startKindCluster(): Promise<RealCluster> {
  await using started = new AsyncDisposableStack();
  const folder = started.use(await temporaryFolder());
  const kubeconfigPath = join(folder.path, 'kubeconfig');
  const name = `slipway-contract-${process.pid}`;
  started.defer(async () => {
    await execa('kind', ['delete', 'cluster', '--name', name, '--kubeconfig', kubeconfigPath]);
  });
  const image = nodeImage ? ['--image', nodeImage] : [];
  await execa('kind', ['create', 'cluster', '--name', name, '--kubeconfig', kubeconfigPath, '--wait', '120s', ...image]);
  await buildPodImage(folder.path);
  await execa('kind', ['load', 'docker-image', podImage, '--name', name]);
  const parts = started.move();
  return { kubeconfigPath, [Symbol.asyncDispose]: () => parts.disposeAsync() };
}

async function buildPodImage(folder: string): Promise<void> {
  await copyFile(process.execPath, join(folder, 'node'));
  await writeFile(join(folder, 'Dockerfile'), 'ARG BASE\nFROM $BASE\nCOPY node /usr/local/bin/node\n');
  await writeFile(join(folder, '.dockerignore'), '*\n!node\n');
  await execa('docker', ['build', '--quiet', '--build-arg', `BASE=${baseImage}`, '--tag', podImage, folder]);
}
