import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { namespaces } from '../../../clusters/kinds.ts';
import { aimEndpoints } from '../../../engine/operator/kinds.ts';
import type { FlowCluster } from '../../helpers/flow-clusters.ts';
import { endpointManifest } from '../../helpers/manifests.ts';
import { type CommandWorld, clusterOfOthers, commandWorld, noControlPlane } from './command-world.ts';

describe.skipIf(noControlPlane)('a cluster that is attached with less than everything', () => {
  let others: FlowCluster;
  let world: CommandWorld;

  beforeAll(async () => {
    others = await clusterOfOthers();
    await others.cluster.create(namespaces, { metadata: { name: 'team-a' } });
    world = await commandWorld(others.kubeconfigPath, { serve: false });
    await world.slipway(['apply', '-f', '-', '--cluster', 'lab'], endpointManifest('demo'));
    await world.slipway(['apply', '-f', '-', '--cluster', 'lab'], endpointManifest('ours', { namespace: 'team-a' }));
    await world.slipway(['cluster', 'attach', 'watched', '--kubeconfig', others.kubeconfigPath, '--read-only']);
    await world.slipway(['cluster', 'attach', 'team', '--kubeconfig', others.kubeconfigPath, '--namespace', 'team-a']);
  }, 180_000);
  afterAll(async () => {
    await world?.[Symbol.asyncDispose]();
    await others?.[Symbol.asyncDispose]();
  }, 60_000);

  it('shows how it is used', async () => {
    const { stdout } = await world.slipway(['cluster', 'list']);
    expect(stdout).toMatch(/^watched +remote +local +read-only$/m);
    expect(stdout).toMatch(/^team +remote +local +namespace team-a$/m);
  }, 120_000);

  it('is read where it is read-only', async () => {
    expect(await world.json(['get', '--cluster', 'watched'])).toHaveLength(2);
  }, 120_000);

  it.each([
    { words: ['apply', '-f', '-'], input: endpointManifest('other'), says: 'The cluster "watched" is attached read-only' },
    { words: ['delete', 'demo', '--yes'], input: '', says: 'The cluster "watched" is attached read-only' },
    {
      words: ['install', '--registry', 'registry.example.com/slipway', '--yes'],
      input: '',
      says: 'Nothing is installed into watched: it is attached read-only.',
    },
    { words: ['uninstall', '--yes'], input: '', says: 'Nothing is removed from watched: it is attached read-only.' },
  ])(
    'is not changed by $words.0 where it is read-only: a sentence, how to change that, and exit code 3',
    async ({ words, input, says }) => {
      const { stdout, stderr, exitCode } = await world.slipway([...words, '--cluster', 'watched', '--json'], input);
      expect(JSON.parse(stdout).error).toMatchObject({ code: 'forbidden', fix: expect.stringContaining('slipway cluster delete watched') });
      expect(stderr).toContain(says);
      expect(exitCode).toBe(3);
      expect((await others.cluster.list(aimEndpoints)).items.map(({ metadata }) => metadata.name).sort()).toEqual(['demo', 'ours']);
    },
    120_000,
  );

  it('shows one namespace alone where it was attached for one', async () => {
    expect(await world.json(['get', '--cluster', 'team'])).toMatchObject([{ key: { namespace: 'team-a', name: 'ours' } }]);
    const elsewhere = await world.slipway([
      'install',
      '--cluster',
      'team',
      '--only-namespace',
      'aim-engine',
      '--operator',
      'local',
      '--yes',
    ]);
    expect(elsewhere.stderr).toContain('team is attached for the namespace team-a alone, so nothing is installed for aim-engine.');
    expect(elsewhere.exitCode).toBe(2);
  }, 120_000);
});
