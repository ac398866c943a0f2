/**
 * Where no real cluster is given for the tests but Docker and kind are there, makes one for the length of the run.
 * SLIPWAY_KIND_NODE_IMAGE chooses its node image.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['SLIPWAY_TEST_KUBECONFIG'] || process.env['SLIPWAY_TEST_KUBERNETES'] || !(await hasKind())) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'slipway-kind-'));
  const kubeconfig = join(folder, 'kubeconfig');
  const name = `slipway-test-${process.pid}`;
  const image = process.env['SLIPWAY_KIND_NODE_IMAGE'];
  console.log(`creating the kind cluster ${name} for the tests`);
  await execa('kind', [
    'create',
    'cluster',
    '--name',
    name,
    '--kubeconfig',
    kubeconfig,
    '--wait',
    '120s',
    ...(image ? ['--image', image] : []),
  ]);
  process.env['SLIPWAY_TEST_KUBECONFIG'] = kubeconfig;
  return async () => {
    await execa('kind', ['delete', 'cluster', '--name', name, '--kubeconfig', kubeconfig]);
    await rm(folder, { recursive: true, force: true });
  };
}

async function hasKind(): Promise<boolean> {
  const answers = await Promise.all([execa('kind', ['version'], { reject: false }), execa('docker', ['info'], { reject: false })]);
  return answers.every(({ exitCode }) => exitCode === 0);
}
