import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FlowCluster } from '../../helpers/flow-clusters.ts';
import { endpointManifest } from '../../helpers/manifests.ts';
import { type CommandWorld, clusterOfOthers, commandWorld, namesOf, noControlPlane } from './command-world.ts';

describe.skipIf(noControlPlane).each([
  { how: 'in a command of its own', serve: false },
  { how: 'through a serve that runs', serve: true },
])('an attached cluster, $how', ({ serve }) => {
  let others: FlowCluster;
  let world: CommandWorld;

  beforeAll(async () => {
    others = await clusterOfOthers();
    world = await commandWorld(others.kubeconfigPath, { serve });
  }, 120_000);
  afterAll(async () => {
    await world?.[Symbol.asyncDispose]();
    await others?.[Symbol.asyncDispose]();
  }, 60_000);

  it('is listed with what is known of it, and its context with where it is attached', async () => {
    const { stdout, stderr, exitCode } = await world.slipway(['cluster', 'list']);
    expect(stdout).toMatch(/^NAME +PROVIDER/);
    expect(stdout).toMatch(/^lab +remote/m);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(await world.json(['cluster', 'list'])).toContainEqual(
      expect.objectContaining({ name: 'lab', provider: 'remote', readOnly: false }),
    );
    const contexts = ['cluster', 'list', '--contexts', '--kubeconfig', others.kubeconfigPath];
    expect((await world.slipway(contexts)).stdout).toMatch(/^local \* +https:\/\/127\.0\.0\.1:\d+ +admin +default +lab$/m);
    expect(await world.json(contexts)).toMatchObject([{ name: 'local', attachedAs: 'lab', current: true }]);
  }, 120_000);

  it('is checked, by its name or by a kubeconfig that is not attached', async () => {
    const { stdout } = await world.slipway(['cluster', 'check', 'lab']);
    expect(stdout).toMatch(/^lab answers in \d+ ms, Kubernetes v1\./);
    expect(stdout).toMatch(/^All \d+ rights that Slipway asks for are there\.$/m);
    expect(stdout).toMatch(/^amd\.com\/gpu +MI300X +1 +8$/m);
    const byFile = ['cluster', 'check', '--kubeconfig', others.kubeconfigPath];
    expect(await world.json(byFile)).toMatchObject({ cluster: 'local', rights: expect.any(Array) });
    expect((await world.slipway([...byFile, '--context', 'nowhere'])).stderr).toContain('has no context "nowhere"');
  }, 120_000);

  it('has a kubeconfig for kubectl', async () => {
    const { path } = await world.json<{ path: string }>(['cluster', 'kubeconfig', 'lab']);
    expect((await world.slipway(['cluster', 'kubeconfig', 'lab', '--path'])).stdout).toBe(path);
    expect((await world.slipway(['cluster', 'kubeconfig', 'lab'])).stdout).toContain('current-context: local');
  }, 120_000);

  it('takes endpoints, shows them and lets them go', async () => {
    const applied = await world.slipway(['apply', '-f', '-', '--cluster', 'lab'], endpointManifest('demo'));
    expect(applied).toMatchObject({ stdout: 'aimendpoint/demo in aim-engine created', stderr: '', exitCode: 0 });
    expect(await world.json(['get', 'endpoints', '--cluster', 'lab'])).toMatchObject([{ key: { name: 'demo', namespace: 'aim-engine' } }]);
    expect((await world.slipway(['get', 'nodes', '--cluster', 'lab'])).stdout).toMatch(/^mi300x-1 +ready +MI300X/m);
    expect((await world.slipway(['logs', 'demo', '--cluster', 'lab'])).stderr).toContain('The endpoint demo in aim-engine has no pods.');
    const unsure = await world.slipway(['delete', 'demo', '--cluster', 'lab']);
    expect({ code: unsure.exitCode, says: unsure.stderr }).toEqual({ code: 2, says: expect.stringContaining('Add --yes') });
    expect(await world.json(['delete', 'demo', '--cluster', 'lab', '--yes'])).toEqual({
      deleted: { name: 'demo', namespace: 'aim-engine' },
    });
    const gone = await world.slipway(['logs', 'demo', '--cluster', 'lab', '--json']);
    expect(JSON.parse(gone.stdout)).toMatchObject({
      error: { code: 'not_found', message: 'There is no endpoint demo.', fix: 'slipway get endpoints --cluster lab lists them.' },
    });
    expect(gone.exitCode).toBe(1);
  }, 180_000);

  it('gets no Slipway without images: each of the three ways out is named, with exit code 3', async () => {
    const refused = await world.slipway(['install', '--cluster', 'lab', '--json', '--yes']);
    expect(refused.exitCode).toBe(3);
    expect(JSON.parse(refused.stdout).error).toMatchObject({
      code: 'refused',
      message: 'lab has no images of Slipway to run (operator, gateway): only into kind clusters are they built and loaded from here.',
      fix: expect.stringMatching(/--registry registry\.example\.com\/slipway.*--image operator=REFERENCE.*--operator local/),
    });
    expect(await namesOf(others.cluster)).not.toContain('slipway-system');
  }, 120_000);

  it('is told what an installation would do, as text, as JSON and as manifests that the server takes', async () => {
    const dryRun = ['install', '--cluster', 'lab', '--registry', 'registry.example.com/slipway', '--dry-run'];
    const text = await world.slipway(dryRun);
    expect(text.stdout).toMatch(/^Slipway \S+ would be installed into lab:\n {2}create {2}Namespace slipway-system$/m);
    expect(text.stdout).toContain('  create  Deployment slipway-operator, slipway-gateway in slipway-system');
    expect(await world.json(dryRun)).toMatchObject({ cluster: 'lab', problems: [], from: null });
    // Made by the server first, so that what lies in it can be tried.
    await execa('kubectl', ['--kubeconfig', others.kubeconfigPath, 'create', 'namespace', 'slipway-system'], { reject: false });
    const yaml = await world.slipway([...dryRun, '-o', 'yaml']);
    const tried = await execa(
      'kubectl',
      [...`--kubeconfig ${others.kubeconfigPath} apply --server-side --force-conflicts`.split(' '), '--dry-run=server', '-f', '-'],
      {
        input: yaml.stdout,
      },
    );
    expect(tried.stdout).toContain('deployment.apps/slipway-operator serverside-applied (server dry run)');
    await execa('kubectl', ['--kubeconfig', others.kubeconfigPath, 'delete', 'namespace', 'slipway-system']);
  }, 180_000);

  it('attached a second time needs a name of its own', async () => {
    const again = await world.slipway(['cluster', 'attach', 'lab', '--kubeconfig', others.kubeconfigPath, '--json']);
    expect(again.exitCode).toBe(1);
    expect(JSON.parse(again.stdout).error.code).toBe('already_exists');
  }, 120_000);

  it('is only forgotten when it is deleted', async () => {
    const forgotten = await world.slipway(['cluster', 'delete', 'lab', '--yes']);
    expect(forgotten).toMatchObject({ stdout: 'The cluster lab is forgotten.', exitCode: 0 });
    expect(await world.json(['cluster', 'list'])).not.toContainEqual(expect.objectContaining({ name: 'lab' }));
    expect(await namesOf(others.cluster)).toContain('aim-engine');
    const unknown = await world.slipway(['get', '--cluster', 'lab', '--json']);
    expect(JSON.parse(unknown.stdout).error).toMatchObject({ code: 'not_found', message: 'There is no cluster "lab" here.' });
  }, 120_000);
});
