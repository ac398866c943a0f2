import { describe, expect, test } from 'vitest';
import { putPciDevice, testMachine } from './machine.ts';

const csv =
  'index, name, uuid, pci.bus_id, memory.total [MiB], memory.free [MiB], driver_version\n0, NVIDIA L40S, GPU-1a000000-0000-4000-8000-000000000001, 00000000:01:00.0, 46068, 45460, 595.80';

describe('the PCI bus has the last word', () => {
  test.each([
    [undefined, 'no driver has it: install the NVIDIA driver'],
    ['nouveau', 'the driver nouveau cannot compute on it'],
    ['vfio-pci', 'set aside for virtual machines'],
    ['nvidia', 'nvidia-smi did not tell of it'],
  ])('on a GPU that no tool told of, with driver %s', async (driver, words) => {
    await using machine = await testMachine();
    await putPciDevice(machine, '0000:01:00.0', { class: '0x030200', vendor: '0x10de', device: '0x2330', ...(driver ? { driver } : {}) });
    expect((await machine.detect()).devices).toMatchObject([
      {
        vendor: 'nvidia',
        model: 'H100-SXM5-80GB',
        pciAddress: '0000:01:00.0',
        memoryMiB: null,
        source: 'pci',
        problems: [expect.stringContaining(words)],
      },
    ]);
  });
  test('and not on what is no GPU, nor on the screens in processors of Intel', async () => {
    await using machine = await testMachine();
    await putPciDevice(machine, '0000:00:02.0', { class: '0x030000', vendor: '0x8086', device: '0x46a6' });
    await putPciDevice(machine, '0000:02:00.0', { class: '0x030000', vendor: '0x1a03', device: '0x2000' });
    await putPciDevice(machine, '0000:03:00.0', { class: '0x040300', vendor: '0x10de', device: '0x228b' });
    expect((await machine.detect()).devices).toEqual([]);
  });
  test('and not where a tool told of it', async () => {
    await using machine = await testMachine();
    await putPciDevice(machine, '0000:01:00.0', { class: '0x030200', vendor: '0x10de', device: '0x26b9', driver: 'nvidia' });
    await machine.answers('nvidia-smi', [{ to: '*memory.total*', text: csv }]);
    expect((await machine.detect()).devices).toMatchObject([{ source: 'nvidia-smi-csv', model: 'L40S' }]);
  });
});
