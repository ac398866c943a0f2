import { describe, expect, test } from 'vitest';
import { parseTool } from '../../../../../engine/hardware/parse.ts';
import { captureFiles, captures, fixtureFiles, gpus } from '../../../../helpers/captures.ts';

describe('rocm-smi --json', () => {
  test('has a card an entry; one of which it says nothing is a problem and no GPU', () => {
    const { devices, problems } = parseTool('rocm-smi-json', fixtureFiles('amd/rocm-smi/mi300x.json'), gpus);
    expect(devices).toMatchObject([
      {
        model: 'MI300X',
        pciId: '74a1',
        uuid: 'e3aa140f9a5f9e31',
        memoryMiB: 196_592,
        memoryFreeMiB: 196_308,
        isa: 'gfx942',
        driver: '6.10.5',
      },
    ]);
    expect(devices).toHaveLength(1);
    expect(problems).toEqual([expect.stringContaining('says nothing of card 1')]);
  });
  test('states the whole card for each partition, which is no figure of a partition', () => {
    const { devices } = parseTool('rocm-smi-json', fixtureFiles('amd/rocm-smi/cpx.json'), gpus);
    expect(devices).toHaveLength(8);
    for (const device of devices)
      expect(device).toMatchObject({ partition: '1/8', memoryMiB: null, memoryReason: expect.stringContaining('whole card') });
  });
  test.each([
    ['Driver not initialized (amdgpu not found in modules)', 'modprobe amdgpu'],
    ['', 'is empty'],
    ['{}', 'no entry such as "card0"'],
    ['GPU[0] : Card Series: X', 'has no JSON'],
  ])('that prints "%s" has failed, whatever it exits with', (text, words) => {
    expect(parseTool('rocm-smi-json', [{ path: 'a', text }], gpus)).toEqual({ devices: [], problems: [expect.stringContaining(words)] });
  });
});

describe('rocm-smi as text', () => {
  test('is a GPU a number, however many lines it has; names and memory may be two outputs', () => {
    const { devices, problems } = parseTool(
      'rocm-smi-text',
      [...fixtureFiles('amd/rocm-smi/product.txt'), ...fixtureFiles('amd/rocm-smi/memory.txt')],
      gpus,
    );
    expect(problems).toEqual([]);
    expect(devices).toMatchObject([
      { model: 'MI300X', memoryMiB: 196_592, isa: 'gfx942' },
      {
        model: 'StrixHalo',
        name: null,
        memoryMiB: 512,
        unified: true,
        problems: [expect.stringContaining('shares the memory of the host')],
      },
    ]);
    expect(devices).toHaveLength(2);
  });
  test('may be the usual table, which has the PCI ids', () => {
    expect(parseTool('rocm-smi-text', fixtureFiles('amd/rocm-smi/table.txt'), gpus).devices).toMatchObject([
      { index: 0, pciId: '74a1', model: 'MI300X', memoryMiB: null },
      { index: 1, pciId: '74a1' },
    ]);
  });
});

describe.skipIf(captures === undefined)('captured outputs (SLIPWAY_TEST_SHARED)', () => {
  const captured = (tool: 'rocm-smi-json' | 'rocm-smi-text', name: string) => parseTool(tool, captureFiles(name), gpus).devices;

  test.each([
    ['mi100_rocm571', 6, { pciId: '738c', memoryMiB: 32_752, pciAddress: '0000:1e:00.0', driver: '6.2.4' }],
    ['mi100_rocm602', 4, { pciId: '738c', memoryMiB: 32_752, uuid: '79ccd55167a2124a' }],
    ['mi300x-vf', 1, { model: 'MI300X', memoryMiB: null }],
    ['rx6700xt_rocm612', 1, { pciId: '73df', isa: 'gfx1031', memoryMiB: 12_272 }],
    ['vega-10-XT', 1, { pciId: '6861', memoryMiB: 16_368 }],
    ['vega-20-WKS-GL-XE', 1, { pciId: '66a1', name: 'Radeon Instinct MI50 32GB', memoryMiB: 32_752 }],
  ])('%s', (name, count, first) => {
    const devices = captured('rocm-smi-json', `amd/rocm-smi-json/${name}.json`);
    expect(devices).toHaveLength(count);
    expect(devices[0]).toMatchObject(first);
  });
  test.each([
    ['mixed-mi50-igpu.vram', [32_752, 16_368, 512]],
    ['tabular.vram', [32_752, 32_752]],
    ['two-gpus.vram', [8_176, 32_624]],
    ['two-gpus.product', [null, null]],
  ])('%s', (name, memory) => {
    expect(captured('rocm-smi-text', `amd/rocm-smi-text/${name}.txt`).map(({ memoryMiB }) => memoryMiB)).toEqual(memory);
  });
  test('an R9700 is known by its PCI id, and an RX 7600 by nothing', () => {
    expect(captured('rocm-smi-text', 'amd/rocm-smi-text/two-gpus.product.txt').map(({ model }) => model)).toEqual([null, 'R9700']);
  });
});
