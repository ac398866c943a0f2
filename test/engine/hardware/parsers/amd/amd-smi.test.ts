import { describe, expect, test } from 'vitest';
import { parseTool } from '../../../../../engine/hardware/parse.ts';
import { captureFiles, captures, fixtureFiles, gpus } from '../../../../helpers/captures.ts';

const json = (value: unknown) => parseTool('amd-smi-json', [{ path: 'a.json', text: JSON.stringify(value) }], gpus);
const one = (parts: Record<string, unknown>) => json([{ gpu: 0, asic: { market_name: 'AMD Instinct MI300X OAM' }, ...parts }]).devices[0];

describe('amd-smi static --json', () => {
  test('of ROCm 6 is a list; its MB are MiB', () => {
    const { devices, problems } = parseTool('amd-smi-json', fixtureFiles('amd/amd-smi/rocm6.json'), gpus);
    expect(problems).toEqual([]);
    expect(devices).toMatchObject([
      {
        model: 'MI300X',
        index: 0,
        pciId: '74a1',
        pciAddress: '0000:05:00.0',
        isa: 'gfx942',
        memoryMiB: 196_592,
        partition: null,
        driver: '6.10.5',
      },
      { model: 'MI300X', index: 1, pciAddress: '0000:06:00.0' },
    ]);
  });
  test('of ROCm 7 is wrapped; a partition with the figure of the whole card has none, and one with its own keeps it', () => {
    const { devices, problems } = parseTool('amd-smi-json', fixtureFiles('amd/amd-smi/rocm7-cpx.json'), gpus);
    expect(problems).toEqual([expect.stringContaining('groups render and video')]);
    expect(devices).toMatchObject([
      { partition: 'CPX/NPS4', memoryMiB: null, memoryReason: expect.stringContaining('196592 MiB of the whole card'), driver: '6.12.12' },
      { partition: 'CPX/NPS4', memoryMiB: 24_574, driver: null },
    ]);
  });
  test.each([
    ['an amount with a unit', { size: { value: 196_592, unit: 'MB' } }, 196_592],
    ['an amount without one', { size: { value: 196_592 } }, 196_592],
    ['bytes', { size: { value: 206_141_652_992, unit: 'B' } }, 196_592],
    ['gigabytes', { size: { value: 192, unit: 'GB' } }, 196_608],
    ['a plain number', { size: 196_592 }, 196_592],
    ['a text', { SIZE: '196592 MB' }, 196_592],
    ['vram_size', { vram_size: { value: '196592', unit: 'MB' } }, 196_592],
    ['N/A', { size: 'N/A' }, null],
    ['a unit that nobody knows', { size: { value: 3, unit: 'furlongs' } }, null],
  ])('states its memory as %s', (_, vram, memoryMiB) => {
    expect(one({ vram })).toMatchObject({ memoryMiB });
    expect(one({ vram })?.memoryReason === null).toBe(memoryMiB !== null);
  });
  test.each([
    ['name and version', { name: 'amdgpu', version: '6.10.5' }, '6.10.5'],
    ['capitals', { NAME: 'amdgpu', VERSION: '6.10.5' }, '6.10.5'],
    ['longer names', { driver_name: 'amdgpu', driver_version: '6.10.5' }, '6.10.5'],
    ['a text', 'amdgpu 6.8.5', 'amdgpu 6.8.5'],
    ['N/A', 'N/A', null],
  ])('states its driver as %s', (_, driver, expected) => {
    expect(one({ driver })?.driver).toBe(expected);
  });
  test.each(['MI300X-O', 'MI300X', 'AMD Instinct MI300X VF'])('knows %s by its whole name', (name) => {
    expect(one({ asic: { market_name: name } })?.model).toBe('MI300X');
  });
  test.each(['MI300', 'AMD Instinct MI300', 'MI300XY'])('does not take %s for an MI300X', (name) => {
    expect(one({ asic: { market_name: name } })?.model).toBeNull();
  });
  test.each([
    ['an empty list', '[]', 'lists no GPU'],
    ['an empty output', '', 'is empty'],
    ['another tool’s output', 'GPU 0: NVIDIA H100', 'not the output of amd-smi'],
    ['no driver', 'AMDSMI_STATUS_DRIVER_NOT_LOADED', 'modprobe amdgpu'],
    ['a cut', '[{"gpu": 0, "asic"', 'damaged'],
  ])('says what is wrong with %s', (_, text, words) => {
    expect(parseTool('amd-smi-json', [{ path: 'a', text }], gpus)).toEqual({ devices: [], problems: [expect.stringContaining(words)] });
  });
});

test('partitions after the first, of which amd-smi says N/A, are of the kind of their card', () => {
  const nothing = { market_name: 'N/A', device_id: 'N/A' };
  const { devices } = json([
    {
      gpu: 0,
      asic: { market_name: 'AMD Instinct MI300X OAM', device_id: '0x74a1' },
      bus: { bdf: '0000:05:00.0' },
      partition: { accelerator_partition: 'CPX', memory_partition: 'NPS1', partition_id: 0 },
    },
    {
      gpu: 1,
      asic: nothing,
      bus: { bdf: '0000:05:00.1' },
      vram: 'N/A',
      partition: { accelerator_partition: 'N/A', memory_partition: 'N/A', partition_id: 1 },
    },
    { gpu: 2, asic: nothing, bus: { bdf: '0000:26:00.1' }, partition: { accelerator_partition: 'N/A', partition_id: 1 } },
  ]);
  expect(devices).toMatchObject([
    { model: 'MI300X', partition: 'CPX/NPS1', pciAddress: '0000:05:00.0' },
    { model: 'MI300X', partition: 'CPX/NPS1', pciAddress: '0000:05:00.1', memoryMiB: null },
    { model: null, partition: null },
  ]);
});

test('amd-smi static as text has the same facts, and N/A is no value', () => {
  const { devices, problems } = parseTool('amd-smi-text', fixtureFiles('amd/amd-smi/static.txt'), gpus);
  expect(problems).toEqual([]);
  expect(devices).toMatchObject([
    { model: 'MI355X', name: 'AMD Instinct MI355X', pciId: '75a3', isa: 'gfx950', memoryMiB: 294_896, driver: '6.14.14', partition: null },
    { model: 'MI355X', name: null, index: 1, memoryMiB: null, memoryReason: expect.stringContaining('amd-smi static --vram') },
  ]);
});

describe.skipIf(captures === undefined)('captured outputs (SLIPWAY_TEST_SHARED)', () => {
  test.each([
    ['static-rocm6-flat-array.json', '6.10.5'],
    ['static-rocm7-gpu_data.json', '6.12.12'],
    ['static-driver-string.json', 'amdgpu 6.8.5'],
  ])('%s', (name, driver) => {
    expect(parseTool('amd-smi-json', captureFiles(`amd/amd-smi/${name}`), gpus)).toMatchObject({
      devices: [{ model: 'MI300X', index: 0, pciAddress: '0000:05:00.0', memoryMiB: 196_592, driver }],
      problems: [],
    });
  });
  test('an MI350X whose board is named without the X', () => {
    expect(parseTool('amd-smi-text', captureFiles('amd/amd-smi/static-mi350x.txt'), gpus)).toMatchObject({
      devices: [
        { model: 'MI350X', name: 'AMD Instinct MI350X', pciId: '75a0', isa: 'gfx950', memoryMiB: null, driver: '6.18.3', problems: [] },
      ],
      problems: [],
    });
  });
});
