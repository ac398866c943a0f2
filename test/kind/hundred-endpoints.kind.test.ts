import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../clusters/clock.ts';
import type { Cluster } from '../../clusters/cluster.ts';
import { namespaces, nodes } from '../../clusters/kinds.ts';
import { createKubernetesCluster } from '../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../clusters/log.ts';
import { nodeFor } from '../../clusters/sandbox/fleet/node-for.ts';
import { benchEndpoints, removeEndpoints } from '../bench/bench-endpoints.ts';
import { eventually } from '../helpers/eventually.ts';
import { sandboxSubject } from '../helpers/flow-clusters.ts';
import { noKindCluster, notAskedForLarge } from '../helpers/kind-cluster.ts';
import { operatorProgram } from '../helpers/operator-program.ts';
import { fleetConfiguration } from './configurations.ts';
import { type Laboratory, openLaboratory } from './laboratory.ts';

const name = 'hundred';
const count = 100;

interface Figures {
  readyMs: number;
  requests: Record<string, number>;
}

describe.skipIf(noKindCluster ?? notAskedForLarge)('the same hundred endpoints', () => {
  it('become ready on the sandbox and on kind, with as many requests to the API server', async () => {
    const sandbox = await onSandbox();
    const kind = await onKind();
    print({ sandbox, kind });
    // What an endpoint costs the API server hangs on the operator, not on the cluster: reading is by watches on both.
    expect(total(kind) / total(sandbox)).toBeLessThan(3);
  }, 1_200_000);
});

async function onSandbox(): Promise<Figures> {
  await using opened = await sandboxSubject.open();
  await opened.cluster.create(namespaces, { metadata: { name: 'aim-engine' } });
  await using operator = operatorProgram(opened.kubeconfigPath, ['--install-kinds', '--leader-elect', '--namespace', 'aim-engine']);
  const url = await operator.url;
  await makeRoom(opened.cluster);
  await eventually(async () => (await asked(`${url}/readyz`)).startsWith('ready'), { timeoutMs: 30_000 });
  const metrics = () => eventually(() => asked(`${url}/metrics`));
  try {
    return await measured(opened.cluster, metrics);
  } catch (error) {
    throw new Error(`the operator said: ${operator.said()}`, { cause: error });
  }
}

/** On a connection of its own: none is kept that the operator might just be closing. */
async function asked(url: string): Promise<string> {
  return (await fetch(url, { headers: { connection: 'close' } })).text();
}

async function onKind(): Promise<Figures> {
  await using lab = await openLaboratory([name]);
  const config = `${lab.folder}/kind.yaml`;
  await writeFile(config, fleetConfiguration({ workers: 2, count: 64 }));
  await lab.slipway(['cluster', 'create', name, '--config', config, '--image', lab.nodeImage]);
  await lab.slipway(['install', '--cluster', name, '--image-base', lab.imageBase, '--yes']);
  const { stdout: kubeconfigPath } = await lab.slipway(['cluster', 'kubeconfig', name, '--path']);
  const cluster = createKubernetesCluster({ kubeconfigPath, clock: systemClock, log: silentLog });
  await cluster.create(namespaces, { metadata: { name: 'aim-engine' } });
  // A hundred servers that start at once on a small machine may keep the API server from answering for a while.
  const figures = await measured(cluster, () => eventually(() => metricsOfPods(lab), { timeoutMs: 180_000, intervalMs: 1_000 }));
  const restarts = await restartsOfPods(lab);
  // A replica that loses its lease on a machine without time to spare ends, and its counters with it.
  if (restarts > 0) console.log(`The operator was restarted ${restarts} times on kind: what it asked before is not counted.`);
  return figures;
}

/** The sandbox's own fleet is too small for so many. */
async function makeRoom(cluster: Cluster): Promise<void> {
  for (let each = 1; each <= 7; each++) await cluster.create(nodes, nodeFor({ gpu: 'MI300X', count: 16, name: `room-${each}` }));
}

const getOperatorPods = ['get', 'pods', '-n', 'slipway-system', '-l', 'app.kubernetes.io/component=operator'];

async function restartsOfPods(lab: Laboratory): Promise<number> {
  const counts = await lab.kubectl(name, [...getOperatorPods, '-o', 'jsonpath={.items[*].status.containerStatuses[*].restartCount}']);
  return counts.split(' ').reduce((sum, count) => sum + Number(count), 0);
}

async function metricsOfPods(lab: Laboratory): Promise<string> {
  const words = [...getOperatorPods, '-o', 'name'];
  const pods = (await lab.kubectl(name, words)).split('\n').filter((pod) => pod !== '');
  const raw = (pod: string) => `/api/v1/namespaces/slipway-system/pods/${pod.replace('pod/', '')}:8080/proxy/metrics`;
  return (await Promise.all(pods.map((pod) => lab.kubectl(name, ['get', '--raw', raw(pod)])))).join('\n');
}

async function measured(cluster: Cluster, metrics: () => Promise<string>): Promise<Figures> {
  const before = requestsIn(await metrics());
  const readyMs = await benchEndpoints(cluster, { count, prefix: 'one', timeoutMs: 600_000 });
  const after = requestsIn(await metrics());
  await removeEndpoints(cluster, 'one');
  const verbs = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return { readyMs, requests: Object.fromEntries(verbs.map((verb) => [verb, (after[verb] ?? 0) - (before[verb] ?? 0)])) };
}

/** Requests of the operator by verb, replicas added up. */
function requestsIn(metrics: string): Record<string, number> {
  const found: Record<string, number> = {};
  for (const [, verb = '', value] of metrics.matchAll(/^rest_client_requests_total\{.*?verb="(\w+)".*?\} (\d+)$/gm)) {
    found[verb] = (found[verb] ?? 0) + Number(value);
  }
  return found;
}

function total({ requests }: Figures): number {
  return Object.values(requests).reduce((sum, each) => sum + each, 0);
}

function print(figures: Record<string, Figures>): void {
  const verbs = [...new Set(Object.values(figures).flatMap(({ requests }) => Object.keys(requests)))];
  const rows = Object.entries(figures).map(([where, each]) => ({
    where,
    'all ready (s)': (each.readyMs / 1000).toFixed(1),
    requests: total(each),
    ...Object.fromEntries(verbs.map((verb) => [verb, each.requests[verb] ?? 0])),
  }));
  console.log(`${count} endpoints, applied at once`);
  console.table(rows);
}
