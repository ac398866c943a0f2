import { readFile } from 'node:fs/promises';
import { Agent, get } from 'node:https';
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { parse } from 'yaml';
import type { Cluster } from '../../clusters/cluster.ts';
import { namespaces, pods } from '../../clusters/kinds.ts';

export interface PodList {
  pods: number;
  readsPerSecond: number;
  bytes: number;
}

interface Kubeconfig {
  clusters: [{ cluster: { server: string; 'certificate-authority-data': string } }];
  users: [{ user: { 'client-certificate-data': string; 'client-key-data': string } }];
}

const namespace = 'bench-pods';

/** How often a second the whole list of `count` pods is read over kept TLS connections, `connections` at a time. */
export async function benchPodList(
  cluster: Cluster,
  kubeconfigPath: string,
  { count = 1000, connections = 4, seconds = 3 } = {},
): Promise<PodList> {
  await createPods(cluster, count);
  const agent = agentOf(parse(await readFile(kubeconfigPath, 'utf8')) as Kubeconfig, connections);
  const url = `${agent.server}/api/v1/namespaces/${namespace}/pods`;
  const bytes = await read(url, agent.agent);
  const began = performance.now();
  const until = began + seconds * 1000;
  const counts = await Promise.all(Array.from({ length: connections }, () => readUntil(until, url, agent.agent)));
  const took = (performance.now() - began) / 1000;
  agent.agent.destroy();
  await cluster.delete(namespaces, { name: namespace });
  return { pods: count, readsPerSecond: counts.reduce((sum, each) => sum + each, 0) / took, bytes };
}

/** No scheduler answers to the name, so they stay as they are while they are read. */
async function createPods(cluster: Cluster, count: number): Promise<void> {
  await cluster.create(namespaces, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  const names = Array.from({ length: count }, (_, index) => `pod-${index}`);
  for (let from = 0; from < count; from += 50)
    await Promise.all(names.slice(from, from + 50).map((name) => cluster.create(pods, podNamed(name))));
}

function podNamed(name: string): Pod {
  const resources = { requests: { cpu: '4', memory: '16Gi', 'amd.com/gpu': '1' }, limits: { 'amd.com/gpu': '1' } };
  const container = {
    name: 'server',
    image: 'rocm/vllm:bench',
    args: ['--model', 'Qwen/Qwen3-8B'],
    ports: [{ containerPort: 8000 }],
    resources,
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace, name, labels: { app: 'bench' } },
    spec: { schedulerName: 'none', containers: [container] },
  };
}

function agentOf({ clusters: [{ cluster }], users: [{ user }] }: Kubeconfig, connections: number): { server: string; agent: Agent } {
  const decode = (data: string) => Buffer.from(data, 'base64');
  const agent = new Agent({
    keepAlive: true,
    maxSockets: connections,
    ca: decode(cluster['certificate-authority-data']),
    cert: decode(user['client-certificate-data']),
    key: decode(user['client-key-data']),
  });
  return { server: cluster.server, agent };
}

async function readUntil(until: number, url: string, agent: Agent): Promise<number> {
  let reads = 0;
  while (performance.now() < until) {
    await read(url, agent);
    reads++;
  }
  return reads;
}

/** Bytes of the body, which is not parsed: the server is measured, not this client. */
function read(url: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`GET ${url}: ${response.statusCode}`));
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('end', () => resolve(bytes)).on('error', reject);
    }).on('error', reject);
  });
}
