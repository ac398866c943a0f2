import { readFile, writeFile } from 'node:fs/promises';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { eventually } from '../helpers/eventually.ts';
import { noKindCluster } from '../helpers/kind-cluster.ts';
import { endpointManifest } from '../helpers/manifests.ts';
import { fleetConfiguration } from './configurations.ts';
import { type Laboratory, openLaboratory } from './laboratory.ts';

const example = new URL('../fixtures/aim/aimendpoint-qwen-7b-demo.yaml', import.meta.url);
const model = 'Qwen/Qwen2.5-7B-Instruct';

describe.skipIf(noKindCluster)('serving a model on kind', () => {
  it('goes from no cluster to a streamed answer and back to no cluster, on one node and on three', async () => {
    for (const workers of [0, 2]) await wholeLife(`life-${workers + 1}`, workers);
  }, 900_000);
});

async function wholeLife(name: string, workers: number): Promise<void> {
  await using lab = await openLaboratory([name]);
  const on = (what: string) => `${workers + 1} node${workers === 0 ? '' : 's'}: ${what}`;
  const config = `${lab.folder}/kind.yaml`;
  await writeFile(config, fleetConfiguration({ workers }));

  await lab.step(on('cluster created'), () =>
    lab.slipway(['cluster', 'create', name, '--provider', 'kind', '--config', config, '--image', lab.nodeImage]),
  );
  expect(await gpusOf(lab, name)).toEqual(Array(Math.max(1, workers)).fill('8'));

  await lab.step(on('operator and gateway installed'), () =>
    lab.slipway(['install', '--cluster', name, '--image-base', lab.imageBase, '--yes']),
  );
  const again = await lab.slipway(['install', '--cluster', name, '--image-base', lab.imageBase, '--dry-run', '--json']);
  expect(changesIn(again.stdout)).toEqual([]);

  await lab.kubectl(name, ['create', 'namespace', 'aim-engine']);
  await lab.step(on('endpoint of the example ready'), async () => {
    await lab.slipway(['apply', '-f', '-', '--cluster', name], { input: await readFile(example, 'utf8') });
    await lab.kubectl(name, ['wait', 'aimendpoint/qwen-7b-demo', '-n', 'aim-engine', '--for=condition=Ready', '--timeout=180s']);
  });
  await lab.step(on('answer streamed through the gateway'), async () => {
    const chat = await lab.slipway(['chat', model, 'Why is the sea blue?', '--max-tokens', '16', '--json', '--cluster', name]);
    expect(JSON.parse(chat.stdout)).toMatchObject({ finishReason: 'length', completionTokens: 16 });
  });
  expect((await lab.slipway(['logs', 'qwen-7b-demo', '--cluster', name])).stdout).toContain('Application startup complete');
  const inside = await lab.slipway(['exec', 'qwen-7b-demo', '--cluster', name, '--', 'id', '-u']);
  expect(inside.stdout.trim()).toBe('65532');

  await lab.step(on('a deployment outlives the operator that began it'), () => outlivesOperator(lab, name));
  await lab.step(on('driven from a second data directory'), () => drivenFromElsewhere(lab, name));

  await lab.step(on('uninstalled'), () => lab.slipway(['uninstall', '--cluster', name, '--delete-kinds', '--delete-models', '--yes']));
  expect(await restsOf(lab, name)).toEqual([]);

  await lab.step(on('cluster deleted'), () => lab.slipway(['cluster', 'delete', name, '--yes']));
  expect((await execa('kind', ['get', 'clusters'])).stdout).not.toContain(name);
  expect((await execa('docker', ['ps', '--all', '--quiet', '--filter', `label=io.x-k8s.kind.cluster=${name}`])).stdout).toBe('');
}

async function gpusOf(lab: Laboratory, cluster: string): Promise<string[]> {
  const nodes = JSON.parse(await lab.kubectl(cluster, ['get', 'nodes', '-o', 'json'])) as {
    items: { status: { allocatable: Record<string, string> } }[];
  };
  return nodes.items.map(({ status }) => status.allocatable['amd.com/gpu']).filter((count) => count !== undefined);
}

/** What a plan would still do. */
function changesIn(plan: string): string[] {
  const { items } = JSON.parse(plan) as { items: { action: string; why: string; ref: { kind: string; name: string } }[] };
  const acting = items.filter(({ action }) => action !== 'keep' && action !== 'leave');
  return acting.map(({ action, why, ref }) => `${action} ${ref.kind}/${ref.name}: ${why}`);
}

/** Deletes the leader's pod while it makes a second endpoint; the endpoint becomes ready all the same, and a replica leads. */
async function outlivesOperator(lab: Laboratory, cluster: string): Promise<void> {
  const leader = () =>
    lab.kubectl(cluster, ['get', 'lease', 'slipway-operator', '-n', 'slipway-system', '-o', 'jsonpath={.spec.holderIdentity}']);
  const before = await leader();
  await lab.slipway(['apply', '-f', '-', '--cluster', cluster], { input: endpointManifest('second', { model: 'Qwen/Qwen3-8B' }) });
  const [pod = ''] = before.split('_');
  await lab.kubectl(cluster, ['delete', 'pod', pod, '-n', 'slipway-system', '--wait=false']);
  await lab.kubectl(cluster, ['wait', 'aimendpoint/second', '-n', 'aim-engine', '--for=condition=Ready', '--timeout=180s']);
  await eventually(async () => (await leader()) !== before, { timeoutMs: 60_000, intervalMs: 500 });
}

/** A person on another machine, with the cluster's kubeconfig alone, sees the same endpoints, and removes one. */
async function drivenFromElsewhere(lab: Laboratory, cluster: string): Promise<void> {
  const dataDirectory = `${lab.folder}/elsewhere`;
  const { stdout: kubeconfig } = await lab.slipway(['cluster', 'kubeconfig', cluster, '--path']);
  await lab.slipway(['cluster', 'attach', 'theirs', '--kubeconfig', kubeconfig], { dataDirectory });
  const endpoints = async () => {
    const { stdout } = await lab.slipway(['get', 'endpoints', '--cluster', 'theirs', '--json'], { dataDirectory });
    return (JSON.parse(stdout) as { key: { name: string }; state: string }[]).map(({ key, state }) => `${key.name} ${state}`);
  };
  expect((await endpoints()).toSorted()).toEqual(['qwen-7b-demo ready', 'second ready']);
  const chat = await lab.slipway(['chat', model, 'Hello', '--max-tokens', '4', '--json', '--cluster', 'theirs'], { dataDirectory });
  expect(JSON.parse(chat.stdout)).toMatchObject({ completionTokens: 4 });
  await lab.slipway(['delete', 'second', '--cluster', 'theirs', '--yes'], { dataDirectory });
  await eventually(async () => (await endpoints()).length === 1, { timeoutMs: 60_000, intervalMs: 500 });
}

/** Whatever Slipway ever made and is still there, as kubectl names it. */
async function restsOf(lab: Laboratory, cluster: string): Promise<string[]> {
  const kinds = (await lab.kubectl(cluster, ['api-resources', '--verbs=list', '-o', 'name']))
    .split('\n')
    .filter((kind) => !kind.startsWith('events'));
  const found = await lab.kubectl(cluster, ['get', kinds.join(','), '-A', '-l', 'app.kubernetes.io/managed-by=slipway', '-o', 'name']);
  const named = await lab.kubectl(cluster, ['get', kinds.join(','), '-A', '-o', 'name']);
  const ours = named.split('\n').filter((name) => /slipway|aim\.engine/.test(name));
  return [...new Set([...found.split('\n'), ...ours])].filter((name) => name !== '');
}
