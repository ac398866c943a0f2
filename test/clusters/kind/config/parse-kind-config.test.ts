import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Problem } from '../../../../clusters/kind/config/kind-config.ts';
import { parseKindConfig } from '../../../../clusters/kind/config/parse-kind-config.ts';
import { validateKindConfig } from '../../../../clusters/kind/config/validate-kind-config.ts';
import { writeKindConfig } from '../../../../clusters/kind/config/write-kind-config.ts';
import { fullConfig } from './full-config.ts';

const head = 'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n';

function parsed(yaml: string) {
  const result = parseKindConfig(yaml);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return result;
}

function problemsOf(yaml: string): Problem[] {
  const result = parseKindConfig(yaml);
  return 'problems' in result ? result.problems : expect.unreachable('it was read');
}

test('every field of v1alpha4 is written, read again, and valid', () => {
  expect(parsed(writeKindConfig(fullConfig)).config).toEqual(fullConfig);
  expect(validateKindConfig(fullConfig)).toEqual([]);
});

test('a configuration is written in the order of kind’s documentation, patches as blocks', () => {
  const { nodes, name, ...rest } = fullConfig;
  const yaml = writeKindConfig({ nodes, ...rest, name });
  expect(
    yaml
      .split('\n')
      .filter((line) => /^\w/.test(line))
      .map((line) => line.split(':')[0]),
  ).toEqual(Object.keys(fullConfig));
  expect(yaml).toContain('kubeadmConfigPatches:\n  - |\n    kind: ClusterConfiguration\n');
});

test('the line of a field is known, and that of what is nearest where it is not said', () => {
  const { lineOf } = parsed(`${head}# two nodes\nnodes:\n- role: control-plane\n  labels:\n    a.b: c\n- role: worker\n`);
  expect(lineOf('nodes[0].role')).toBe(5);
  expect(lineOf('nodes[0].labels["a.b"]')).toBe(7);
  expect(lineOf('nodes[1].image')).toBe(8);
  expect(lineOf('networking.podSubnet')).toBeUndefined();
});

test('what kind’s own reader takes for text and flags is taken so', () => {
  const { config } = parsed(
    `${head}nodes:\n- labels: {count: 8, version: 1.10, on: yes}\n  extraPortMappings: [{containerPort: 1, protocol: udp}]\nfeatureGates: {A: yes, B: off}\nruntimeConfig: {api/all: true}\nname: ~\n`,
  );
  expect(config).toMatchObject({
    nodes: [{ labels: { count: '8', version: '1.10', on: 'yes' }, extraPortMappings: [{ protocol: 'UDP' }] }],
    featureGates: { A: true, B: false },
    runtimeConfig: { 'api/all': 'true' },
  });
  expect(config).not.toHaveProperty('name');
});

test('anchors and merged maps are followed', () => {
  const { config } = parsed(`${head}nodes:\n- &one\n  role: worker\n  image: a:1\n- <<: *one\n  role: control-plane\n- *one\n`);
  expect(config.nodes).toEqual([
    { role: 'worker', image: 'a:1' },
    { image: 'a:1', role: 'control-plane' },
    { role: 'worker', image: 'a:1' },
  ]);
});

test.each([
  [
    'an unknown field, with the nearest',
    'nodes:\n- roel: worker\n',
    { path: 'nodes[0].roel', line: 4, message: 'kind knows no field "roel" there.', fix: 'Did you mean "role"?' },
  ],
  [
    'an unknown field, with those that are known',
    'networking:\n  zzzzzzzz: 1\n',
    { path: 'networking.zzzzzzzz', fix: expect.stringContaining('Known here: ipFamily, apiServerPort') },
  ],
  ['another case of letters', 'networking:\n  podsubnet: 10.0.0.0/8\n', { fix: 'Did you mean "podSubnet"?' }],
  [
    'a wrong word',
    'nodes:\n- role: master\n',
    { path: 'nodes[0].role', line: 4, message: 'nodes[0].role must be one of control-plane, worker, and is "master".' },
  ],
  [
    'text for a number',
    'networking:\n  apiServerPort: "6443"\n',
    { message: 'networking.apiServerPort must be a whole number, and is "6443".' },
  ],
  [
    'text for a flag',
    'networking:\n  disableDefaultCNI: "true"\n',
    { message: 'networking.disableDefaultCNI must be true or false, and is "true".' },
  ],
  ['one thing for a list', 'nodes:\n  role: worker\n', { path: 'nodes', message: 'nodes must be a list, and is fields.' }],
  ['a list for text', 'name: [a]\n', { message: 'name must be text, and is a list.' }],
])('%s is a problem with its line', (_, yaml, problem) => {
  expect(problemsOf(head + yaml)).toEqual([expect.objectContaining(problem)]);
});

test.each([
  ['', 'apiVersion is missing; kind reads kind.x-k8s.io/v1alpha4 alone.'],
  [
    'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha3\n',
    'apiVersion is "kind.x-k8s.io/v1alpha3"; kind reads kind.x-k8s.io/v1alpha4 alone.',
  ],
  ['kind: Pod\napiVersion: kind.x-k8s.io/v1alpha4\n', 'kind is "Pod"; a configuration is a Cluster.'],
  ['- a\n', 'A configuration must be fields, each with a name, and is a list.'],
  [`${head}nodes: [\n`, expect.stringMatching(/^This is no YAML: /)],
  [`${head}name: a\nname: b\n`, expect.stringMatching(/^This is no YAML: Map keys must be unique/)],
  [`${head}---\n${head}`, 'A file has one configuration, and here begins another.'],
])('%j is no configuration', (yaml, message) => {
  expect(problemsOf(yaml).map((problem) => problem.message)).toContainEqual(message);
});

test('aliases of aliases do not make a small text endless', () => {
  const labels = Array.from({ length: 300 }, (_, index) => `a${index}: b`).join(', ');
  const nodes = `nodes:\n- &n {role: worker, labels: {${labels}}}\n${'- *n\n'.repeat(300)}`;
  expect(problemsOf(head + nodes)).toEqual([{ path: '', message: 'The configuration has more than 50000 values.' }]);
});

test('with the text that it was read from, comments, order and quotes are kept where nothing changed', () => {
  const before = `# my cluster\n${head}nodes:\n# the first\n- role: control-plane   # runs all\n  labels: {count: 8}\n- role: worker\n  image: "a:1" # old\n`;
  const { config } = parsed(before);
  // Only white space is written anew.
  const words = (yaml: string) => yaml.replaceAll(/[ {}]+/g, ' ').replaceAll(/\n /g, '\n');
  expect(words(writeKindConfig(config, before))).toBe(words(before));
  const [first, second] = config.nodes ?? [];
  const after = writeKindConfig(
    {
      ...config,
      name: 'dev',
      nodes: [
        { ...first, labels: { count: '4' } },
        { ...second, image: 'a:2' },
      ],
    },
    before,
  );
  expect(after).toContain('# my cluster');
  expect(after).toContain('# the first');
  expect(after).toContain('# runs all');
  expect(after).toContain('image: "a:2" # old');
  expect(parsed(after).config).toMatchObject({ name: 'dev', nodes: [{ labels: { count: '4' } }, { image: 'a:2' }] });
});

test('what is taken out of a configuration is taken out of its text', () => {
  const before = `${head}name: dev\nnodes:\n- role: control-plane\n- role: worker\n`;
  const after = writeKindConfig({ kind: 'Cluster', apiVersion: 'kind.x-k8s.io/v1alpha4', nodes: [{ role: 'control-plane' }] }, before);
  expect(parsed(after).config).toEqual({ kind: 'Cluster', apiVersion: 'kind.x-k8s.io/v1alpha4', nodes: [{ role: 'control-plane' }] });
});

test('a text that is no YAML is replaced', () => {
  expect(parsed(writeKindConfig(fullConfig, 'nodes: [')).config).toEqual(fullConfig);
});

const text = fc.string({ unit: 'grapheme-ascii', minLength: 1 });
const arbitraryConfig = fc.record(
  {
    kind: fc.constant('Cluster' as const),
    apiVersion: fc.constant('kind.x-k8s.io/v1alpha4' as const),
    name: text,
    nodes: fc.array(
      fc.record(
        { role: fc.constantFrom('control-plane' as const, 'worker' as const), image: text, labels: fc.dictionary(text, text) },
        { requiredKeys: [] },
      ),
    ),
    featureGates: fc.dictionary(text, fc.boolean()),
    containerdConfigPatches: fc.array(text),
  },
  { requiredKeys: ['kind', 'apiVersion'] },
);

test('whatever is written is read again the same, also over another text', () => {
  fc.assert(
    fc.property(arbitraryConfig, arbitraryConfig, (config, other) => {
      expect(parsed(writeKindConfig(config)).config).toEqual(config);
      expect(parsed(writeKindConfig(config, writeKindConfig(other))).config).toEqual(config);
    }),
    { numRuns: 200 },
  );
});
