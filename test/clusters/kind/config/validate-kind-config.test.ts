import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { KindConfig, KindMount, KindNetworking, KindPortMapping } from '../../../../clusters/kind/config/kind-config.ts';
import { validateKindConfig } from '../../../../clusters/kind/config/validate-kind-config.ts';

const type = { kind: 'Cluster', apiVersion: 'kind.x-k8s.io/v1alpha4' } as const;

function problems(config: Omit<KindConfig, 'kind' | 'apiVersion'>) {
  return validateKindConfig({ ...type, ...config });
}

function messages(config: Omit<KindConfig, 'kind' | 'apiVersion'>): string[] {
  return problems(config).map(({ path, message }) => `${path}: ${message}`);
}

test('the smallest configuration is valid, and so is one with several control planes', () => {
  expect(problems({})).toEqual([]);
  expect(problems({ nodes: [{ role: 'control-plane' }, { role: 'control-plane' }, {}] })).toEqual([]);
});

test.each([
  ['dev', []],
  ['a', []],
  ['dev-1.test', []],
  ['Dev Box', ['Choose another, such as dev-box.']],
  ['-dev-', ['Choose another, such as dev.']],
  ['a..b', ['Choose another, such as a.b.']],
  ['a-.b', ['Choose another, such as a.b.']],
  ['', ['Choose another, such as dev.']],
  ['___', ['Choose another, such as dev.']],
  ['x'.repeat(50), []],
  ['x'.repeat(51), ['Shorten it.']],
])('the name "%s" is judged', (name, fixes) => {
  expect(problems({ name }).map(({ fix }) => fix)).toEqual(fixes);
});

test('a name that is suggested is itself valid', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 50 }), (name) => {
      const suggested = /^Choose another, such as (.*)\.$/.exec(problems({ name })[0]?.fix ?? '')?.[1];
      expect(problems({ name: suggested ?? 'dev' })).toEqual([]);
    }),
  );
});

test('a cluster of workers alone has no control plane', () => {
  expect(problems({ nodes: [{ role: 'worker' }] })).toEqual([
    {
      path: 'nodes',
      message: 'None of the nodes is a control plane: a cluster has at least one.',
      fix: 'Add a node with role: control-plane.',
    },
  ]);
});

test.each([
  ['kindest/node:v1.36.3', true],
  ['localhost:5000/kindest/node', true],
  [`kindest/node@sha256:${'0'.repeat(64)}`, true],
  ['local/kind-node:v1.36.3', true],
  ['kindest/node:', false],
  ['kindest node', false],
  ['', false],
])('the image "%s" is valid: %s', (image, valid) => {
  expect(problems({ nodes: [{ image }] })).toHaveLength(valid ? 0 : 1);
});

test.each<[string, KindPortMapping[], string[]]>([
  ['a mapping', [{ containerPort: 80, hostPort: 8080 }], []],
  ['a port that kind chooses', [{ containerPort: 80 }, { containerPort: 81, hostPort: 0 }, { containerPort: 82, hostPort: -1 }], []],
  [
    'no port of the node',
    [{ hostPort: 8080 }],
    ['nodes[0].extraPortMappings[0].containerPort: A port is missing: ports go from 1 to 65535.'],
  ],
  [
    'a port too high',
    [{ containerPort: 65_536, hostPort: 70_000 }],
    [
      'nodes[0].extraPortMappings[0].containerPort: 65536 is no port: ports go from 1 to 65535.',
      'nodes[0].extraPortMappings[0].hostPort: 70000 is no port: ports go from 1 to 65535.',
    ],
  ],
  [
    'a port below -1',
    [{ containerPort: 80, hostPort: -2 }],
    ['nodes[0].extraPortMappings[0].hostPort: -2 is no port: ports go from 1 to 65535.'],
  ],
  [
    'the same port twice',
    [
      { containerPort: 80, hostPort: 80 },
      { containerPort: 81, hostPort: 80 },
    ],
    ['nodes[0].extraPortMappings[1].hostPort: Port 80 (TCP) is asked for twice: nodes[0].extraPortMappings[0].hostPort has it too.'],
  ],
  [
    'the same port of another protocol',
    [
      { containerPort: 80, hostPort: 80 },
      { containerPort: 80, hostPort: 80, protocol: 'UDP' },
    ],
    [],
  ],
  [
    'the same port of two addresses',
    [
      { containerPort: 80, hostPort: 80, listenAddress: '127.0.0.1' },
      { containerPort: 80, hostPort: 80, listenAddress: '127.0.0.2' },
    ],
    [],
  ],
  [
    'one address and all',
    [
      { containerPort: 80, hostPort: 80, listenAddress: '127.0.0.1' },
      { containerPort: 80, hostPort: 80, listenAddress: '::' },
    ],
    ['nodes[0].extraPortMappings[1].hostPort: Port 80 (TCP) is asked for twice: nodes[0].extraPortMappings[0].hostPort has it too.'],
  ],
  [
    'no address',
    [{ containerPort: 80, listenAddress: 'localhost' }],
    ['nodes[0].extraPortMappings[0].listenAddress: "localhost" is no IP address.'],
  ],
])('%s in the port mappings is judged', (_, extraPortMappings, expected) => {
  expect(messages({ nodes: [{ extraPortMappings }] })).toEqual(expected);
});

test('the API server’s port collides with a mapping of it', () => {
  const nodes = [{}, { role: 'worker' as const, extraPortMappings: [{ containerPort: 80, hostPort: 6443 }] }];
  expect(messages({ nodes, networking: { apiServerPort: 6443 } })).toEqual([
    'networking.apiServerPort: Port 6443 (TCP) is asked for twice: nodes[1].extraPortMappings[0].hostPort has it too.',
  ]);
});

test.each<[KindNetworking, string | undefined]>([
  [{ podSubnet: '10.0.0.0/16' }, undefined],
  [{ podSubnet: '10.0.0.0' }, '"10.0.0.0" is no subnet.'],
  [{ podSubnet: '10.0.0.0/33' }, '"10.0.0.0/33" is no subnet.'],
  [{ podSubnet: '' }, '"" is no subnet.'],
  [{ podSubnet: 'fd00::/56' }, 'fd00::/56 is an IPv6 subnet, and ipFamily is ipv4.'],
  [{ ipFamily: 'ipv6', podSubnet: 'fd00:10:244::/56', serviceSubnet: 'fd00:10:96::/112' }, undefined],
  [{ ipFamily: 'ipv6', podSubnet: '10.0.0.0/8' }, '10.0.0.0/8 is an IPv4 subnet, and ipFamily is ipv6.'],
  [{ podSubnet: '10.0.0.0/16,10.1.0.0/16' }, '"10.0.0.0/16,10.1.0.0/16" has several subnets, and ipFamily ipv4 takes one.'],
  [{ ipFamily: 'dual', podSubnet: '10.0.0.0/16,fd00::/56' }, undefined],
  [{ ipFamily: 'dual', podSubnet: '10.0.0.0/16' }, undefined],
  [
    { ipFamily: 'dual', podSubnet: '10.0.0.0/16,10.1.0.0/16' },
    '"10.0.0.0/16,10.1.0.0/16" does not fit ipFamily dual: it takes one IPv4 and one IPv6 subnet.',
  ],
  [
    { podSubnet: '10.0.0.0/8' },
    'Pods (10.0.0.0/8) and services (10.96.0.0/16) have addresses in common: some of them would not be reached.',
  ],
  [
    { ipFamily: 'ipv6', podSubnet: 'fd00::/8', serviceSubnet: 'fd00::ffff:1.2.3.4/112' },
    'Pods (fd00::/8) and services (fd00::ffff:1.2.3.4/112) have addresses in common: some of them would not be reached.',
  ],
  [{ apiServerAddress: 'here' }, '"here" is no IP address.'],
  [{ apiServerPort: 65_536 }, '65536 is no port: ports go from 1 to 65535.'],
])('the networking %j is judged', (networking, message) => {
  expect(problems({ networking }).map((problem) => problem.message)).toEqual(message === undefined ? [] : [message]);
});

test.each<[string, KindMount[], string[]]>([
  ['a mount', [{ hostPath: './models', containerPath: '/models' }], []],
  ['a drive of Windows', [{ hostPath: 'C:\\models', containerPath: '/models' }], []],
  ['no paths', [{}], ['A mount needs a hostPath.', 'A mount needs a containerPath.']],
  ['a path that begins nowhere', [{ hostPath: '/a', containerPath: 'models' }], ['"models" does not begin at the node\'s root.']],
  [
    'a colon',
    [{ hostPath: '/a:b', containerPath: '/c:d' }],
    ['"/a:b" has a colon, which ends the path for the engine.', '"/c:d" has a colon, which ends the path for the engine.'],
  ],
  [
    'the same place twice',
    [
      { hostPath: '/a', containerPath: '/m' },
      { hostPath: '/b', containerPath: '/m/' },
    ],
    ['nodes[0].extraMounts[0] mounts at /m/ too: the engine refuses both.'],
  ],
  ['a folder that a node needs', [{ hostPath: '/a', containerPath: '/var/' }], ['A node cannot run with something else mounted at /var/.']],
])('%s in the mounts is judged', (_, extraMounts, expected) => {
  expect(problems({ nodes: [{ extraMounts }] }).map(({ message }) => message)).toEqual(expected);
});

test.each<[string, string, string | undefined]>([
  ['slipway.dev/simulated-gpu', 'MI300X', undefined],
  ['ingress-ready', 'true', undefined],
  ['topology.kubernetes.io/zone', 'a', undefined],
  ['node.kubernetes.io/anything', 'a', undefined],
  [
    'node-role.kubernetes.io/worker',
    '',
    'kubelet does not start with the label node-role.kubernetes.io/worker: nodes may not give themselves labels of Kubernetes.',
  ],
  ['sub.k8s.io/x', 'a', 'kubelet does not start with the label sub.k8s.io/x: nodes may not give themselves labels of Kubernetes.'],
  ['a b', 'c', expect.stringMatching(/^"a b" cannot be a label's name: /)],
  ['a', 'b c', expect.stringMatching(/^"b c" cannot be a label's value: /)],
])('the label %s=%s is judged', (key, value, message) => {
  expect(problems({ nodes: [{ labels: { [key]: value } }] }).map((problem) => problem.message)).toEqual(
    message === undefined ? [] : [message],
  );
});

test.each<[string, Omit<KindConfig, 'kind' | 'apiVersion'>, string[]]>([
  [
    'a patch without its kind',
    { kubeadmConfigPatches: ['apiServer: {}'] },
    ['kubeadmConfigPatches[0]: The patch does not say its kind, so that it changes nothing.'],
  ],
  [
    'a patch of a node that is no YAML',
    { nodes: [{ kubeadmConfigPatches: ['kind: ['] }] },
    [expect.stringMatching(/^nodes\[0\]\.kubeadmConfigPatches\[0\]: The patch is no YAML: /)],
  ],
  [
    'a JSON patch that is no list',
    { kubeadmConfigPatchesJSON6902: [{ kind: 'A', patch: 'op: add' }] },
    ['kubeadmConfigPatchesJSON6902[0].patch: The patch is no list of operations.'],
  ],
  [
    'a JSON patch with an unknown operation',
    { containerdConfigPatchesJSON6902: ['[{"op": "set", "path": "/a"}]'] },
    ['containerdConfigPatchesJSON6902[0]: Operation 1 of the patch needs an op (add, remove, replace, move, copy, test) and a path.'],
  ],
  [
    'a JSON patch without its kind',
    { kubeadmConfigPatchesJSON6902: [{ patch: '[]' }] },
    ['kubeadmConfigPatchesJSON6902[0].kind: The patch does not say which kind it changes.'],
  ],
  [
    'TOML with an open section',
    { containerdConfigPatches: ['[plugins'] },
    ['containerdConfigPatches[0]: The patch is no TOML: its brackets do not match.'],
  ],
  [
    'TOML with a line of YAML',
    { containerdConfigPatches: ['[a]\nb: c'] },
    ['containerdConfigPatches[0]: The patch is no TOML: "b: c" is neither a [section] nor a name = value.'],
  ],
  ['TOML with brackets in text and comments', { containerdConfigPatches: ['# [\n[a."b]"]\nc = "["\nd = [\n  "e",\n]'] }, []],
])('%s is judged', (_, config, expected) => {
  expect(messages(config)).toEqual(expected);
});
