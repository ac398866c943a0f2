/**
 * Where no real cluster is given for the tests but kind and a container engine are there, makes one for the length of the run.
 * SLIPWAY_KIND_NODE_IMAGE chooses its node image.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kindProviderIn, nodeImageOptions } from '../test/helpers/kind-provider.ts';

export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['SLIPWAY_TEST_KUBECONFIG'] || process.env['SLIPWAY_TEST_KUBERNETES']) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'slipway-kind-'));
  const provider = kindProviderIn(folder);
  const name = `slipway-test-${process.pid}`;
  const end = async () => {
    await provider.destroy(name);
    await rm(folder, { recursive: true, force: true });
  };
  if (!(await provider.detect()).usable) {
    await rm(folder, { recursive: true, force: true });
    return undefined;
  }
  console.log(`creating the kind cluster ${name} for the tests`);
  try {
    await provider.create(name, { options: nodeImageOptions });
    const { facts } = await provider.open(name);
    process.env['SLIPWAY_TEST_KUBECONFIG'] = facts.kubeconfigPath;
    return end;
  } catch (error) {
    await end();
    throw error;
  }
}
