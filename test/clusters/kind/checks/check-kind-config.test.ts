import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canCreate, checkKindConfig } from '../../../../clusters/kind/checks/check-kind-config.ts';
import type { MachineFacts, PortState } from '../../../../clusters/kind/checks/machine-facts.ts';
import { presets } from '../../../../clusters/kind/presets/presets.ts';
import { configOf, findings, goodFacts, withEngine } from './some-facts.ts';

const digest = `@sha256:${'a'.repeat(64)}`;

test('on a machine where nothing is in the way each check passes, and says so', () => {
  const records = checkKindConfig(configOf({ name: 'dev' }), goodFacts);
  expect(records.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
    'engine pass',
    'kind pass',
    'kubectl pass',
    'configuration pass',
    'name pass',
    'image pass',
    'memory pass',
    'disk pass',
    'inotify pass',
    'cgroup pass',
  ]);
  expect(canCreate(records)).toBe(true);
});

test('without an engine that alone is said of it, with its fix, and nothing is said that hangs on it', () => {
  const engine = { found: false, message: 'No container engine is on this machine.', fix: 'Install Docker.' } as const;
  const records = checkKindConfig(configOf({ name: 'dev' }), { ...goodFacts, engine });
  expect(records.map(({ id }) => id)).toEqual(['engine', 'kind', 'kubectl', 'configuration', 'image']);
  expect(records[0]).toEqual({ id: 'engine', subject: 'machine', verdict: 'problem', message: engine.message, fix: engine.fix });
  expect(canCreate(records)).toBe(false);
});

test('a configuration that kind refuses is a problem at its path', () => {
  expect(findings({ name: 'Dev', nodes: [{ role: 'worker' }] }, goodFacts)).toMatchObject([
    { id: 'configuration', subject: 'name', verdict: 'problem', fix: 'Choose another, such as dev.' },
    { id: 'configuration', subject: 'nodes', verdict: 'problem' },
  ]);
});

test.each([
  [{ version: '20.10.24' }, undefined],
  [{ version: '19.3.15', label: 'Docker 19.3.15' }, 'Docker 19.3.15 is older than 20.10.0, which kind needs.'],
  [{ kind: 'podman' as const, version: '2.2.1', label: 'Podman 2.2.1' }, 'Podman 2.2.1 is older than 3.0.0, which kind needs.'],
  [{ kind: 'podman' as const, version: '5.6.0' }, 'kind calls its support of Podman experimental.'],
])('the engine %j is judged by its version', (engine, message) => {
  expect(findings({}, withEngine(engine)).map((record) => record.message)).toEqual(message === undefined ? [] : [message]);
});

test('an engine without its command is a problem, for kind runs it', () => {
  expect(findings({}, withEngine({}, { program: undefined }))).toMatchObject([
    {
      id: 'engine-program',
      verdict: 'problem',
      message: expect.stringContaining('kind runs the command docker, and it is neither on the PATH'),
    },
  ]);
});

test('what an engine warns of is a warning, and ports of another machine are not judged', () => {
  const facts = {
    ...withEngine({ remote: true, onThisMachine: false, warnings: ['Containers run on gpu.'] }),
    ports: { 'networking.apiServerPort': { state: 'taken', next: 1 } as const },
  };
  expect(findings({ networking: { apiServerPort: 6443 } }, facts)).toMatchObject([
    { id: 'engine-remote', verdict: 'warning', message: 'Containers run on gpu.' },
  ]);
});

test('kind that is missing or too old is a problem; kubectl that is missing is a note', () => {
  const missing = (name: 'kind' | 'kubectl') =>
    ({ found: false, name, message: `${name} is not on this machine.`, fix: 'Install it.' }) as const;
  const facts = { ...goodFacts, tools: { kind: missing('kind'), kubectl: missing('kubectl') } };
  expect(findings({}, facts)).toEqual([
    { id: 'kind', subject: 'machine', verdict: 'problem', message: 'kind is not on this machine.', fix: 'Install it.' },
    {
      id: 'kubectl',
      subject: 'machine',
      verdict: 'note',
      message: 'kubectl is not on this machine. Slipway itself does not need it.',
      fix: 'Install it.',
    },
  ]);
  const old = { found: true, name: 'kind', path: '/k', version: '0.26.1', source: 'path' } as const;
  expect(findings({}, { ...goodFacts, tools: { ...goodFacts.tools, kind: old } })).toMatchObject([
    { id: 'kind', verdict: 'problem', message: 'kind 0.26.1 (/k) is too old: 0.27.0 is the first that Slipway knows.' },
  ]);
});

test.each([
  ['v1.37.0', undefined],
  ['v1.35.1', undefined],
  ['v1.34.2', 'kubectl 1.36.3 is made for Kubernetes 1.35 to 1.37, and kindest/node:v1.34.2 has 1.34.'],
  ['latest', undefined],
])('kubectl is compared with the image’s Kubernetes %s', (tag, message) => {
  const found = findings({ nodes: [{ image: `kindest/node:${tag}` }] }, goodFacts).find(({ id }) => id === 'kubectl-skew');
  expect(found?.message).toBe(message);
});

test('a name that is taken is a problem, also kind’s default, with one that is free', () => {
  expect(findings({ name: 'dev' }, withEngine({}, { clusters: ['dev', 'dev-2'] }))).toEqual([
    {
      id: 'name',
      subject: 'name',
      verdict: 'problem',
      message: 'A cluster named "dev" has nodes in Docker 29.1.2 already.',
      fix: 'Choose another, such as dev-3, or delete that one.',
    },
  ]);
  expect(findings({}, withEngine({}, { clusters: ['kind'] }))).toMatchObject([
    { id: 'name', fix: 'Choose another, such as kind-2, or delete that one.' },
  ]);
});

const mapping = { containerPort: 80, hostPort: 80 };
const mappingPath = 'nodes[0].extraPortMappings[0].hostPort';

test.each<[PortState, boolean, object[]]>([
  [{ state: 'free' }, false, []],
  [
    { state: 'taken', next: 81 },
    false,
    [
      {
        id: 'port-taken',
        subject: mappingPath,
        verdict: 'problem',
        message: 'Port 80 (TCP) of this machine is taken by another program.',
        fix: 'Take 81, which is free, or end the program that has 80.',
      },
    ],
  ],
  [{ state: 'taken', next: undefined }, false, [{ id: 'port-taken', fix: 'Choose another port, or leave it out to let kind choose.' }]],
  [{ state: 'denied' }, false, []],
  [
    { state: 'denied' },
    true,
    [{ id: 'port-privileged', verdict: 'problem', fix: expect.stringContaining('net.ipv4.ip_unprivileged_port_start=80') }],
  ],
  [{ state: 'no such address' }, false, [{ id: 'port-address', verdict: 'problem', message: '0.0.0.0 is no address of this machine.' }]],
  [{ state: 'unknown' }, false, []],
])('a port that is %j, the engine rootless: %s, is judged', (state, rootless, records) => {
  const facts: MachineFacts = { ...withEngine({ rootless }), ports: { [mappingPath]: state } };
  const found = findings({ nodes: [{ extraPortMappings: [mapping] }] }, facts);
  expect(found).toHaveLength(records.length);
  expect(found).toMatchObject(records);
});

test('an image by its tag is a note, and so is one that must be downloaded; a digest that is there passes', () => {
  expect(findings({ nodes: [{ image: 'a/b:v1.36.1' }, { role: 'worker', image: 'a/b:v1.36.1' }] }, goodFacts)).toMatchObject([
    { id: 'image-digest', subject: 'nodes[0].image', verdict: 'note' },
    {
      id: 'image-download',
      subject: 'nodes[0].image',
      verdict: 'note',
      message: 'Docker 29.1.2 does not have a/b:v1.36.1 yet, and downloads it first.',
    },
  ]);
  const image = `a/b:v1.36.1${digest}`;
  expect(findings({ nodes: [{ image }] }, withEngine({}, { images: [image] }))).toEqual([]);
});

test('several control planes bring a load balancer', () => {
  expect(findings({ nodes: [{}, {}] }, goodFacts)).toMatchObject([{ id: 'load-balancer', verdict: 'note' }]);
});

test('a mount of what is not there is a warning', () => {
  const nodes = [
    {
      extraMounts: [
        { hostPath: '/there', containerPath: '/a' },
        { hostPath: '/gone', containerPath: '/b' },
      ],
    },
  ];
  expect(findings({ nodes }, { ...goodFacts, missingMounts: ['/gone'] })).toMatchObject([
    {
      id: 'mount-missing',
      subject: 'nodes[0].extraMounts[1].hostPath',
      verdict: 'warning',
      message: expect.stringContaining('/gone is not there'),
    },
  ]);
});

const four = [{}, { role: 'worker' as const }, { role: 'worker' as const }, { role: 'worker' as const }];

test.each<[string, MachineFacts, object[]]>([
  [
    'too little memory in all',
    withEngine({ memoryBytes: 2e9 }),
    [
      {
        id: 'memory',
        verdict: 'problem',
        message: 'The nodes need about 2.5 GB, and Docker 29.1.2 has 2 GB in all.',
        fix: 'Make fewer nodes.',
      },
    ],
  ],
  [
    'too little memory in its virtual machine',
    withEngine({ memoryBytes: 2e9, onThisMachine: false }),
    [{ id: 'memory', verdict: 'problem', fix: expect.stringContaining('virtual machine more memory') }],
  ],
  [
    'too little memory free',
    { ...goodFacts, memoryAvailableBytes: 1e9 },
    [{ id: 'memory', verdict: 'warning', message: "The nodes need about 2.5 GB, and 1 GB of this machine's memory are free." }],
  ],
  ['an engine that does not say its memory', withEngine({ memoryBytes: 0 }), []],
  [
    'a full disk',
    { ...goodFacts, diskFreeBytes: 3e9 },
    [
      {
        id: 'disk',
        verdict: 'problem',
        message: 'The nodes need about 5 GB, and /var/lib/docker has 3 GB free.',
        fix: expect.stringContaining('docker system prune'),
      },
    ],
  ],
  ['a disk that is nearly full', { ...goodFacts, diskFreeBytes: 8e9 }, [{ id: 'disk', verdict: 'warning' }]],
  ['a disk that cannot be seen', { ...goodFacts, diskFreeBytes: undefined }, []],
  [
    'few inotify instances',
    { ...goodFacts, inotify: { instances: 128, watches: 524_288 } },
    [
      {
        id: 'inotify',
        verdict: 'warning',
        message: expect.stringContaining('low for 4 nodes (128 instances'),
        fix: expect.stringContaining('fs.inotify.max_user_instances=512'),
      },
    ],
  ],
  ['few inotify watches', { ...goodFacts, inotify: { instances: 1_024, watches: 8_192 } }, [{ id: 'inotify', verdict: 'warning' }]],
  ['low limits that are not the engine’s', { ...withEngine({ onThisMachine: false }), inotify: { instances: 1, watches: 1 } }, []],
])('for four nodes, %s is judged', (_, facts, records) => {
  const found = findings({ nodes: four }, facts);
  expect(found).toHaveLength(records.length);
  expect(found).toMatchObject(records);
});

test.each<[string, object, object, object[]]>([
  ['cgroup v2, rootless', { rootless: true }, {}, []],
  [
    'cgroup v1',
    { cgroupVersion: 1 },
    {},
    [
      {
        id: 'cgroup',
        verdict: 'warning',
        message: expect.stringContaining('kubelet of Kubernetes 1.35 and later does not start'),
        fix: expect.stringContaining('failCgroupV1: false'),
      },
    ],
  ],
  [
    'cgroup v1, allowed',
    { cgroupVersion: 1 },
    { kubeadmConfigPatches: ['kind: KubeletConfiguration\nfailCgroupV1: false\n'] },
    [{ id: 'cgroup', verdict: 'note' }],
  ],
  [
    'cgroup v1, older Kubernetes',
    { cgroupVersion: 1 },
    { nodes: [{ image: `a:v1.34.1${digest}` }] },
    [{ id: 'kubectl-skew' }, { id: 'image-download' }, { id: 'cgroup', verdict: 'note' }],
  ],
  ['rootless on cgroup v1', { rootless: true, cgroupVersion: 1 }, {}, [{ id: 'rootless-cgroup', verdict: 'problem' }]],
  [
    'rootless without delegation',
    { rootless: true, limitsResources: false },
    {},
    [{ id: 'rootless-delegation', verdict: 'problem', fix: expect.stringContaining('Delegate=yes') }],
  ],
])('%s is judged', (_, engine, config, records) => {
  const found = findings(config, withEngine(engine));
  expect(found).toHaveLength(records.length);
  expect(found).toMatchObject(records);
});

function preset(id: string) {
  const { nodes } = presets.find((candidate) => candidate.id === id)?.config() ?? expect.unreachable();
  return { nodes: nodes ?? [] };
}

test('a simulated fleet says that models are simulated', () => {
  expect(findings(preset('mi300x'), goodFacts)).toEqual([
    {
      id: 'simulated-fleet',
      subject: 'nodes',
      verdict: 'note',
      message: 'The nodes only say that they have 16 MI300X: models run as simulators there, and their answers are made up.',
    },
  ]);
});

test.each([
  [{ 'slipway.dev/simulated-gpu': 'MI300X', 'slipway.dev/simulated-gpu-count': '65' }, 'slipway.dev/simulated-gpu-count', 'from 1 to 64'],
  [{ 'slipway.dev/simulated-gpu': 'MI999' }, 'slipway.dev/simulated-gpu', 'no GPU that can be simulated'],
])('a fleet that cannot be played is refused before nodes are made: %o', (labels, label, message) => {
  expect(findings({ nodes: [{ role: 'control-plane', labels }] }, goodFacts)).toMatchObject([
    { id: 'simulated-gpus', subject: `nodes[0].labels["${label}"]`, verdict: 'problem', message: expect.stringContaining(message) },
  ]);
});

const allDevices = { kfd: true, dri: true, nvidia: true };

test.each<[string, string, MachineFacts, string[]]>([
  ['amd', 'no GPU', goodFacts, ['gpu-device']],
  ['amd', 'GPUs', { ...goodFacts, devices: allDevices, missingMounts: [] }, []],
  ['amd', 'a virtual machine', { ...withEngine({ onThisMachine: false }), platform: 'darwin', devices: allDevices }, ['gpu-machine']],
  ['nvidia', 'no GPU and no runtime', goodFacts, ['gpu-device', 'gpu-runtime', 'gpu-volume-mounts']],
  [
    'nvidia',
    'a runtime that is not the default',
    { ...withEngine({ runtimes: ['runc', 'nvidia'] }), devices: allDevices, nvidiaVolumeMounts: false },
    ['gpu-default-runtime', 'gpu-volume-mounts'],
  ],
  [
    'nvidia',
    'all of it',
    { ...withEngine({ runtimes: ['nvidia'], defaultRuntime: 'nvidia' }), devices: allDevices, nvidiaVolumeMounts: true },
    [],
  ],
])('passing through %s GPUs with %s is judged', (vendor, _, facts, ids) => {
  const found = findings(preset(vendor), { ...facts, missingMounts: ['/dev/kfd', '/dev/dri'] });
  expect(found.map(({ id }) => id)).toEqual(ids);
  expect(
    found.every(({ verdict, fix, subject }) => verdict === 'problem' && fix !== undefined && subject === 'nodes[0].extraMounts[0]'),
  ).toBe(true);
  if (ids.length === 0)
    expect(checkKindConfig(configOf(preset(vendor)), facts)).toContainEqual(
      expect.objectContaining({ id: `gpu-${vendor}`, verdict: 'pass' }),
    );
});

test('every record is a sentence, and what is a problem or a warning has a fix', () => {
  const facts = fc.record({
    engine: fc.constantFrom(
      withEngine({ cgroupVersion: 1, memoryBytes: 1 }).engine,
      withEngine({ rootless: true, limitsResources: false, version: '1.0' }, { program: undefined, clusters: ['kind'] }).engine,
    ),
    diskFreeBytes: fc.integer({ min: 0, max: 20e9 }),
    memoryAvailableBytes: fc.integer({ min: 0, max: 20e9 }),
    inotify: fc.record({ instances: fc.nat(2_000), watches: fc.nat(100_000) }),
    devices: fc.record({ kfd: fc.boolean(), dri: fc.boolean(), nvidia: fc.boolean() }),
    nvidiaVolumeMounts: fc.option(fc.boolean(), { nil: undefined }),
  });
  fc.assert(
    fc.property(facts, fc.constantFrom(...presets), (some, { config }) => {
      for (const { message, verdict, fix } of checkKindConfig(config(), { ...goodFacts, ...some })) {
        expect(message).toMatch(/^[A-Za-z/].*\.$/);
        if (verdict === 'problem' || verdict === 'warning') expect(fix).toMatch(/\.$/);
      }
    }),
  );
});
