import { describe, expect, test } from 'vitest';
import { parseTool } from '../../../../../engine/hardware/parse.ts';
import { fixtureFiles, gpus } from '../../../../helpers/captures.ts';

const parse = (...texts: string[]) =>
  parseTool(
    'nvidia-smi-csv',
    texts.map((text, at) => ({ path: `${at}.csv`, text })),
    gpus,
  );

describe('nvidia-smi --query-gpu', () => {
  test('with a header and units: every column is taken by its name, and an unknown column hides nothing', () => {
    const { devices, problems } = parseTool('nvidia-smi-csv', fixtureFiles('nvidia/two-gpus.csv'), gpus);
    expect(problems).toEqual([]);
    expect(devices).toHaveLength(2);
    expect(devices[1]).toMatchObject({
      vendor: 'nvidia',
      model: 'H100-SXM5-80GB',
      name: 'NVIDIA H100 80GB HBM3',
      index: 1,
      uuid: 'GPU-1a000000-0000-4000-8000-000000000002',
      pciId: '2330',
      pciAddress: '0000:2a:00.0',
      isa: '9.0',
      memoryMiB: 81559,
      memoryReason: null,
      unified: false,
      partition: null,
      driver: '590.48.01',
      problems: [],
    });
  });

  test('free memory is what the tool says, not total less used: some is reserved', () => {
    const { devices } = parseTool('nvidia-smi-csv', fixtureFiles('nvidia/two-gpus.csv'), gpus);
    expect(devices.map(({ memoryFreeMiB }) => memoryFreeMiB)).toEqual([81081, 21080]);
  });

  test('two questions of one machine, without header and units, are joined to the devices of the first', () => {
    const files = [...fixtureFiles('nvidia/first-question.csv'), ...fixtureFiles('nvidia/second-question.csv')];
    const { devices } = parseTool('nvidia-smi-csv', files, gpus);
    expect(devices).toHaveLength(2);
    expect(devices[0]).toMatchObject({ index: 0, memoryMiB: 81559, memoryFreeMiB: 81081, pciId: '2330', isa: '9.0', driver: '590.48.01' });
  });

  test('commas in a name belong to the name: the other columns are counted from the right', () => {
    const { devices } = parse('0, Quadro, the old one, 8192, 511.09\n');
    expect(devices).toMatchObject([{ name: 'Quadro, the old one', index: 0, memoryMiB: 8192, driver: '511.09' }]);
  });

  test.each([
    ['[N/A]', /N\/A/],
    ['N/A', /N\/A/],
    ['[Not Supported]', /Not Supported/],
    ['Not Supported', /Not Supported/],
    ['[Unknown Error]', /does not answer the driver.*Xid/],
    ['ERR!', /does not answer the driver.*Xid/],
    ['[Insufficient Permissions]', /run it as root/],
    ['[GPU requires reset]', /reset/],
    ['0 MiB', /no memory size/],
    ['-5 MiB', /no memory size/],
    ['99999999999999999999', /no memory size/],
    ['1e9', /no memory size/],
  ])('a memory of %s is unknown with its reason, never zero', (figure, reason) => {
    const { devices } = parse(`index, name, memory.total [MiB]\n0, NVIDIA Something, ${figure}\n`);
    expect(devices).toHaveLength(1);
    expect(devices[0]).toMatchObject({ memoryMiB: null, memoryFreeMiB: null, unified: null });
    expect(devices[0]?.memoryReason).toMatch(reason);
  });

  test('GB10 shares the memory of the host: no figure and the addressing of the host', () => {
    const { devices } = parse('name, memory.total [MiB], addressing_mode\nNVIDIA Unheard Of, [N/A], ATS\n');
    expect(devices).toMatchObject([{ memoryMiB: null, unified: true, model: null }]);
    expect(devices[0]?.memoryReason).toMatch(/shares the memory of the host/);
  });

  test('the addressing mode alone does not make memory shared: GH200 has ATS and L40S has HMM, both with memory of their own', () => {
    const text = 'name, memory.total [MiB], addressing_mode\nNVIDIA GH200 480GB, 97871 MiB, ATS\nNVIDIA L40S, 46068 MiB, HMM\n';
    const { devices } = parse(text);
    expect(devices).toMatchObject([
      { model: 'GH200-96GB', memoryMiB: 97871, unified: false },
      { model: 'L40S', memoryMiB: 46068, unified: false },
    ]);
  });

  test('memory is never read from a name', () => {
    const { devices } = parse('name, uuid\nNVIDIA A100 80GB PCIe, GPU-1a000000-0000-4000-8000-000000000001\n');
    expect(devices).toMatchObject([{ memoryMiB: null }]);
    expect(devices[0]?.memoryReason).toMatch(/no memory figure/);
  });

  test('with MIG on, the whole card says where its instances are told', () => {
    const { devices } = parse('name, memory.total [MiB], mig.mode.current\nNVIDIA H200, 143771 MiB, Enabled\n');
    expect(devices[0]?.problems).toEqual([expect.stringMatching(/MIG is on.*nvidia-smi -L/)]);
  });

  test('a line that is cut off is left out, for its last value may be half a value', () => {
    const { devices, problems } = parse('index, name, memory.total [MiB]\n0, NVIDIA H200 N');
    expect(devices).toEqual([]);
    expect(problems).toEqual([expect.stringMatching(/has 2 values where the header names 3/)]);
  });

  test('figures without a header that can be of several columns are not taken for the total', () => {
    const { devices } = parse('0, NVIDIA X9, 8192, 214, 7571, 30, 12\n');
    expect(devices.map(({ memoryMiB }) => memoryMiB)).toEqual([]);
  });

  test('without a header, the total is never the smaller of two figures', () => {
    const { devices } = parse('0, NVIDIA X9, 214, 8192\n1, NVIDIA X9, 0, 8192\n');
    expect(devices.map(({ memoryMiB }) => memoryMiB)).toEqual([8192, 8192]);
  });

  test('a header without a device says so', () => {
    expect(parse('index, name, memory.total [MiB]\n')).toEqual({ devices: [], problems: [expect.stringMatching(/no device below it/)] });
  });

  test('a line printed twice is one GPU', () => {
    const line = '0, NVIDIA H200, GPU-1a000000-0000-4000-8000-000000000001, 143771\n';
    expect(parse(line + line).devices).toHaveLength(1);
  });

  test('a PCI id that is cut to its vendor is no id: the name decides', () => {
    const { devices } = parse('name, pci.device_id, memory.total [MiB]\nNVIDIA A10G, 0x000000DE, 23028 MiB\n');
    expect(devices).toMatchObject([{ model: 'A10G', pciId: null, problems: [expect.stringMatching(/is no PCI id/)] }]);
  });

  test('an RTX 4090 with 49140 MiB has 49140 MiB, and one is told that this is unusual', () => {
    const { devices } = parse('name, memory.total [MiB]\nNVIDIA GeForce RTX 4090, 49140 MiB\n');
    expect(devices).toMatchObject([{ model: 'RTX4090', memoryMiB: 49140, problems: [expect.stringMatching(/usually has 24564 MiB/)] }]);
  });
});
