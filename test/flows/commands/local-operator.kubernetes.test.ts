import { expect, test } from 'vitest';
import type { Cluster } from '../../../clusters/cluster.ts';
import { deployments, leases, namespaces } from '../../../clusters/kinds.ts';
import { eventually } from '../../helpers/eventually.ts';
import { controlPlaneSubject } from '../../helpers/flow-clusters.ts';
import { endpointManifest } from '../../helpers/manifests.ts';
import { runningCommand } from '../../helpers/running-command.ts';
import { runningServe, runSlipway } from '../../helpers/running-serve.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const lease = { namespace: 'slipway-system', name: 'slipway-operator' };
const images = ['--image', 'simulator=registry.example.com/slipway/simulator:0.1.0'];

test.skipIf(controlPlaneSubject.skip)(
  'an operator on this machine serves a cluster elsewhere: in its command, then in every serve',
  async () => {
    await using subject = await controlPlaneSubject.open();
    await using folder = await temporaryFolder();
    const { cluster, kubeconfigPath } = subject;
    const slipway = (words: string[], input?: string) => runSlipway(words, { dataDirectory: folder.path, input });
    await cluster.create(namespaces, { metadata: { name: 'aim-engine' } });

    const attached = await slipway(['cluster', 'attach', 'lab', '--kubeconfig', kubeconfigPath]);
    expect(attached.stdout).toMatch(/^The cluster lab is attached \(https:/);

    // Without a serve the command itself stays, and says so.
    await using installing = runningCommand(['install', '--cluster', 'lab', '--operator', 'local', ...images, '--yes'], folder.path);
    await installing.says('The operator of lab runs here, in this command, until Ctrl-C');
    expect(installing.out()).toContain('Slipway works in lab.');
    expect(await holder(cluster)).toBeTruthy();
    expect((await cluster.list(deployments, { namespace: 'slipway-system' })).items).toEqual([]);

    const applied = await slipway(['apply', '-f', '-', '--cluster', 'lab'], endpointManifest('demo'));
    expect({ out: applied.stdout, talk: applied.stderr }).toEqual({ out: 'aimendpoint/demo in aim-engine created', talk: '' });
    const made = await eventually(async () => (await cluster.list(deployments, { namespace: 'aim-engine' })).items[0], {
      timeoutMs: 30_000,
    });
    expect(made.metadata.name).toContain('demo');

    installing.process.kill('SIGINT');
    expect(await installing.exited).toBe(0);
    expect(installing.talk()).toContain('The operator ends. What runs in the cluster goes on.');
    expect(await holder(cluster)).toBeFalsy();

    // The next serve has it run again, without being asked.
    await using serve = await runningServe(folder.path);
    await eventually(() => holder(cluster), { timeoutMs: 30_000 });
    const seen = await serve.slipway(['get', 'endpoints', 'demo', '--cluster', 'lab']);
    expect(seen.stdout).toContain('aim-engine/demo');

    const removed = await serve.slipway(['uninstall', '--cluster', 'lab', '--delete-kinds', '--delete-models', '--yes']);
    expect(removed.stdout, removed.stderr).toBe('Slipway is removed from lab.');
    expect(await ours(cluster)).toEqual([]);
  },
  240_000,
);

async function holder(cluster: Cluster): Promise<string | undefined> {
  return (await cluster.get(leases, lease)).spec?.holderIdentity;
}

/** Everything in the cluster that carries our label, of every kind. */
async function ours(cluster: Cluster): Promise<string[]> {
  const found: string[] = [];
  for (const kind of await cluster.discover()) {
    const { items } = await cluster.list(kind, { labelSelector: 'app.kubernetes.io/managed-by=slipway' });
    found.push(...items.map(({ metadata }) => `${kind.kind} ${metadata.name}`));
  }
  return found.sort();
}
