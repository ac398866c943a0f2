import { describe, expect, test } from 'vitest';
import type { Device } from '../../../../../engine/contract/views/device.ts';
import { parseTool } from '../../../../../engine/hardware/parse.ts';
import { captureFiles, captures, fixtureFiles, gpus } from '../../../../helpers/captures.ts';

const parse = (text: string) => parseTool('node', [{ path: 'nodes', text }], gpus);
const summary = ({ node, model, partition, memoryMiB }: Device) => [node, model, partition, memoryMiB].join(' ');

describe('nodes as kubectl prints them', () => {
  const { devices, problems } = parseTool('node', fixtureFiles('node/cluster.yaml'), gpus);

  test('have a device for each GPU or slice that a pod can ask for', () => {
    expect(devices.map(summary)).toEqual([
      'mi300x-0 MI300X  196592',
      'mi300x-0 MI300X  196592',
      'h100-mig H100-SXM5-80GB MIG 3g.40gb 40448',
      'h100-mig H100-SXM5-80GB MIG 1g.10gb 9984',
      'h100-mig H100-SXM5-80GB MIG 1g.10gb 9984',
      'without-plugin   ',
    ]);
  });
  test('tell of a GPU that no plugin offers as a finding of its own, not as no GPU', () => {
    expect(problems).toEqual([
      "without-plugin: NVIDIA GPU present, device plugin missing: pods cannot ask for it. Install NVIDIA's device plugin or GPU operator (resource nvidia.com/gpu).",
    ]);
    expect(devices.at(-1)).toMatchObject({ vendor: 'nvidia', memoryMiB: null, memoryReason: expect.stringContaining('no memory') });
  });
  test('partitions of AMD have the memory of a partition', () => {
    const cpx = parseTool('node', fixtureFiles('node/cpx.json'), gpus).devices;
    expect(cpx).toHaveLength(16);
    expect(cpx[0]).toMatchObject({ model: 'MI300X', partition: 'CPX/NPS4', memoryMiB: 24_574, pciId: '74a1', node: 'cpx-0' });
  });
  test('may be labels alone, as lines: then whether pods can have the GPUs is not known, and that is said', () => {
    const { devices: labelled, problems: said } = parseTool('node', fixtureFiles('node/labels.txt'), gpus);
    expect(labelled).toHaveLength(2);
    expect(labelled[0]).toMatchObject({
      model: 'A100-40GB-SXM4',
      memoryMiB: 40_960,
      driver: '570.86.15',
      partition: 'shared by 4',
      node: null,
    });
    expect(said).toContainEqual(expect.stringContaining('Only labels were given'));
  });
});

describe('what is read as nodes', () => {
  const node = { kind: 'Node', metadata: { name: 'a' }, status: { allocatable: { 'amd.com/gpu': '1' } } };

  test.each([
    ['one node as JSON', JSON.stringify(node)],
    ['a list', JSON.stringify({ kind: 'NodeList', items: [node] })],
    ['an array', JSON.stringify([node])],
    ['several YAML documents', `kind: Pod\n---\n${JSON.stringify(node)}\n---\nkind: Service\n`],
    ['a node with Windows line ends', JSON.stringify(node, null, 2).replaceAll('\n', '\r\n')],
    ['the same node twice', JSON.stringify([node, node])],
  ])('%s', (_, text) => {
    expect(parse(text).devices).toHaveLength(1);
  });
  test.each([
    ['nothing', '', 'The file is empty.'],
    ['another kind', 'kind: Pod\nmetadata: {name: a}\n', 'No node was found, but Pod'],
    ['prose', 'there is nothing here', 'No node was found'],
    [
      'a node without a GPU',
      JSON.stringify({ ...node, status: { allocatable: { cpu: '4' } } }),
      'No GPU is offered or labelled on the node.',
    ],
    ['broken YAML', 'a: [1,\nb: }', 'A document is no YAML'],
  ])('says what is the matter with %s', (_, text, words) => {
    expect(parse(text)).toEqual({ devices: [], problems: expect.arrayContaining([expect.stringContaining(words)]) });
  });
  test('a count that no node can have makes no GPU', () => {
    const { devices, problems } = parse(JSON.stringify({ ...node, status: { allocatable: { 'amd.com/gpu': '100000' } } }));
    expect(devices).toEqual([]);
    expect(problems).toContainEqual(expect.stringContaining('its number is a mistake'));
  });
});

describe.skipIf(captures === undefined)('captured labels (SLIPWAY_TEST_SHARED)', () => {
  test('an Azure MI300X without product name: 191 GiB, counted by the experimental label alone', () => {
    const { devices } = parseTool('node', captureFiles('k8s/amd-labels-aks-mi300x-vf.yaml'), gpus);
    expect(devices).toHaveLength(8);
    expect(devices[0]).toMatchObject({ model: 'MI300X', pciId: '74b5', name: null, memoryMiB: 191 * 1024, driver: '6.8.5' });
  });
  test('mixed MIG: no whole GPU, but four slices', () => {
    const { devices } = parseTool('node', captureFiles('k8s/node-mig-mixed-capacity.json'), gpus);
    expect(devices.map(({ partition }) => partition)).toEqual(['MIG 1g.12gb', 'MIG 1g.12gb', 'MIG 2g.24gb', 'MIG 3g.47gb']);
    expect(devices.every(({ memoryMiB, memoryReason }) => memoryMiB === null && memoryReason !== null)).toBe(true);
  });
});
