import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { podImage } from '../contract/pod-image.ts';
import { kindProviderIn, nodeImageOptions } from './kind-provider.ts';
import type { RealCluster } from './real-cluster.ts';
import { temporaryFolder } from './temporary-folder.ts';

const baseImage = process.env['SLIPWAY_BASE_IMAGE'];

/** Why there is no cluster with containers for tests here; undefined when one can be made. */
export const noKindCluster = baseImage
  ? undefined
  : 'SLIPWAY_BASE_IMAGE is not set: it names a small Debian image that is there, beside Docker and kind';

/** Why what takes all processors for ten minutes does not run; undefined when it was asked for. */
export const notAskedForLarge = process.env['SLIPWAY_TEST_LARGE'] ? undefined : 'SLIPWAY_TEST_LARGE is not set';

/** A kind cluster of the test's own that has the image of the contract's pods. Takes half a minute, and ends with its scope. */
export async function startKindCluster(): Promise<RealCluster> {
  await using started = new AsyncDisposableStack();
  const folder = started.use(await temporaryFolder());
  const provider = kindProviderIn(folder.path);
  const name = `slipway-pods-${process.pid}`;
  started.defer(() => provider.destroy(name));
  await provider.create(name, { options: nodeImageOptions });
  await buildPodImage(folder.path);
  await provider.loadImages(name, [podImage]);
  const parts = started.move();
  return { kubeconfigPath: join(folder.path, name, 'kubeconfig'), [Symbol.asyncDispose]: () => parts.disposeAsync() };
}

async function buildPodImage(folder: string): Promise<void> {
  await copyFile(process.execPath, join(folder, 'node'));
  await writeFile(join(folder, 'Dockerfile'), 'ARG BASE\nFROM $BASE\nCOPY node /usr/local/bin/node\n');
  await writeFile(join(folder, '.dockerignore'), '*\n!node\n');
  await execa('docker', ['build', '--quiet', '--build-arg', `BASE=${baseImage}`, '--tag', podImage, folder]);
}
