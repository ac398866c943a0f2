import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, isIPv4 } from 'node:net';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { checkKindConfig } from '../../../../clusters/kind/checks/check-kind-config.ts';
import { gatherMachineFacts } from '../../../../clusters/kind/checks/gather-machine-facts.ts';
import type { KindConfig } from '../../../../clusters/kind/config/kind-config.ts';
import { parseKindConfig } from '../../../../clusters/kind/config/parse-kind-config.ts';
import { type RegistryMirror, withRegistryMirror, writeRegistryHosts } from '../../../../clusters/kind/config/registry-mirror.ts';
import { validateKindConfig } from '../../../../clusters/kind/config/validate-kind-config.ts';
import { writeKindConfig } from '../../../../clusters/kind/config/write-kind-config.ts';
import { presetOf } from '../../../../clusters/kind/presets/presets.ts';
import { eventually } from '../../../helpers/eventually.ts';
import { freePort } from '../../../helpers/free-port.ts';
import { noKindCluster } from '../../../helpers/kind-cluster.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';
import { fullConfig } from './full-config.ts';

const { SLIPWAY_KIND_NODE_IMAGE: image } = process.env;
const head = 'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n';
/** A name that kind refuses only after it has read the configuration and judged the rest of it: nothing is made. */
const impossibleName = 'Never_Made';

/** What kind says of a configuration besides the name, without making anything of it; nothing where it has nothing against it. */
async function judgementOfKind(yaml: string): Promise<string> {
  const { stderr, exitCode } = await execa('kind', ['create', 'cluster', '--name', impossibleName, '--config', '-'], {
    input: yaml,
    reject: false,
  });
  expect(exitCode).not.toBe(0);
  return stderr
    .replaceAll(/^cgroup v1 is deprecated.*$/gm, '')
    .replace('ERROR: failed to create cluster: ', '')
    .replace(/'Never_Made' is not a valid cluster name, cluster names must match `[^`]*`/, '')
    .replaceAll(/^[[\],\s]+|[[\],\s]+$/g, '');
}

function problemsOf(yaml: string): object[] {
  const parsed = parseKindConfig(yaml);
  return 'problems' in parsed ? parsed.problems : validateKindConfig(parsed.config);
}

test.skipIf(noKindCluster)('kind reads all that is written, and finds nothing wrong with it but the name', async () => {
  for (const config of [fullConfig, ...['nvidia', 'amd', 'mi300x'].map((id) => presetOf(id)?.config() ?? expect.unreachable())]) {
    expect(await judgementOfKind(writeKindConfig(config))).toBe('');
  }
});

test.skipIf(noKindCluster).each([
  ['an unknown field', 'nodes:\n- roel: worker\n'],
  ['a wrong role', 'nodes:\n- role: master\n'],
  ['no control plane', 'nodes:\n- role: worker\n'],
  ['text for a number', 'networking:\n  apiServerPort: "6443"\n'],
  ['a port too high', 'networking:\n  apiServerPort: 70000\n'],
  ['a wrong protocol', 'nodes:\n- extraPortMappings: [{containerPort: 80, protocol: HTTP}]\n'],
  ['a wrong propagation', 'nodes:\n- extraMounts: [{hostPath: /a, containerPath: /b, propagation: Shared}]\n'],
  [
    'the same port twice',
    'nodes:\n- extraPortMappings: [{containerPort: 80, hostPort: 80}, {containerPort: 81, hostPort: 80, listenAddress: 127.0.0.1}]\n',
  ],
  ['a listen address that is a name', 'nodes:\n- extraPortMappings: [{containerPort: 80, hostPort: 80, listenAddress: localhost}]\n'],
  ['a subnet of the other family', 'networking:\n  podSubnet: fd00::/56\n'],
  ['two subnets', 'networking:\n  podSubnet: 10.0.0.0/16,10.1.0.0/16\n'],
  ['a subnet without bits', 'networking:\n  serviceSubnet: 10.0.0.0\n'],
  ['a wrong family', 'networking:\n  ipFamily: both\n'],
  ['a wrong mode', 'networking:\n  kubeProxyMode: ebpf\n'],
])('what kind refuses is refused here too: %s', async (_, yaml) => {
  expect(problemsOf(head + yaml)).not.toEqual([]);
  expect(await judgementOfKind(head + yaml)).not.toBe('');
});

test.skipIf(noKindCluster).each([
  ['scalars for text', 'nodes:\n- labels: {count: 8, version: 1.10, on: yes}\nruntimeConfig: {api/all: true}\nname: ~\n'],
  [
    'words for flags, and another case of letters',
    'featureGates: {A: yes, B: off}\nnodes:\n- extraPortMappings: [{containerPort: 1, protocol: udp}]\n',
  ],
  ['anchors and merged maps', 'nodes:\n- &one\n  image: a:1\n- <<: *one\n  role: worker\n- *one\n'],
  ['no kube-proxy and no names to search', 'networking: {kubeProxyMode: none, dnsSearch: []}\n'],
])('what kind reads is read here too: %s', async (_, yaml) => {
  expect(problemsOf(head + yaml)).toEqual([]);
  expect(await judgementOfKind(head + yaml)).toBe('');
});

test.skipIf(noKindCluster)(
  'a fleet from its preset, with a mirror and a port, is made as it was written, and is then in the way',
  async () => {
    await using folder = await temporaryFolder();
    const name = `fleet-${process.pid}`;
    const mirror = { registry: 'localhost:5001', endpoint: 'http://registry:5000', folder: join(folder.path, 'mirrors') };
    await writeRegistryHosts(mirror);
    const hostPort = await freePort();
    const fleet = withRegistryMirror(presetOf('mi300x')?.config({ image }) ?? expect.unreachable(), mirror);
    const [plane, ...workers] = fleet.nodes ?? [];
    const config: KindConfig = {
      ...fleet,
      name,
      nodes: [{ ...plane, extraPortMappings: [{ containerPort: 30_080, hostPort, listenAddress: '127.0.0.1' }] }, ...workers],
    };
    const search = {
      environment: process.env,
      home: folder.path,
      platform: process.platform,
      settings: {},
      managedFolder: join(folder.path, 'tools'),
      config,
    };

    const before = checkKindConfig(config, await gatherMachineFacts(search));
    expect(before.filter(({ verdict }) => verdict === 'problem')).toEqual([]);
    expect(before).toContainEqual(expect.objectContaining({ id: 'kind', verdict: 'pass' }));

    await using cluster = await createdByKind(config, folder.path);
    const { stdout: nodes } = await execa('kubectl', ['--kubeconfig', cluster.kubeconfig, 'get', 'nodes', '-o', 'name', '-l', simulated]);
    expect(nodes.split('\n').toSorted()).toEqual([`node/${name}-worker`, `node/${name}-worker2`]);
    const inWorker = async (...command: string[]) => (await execa('docker', ['exec', `${name}-worker`, ...command])).stdout;
    const hosts = await readFile(join(mirror.folder, 'localhost_5001_', 'hosts.toml'), 'utf8');
    expect(`${await inWorker('cat', '/etc/containerd/certs.d/localhost_5001_/hosts.toml')}\n`).toBe(hosts);
    expect(await inWorker('containerd', 'config', 'dump')).toContain('config_path = "/etc/containerd/certs.d"');
    expect(await askedOfMirror(`${name}-worker`, mirror)).toContain('/v2/model/manifests/1?ns=localhost%3A5001');

    const after = checkKindConfig(config, await gatherMachineFacts(search));
    expect(after.filter(({ verdict }) => verdict === 'problem').map(({ id, subject }) => `${id} ${subject}`)).toEqual([
      'name name',
      'port-taken nodes[0].extraPortMappings[0].hostPort',
    ]);
  },
);

const simulated = 'slipway.dev/simulated-gpu=MI300X,slipway.dev/simulated-gpu-count=8';

async function createdByKind(config: KindConfig, folder: string) {
  const file = join(folder, 'kind.yaml');
  const kubeconfig = join(folder, 'kubeconfig');
  await writeFile(file, writeKindConfig(config));
  await execa('kind', ['create', 'cluster', '--config', file, '--kubeconfig', kubeconfig]);
  const remove = ['delete', 'cluster', '--name', config.name ?? '', '--kubeconfig', kubeconfig];
  return {
    kubeconfig,
    async [Symbol.asyncDispose]() {
      // On a busy machine Docker 20 gives up waiting for a container that it ends all the same.
      await eventually(() => execa('kind', remove), { timeoutMs: 90_000, intervalMs: 1_000 });
    },
  };
}

/** Lets a node pull from the registry, with a mirror that has nothing, and gives what the mirror was asked for. */
async function askedOfMirror(node: string, mirror: RegistryMirror): Promise<string[]> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(404).end();
  }).listen(0, '0.0.0.0');
  await once(server, 'listening');
  try {
    const { stdout: gateways } = await execa('docker', ['network', 'inspect', 'kind', '-f', '{{range .IPAM.Config}}{{.Gateway}} {{end}}']);
    const host = gateways.split(' ').find((address) => isIPv4(address));
    // containerd reads it anew for each pull.
    await writeRegistryHosts({ ...mirror, endpoint: `http://${host}:${(server.address() as AddressInfo).port}` });
    const pull = ['images', 'pull', '--hosts-dir', '/etc/containerd/certs.d', `${mirror.registry}/model:1`];
    await execa('docker', ['exec', node, 'ctr', ...pull], { reject: false, timeout: 30_000 });
    return asked;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
