import { describe, expect, test } from 'vitest';
import { parseTool } from '../../../../../engine/hardware/parse.ts';
import type { ToolFile } from '../../../../../engine/hardware/parser.ts';
import { captureFiles, captures, fixtureFiles, gpus } from '../../../../helpers/captures.ts';

const parse = (files: readonly ToolFile[]) => parseTool('kfd', files, gpus);
const node = (number: number, lines: string): ToolFile => ({ path: `nodes/${number}/properties`, text: lines });

describe('the KFD topology with DRM beside it', () => {
  const { devices, problems } = parse(fixtureFiles('amd/sys-dpx'));

  test('partitions are devices with the memory of their own banks, whatever the card states', () => {
    expect(problems).toEqual([]);
    expect(devices.slice(0, 2)).toMatchObject([
      {
        model: 'MI300X',
        name: 'AMD Instinct MI300X OAM',
        partition: 'DPX/NPS1',
        memoryMiB: 98_296,
        pciAddress: '0000:05:00.0',
        isa: 'gfx942',
      },
      { model: 'MI300X', partition: 'DPX/NPS1', memoryMiB: 98_296, pciAddress: '0000:05:00.1', pciId: '74a1', uuid: null },
    ]);
  });
  test('a whole card has an id, its free memory and no partition; the memory of processors is nobody’s', () => {
    expect(devices[2]).toMatchObject({
      model: 'MI325X',
      partition: null,
      memoryMiB: 262_128,
      memoryFreeMiB: 262_127,
      uuid: '2250f807caf2231a',
    });
    expect(devices.every(({ memoryMiB }) => memoryMiB !== null && memoryMiB < 300_000)).toBe(true);
  });
  test('a card that the topology lacks is listed with why it cannot compute, and its revision tells the product', () => {
    expect(devices[3]).toMatchObject({
      source: 'drm',
      pciId: '744c',
      memoryMiB: 20_464,
      problems: expect.arrayContaining([expect.stringContaining('not in the KFD topology')]),
    });
    expect(devices[3]?.model).not.toBe('RX7900XTX');
    expect(devices).toHaveLength(4);
  });
});

describe('a topology node', () => {
  test.each([
    ['90402', 'gfx942'],
    ['90010', 'gfx90a'],
    ['110501', 'gfx1151'],
    ['120001', 'gfx1201'],
    ['90500', 'gfx950'],
  ])('of target version %s is %s: the step is hexadecimal', (version, isa) => {
    expect(parse([node(1, `simd_count 8\nvendor_id 4098\ndevice_id 1\ngfx_target_version ${version}\n`)]).devices[0]?.isa).toBe(isa);
  });
  test('without SIMD units is a processor, however much memory it has', () => {
    const { devices, problems } = parse([
      node(0, 'cpu_cores_count 8\nsimd_count 0\n'),
      { path: 'nodes/0/mem_banks/0/properties', text: 'size_in_bytes 9999\n' },
    ]);
    expect(devices).toEqual([]);
    expect(problems).toEqual(['None of 1 nodes of the KFD topology is a GPU: the others are processors.']);
  });
  test('without memory banks has no figure, and says why', () => {
    expect(parse([node(3, 'simd_count 1216\nvendor_id 4098\ndevice_id 29857\nnum_xcc 8\nlocal_mem_size 0\n')]).devices).toMatchObject([
      { model: 'MI300X', partition: null, memoryMiB: null, memoryReason: expect.stringContaining('has no mem_banks') },
    ]);
  });
  test.each([
    [29_857, 1, 'CPX'],
    [29_857, 2, 'QPX'],
    [29_857, 4, 'DPX'],
    [29_857, 8, null],
    [29_858, 1, 'CPX'],
    [29_858, 4, null],
    [29_856, 2, 'TPX'],
  ])('of id %d with %d compute dies is %s, though its siblings are not seen', (id, dies, partition) => {
    const lines = `simd_count 152\nvendor_id 4098\ndevice_id ${id}\ngfx_target_version 90402\nnum_xcc ${dies}\n`;
    expect(parse([node(3, lines)]).devices[0]?.partition).toBe(partition);
  });
});

describe.skipIf(captures === undefined)('captured topologies (SLIPWAY_TEST_SHARED)', () => {
  test('two Vega 10 at one address are two', () => {
    const { devices } = parse(captureFiles('amd/kfd/2xvega10'));
    expect(devices).toMatchObject([{ memoryMiB: 16_368 }, { memoryMiB: 16_368 }]);
    expect(new Set(devices.map(({ uuid }) => uuid)).size).toBe(2);
  });
  test('an MI300X in CPX: twelve partitions of two cards, whose memory the capture does not have', () => {
    const { devices } = parse(captureFiles('amd/kfd/mi300x-cpx'));
    expect(devices).toHaveLength(12);
    expect(devices.every((device) => device.model === 'MI300X' && device.partition === 'CPX' && device.memoryMiB === null)).toBe(true);
  });
  test('an MI308X in four: 48 GiB each, the last a little less, and not the terabyte of the processors', () => {
    const { devices } = parse(captureFiles('amd/kfd/mi308x-4-partitions'));
    expect(devices.every(({ model, partition }) => model === 'MI308X' && partition === 'CPX')).toBe(true);
    expect(devices.map(({ memoryMiB }) => memoryMiB)).toEqual([49_152, 49_152, 49_152, 49_136, 49_152, 49_152]);
  });
});
