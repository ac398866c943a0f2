import { describe, expect, test } from 'vitest';
import type { Device } from '../../../engine/contract/views/device.ts';
import { mergeDevices } from '../../../engine/hardware/merge.ts';
import { newDevice } from '../../../engine/hardware/new-device.ts';
import { parseTool } from '../../../engine/hardware/parse.ts';
import { fixtureFiles, gpus } from '../../helpers/captures.ts';

const h100 = (known: Partial<Device>) => newDevice('nvidia', 'nvidia-smi-csv', { model: 'H100-SXM5-80GB', ...known });

describe('what several probes found on one machine', () => {
  test('is one device each: the same address is the same GPU, and each probe adds what it knows', () => {
    const drm = newDevice('amd', 'drm', { pciAddress: '0000:c1:00.0', memoryMiB: 196592, memoryFreeMiB: 100_000 });
    const kfd = newDevice('amd', 'kfd', { pciAddress: '0000:c1:00.0', memoryMiB: 196592, isa: 'gfx942', pciId: '74a1', model: 'MI300X' });
    expect(mergeDevices([[kfd], [drm]])).toEqual([{ ...kfd, memoryFreeMiB: 100_000, source: 'kfd, drm' }]);
  });

  test('MIG: the list’s profiles and the XML’s memory come together, and the whole card is not listed beside its parts', () => {
    const list = parseTool('nvidia-smi-list', fixtureFiles('nvidia/mig.list.txt'), gpus).devices;
    const xml = parseTool('nvidia-smi-xml', fixtureFiles('nvidia/mig.xml'), gpus).devices;
    const csv = parseTool('nvidia-smi-csv', fixtureFiles('nvidia/two-gpus.csv'), gpus).devices;
    for (const lists of [
      [csv, list, xml],
      [xml, csv, list],
      [list, xml, csv],
      [xml, list],
      [list, xml],
    ]) {
      const merged = mergeDevices(lists);
      expect(merged.map(({ partition, memoryMiB, isa }) => [partition, memoryMiB, isa]).sort()).toEqual([
        [null, 81559, '9.0'],
        ['MIG 1g.10gb', 9984, '9.0'],
        ['MIG 3g.40gb', 40448, '9.0'],
      ]);
    }
  });

  test('GPUs of one kind without any mark are paired by order when there are as many of them', () => {
    const smi = [0, 1].map((index) => h100({ index, pciAddress: `0000:0${index}:00.0`, memoryMiB: 81559 }));
    const registry = [0, 1].map((index) => newDevice('nvidia', 'win-registry', { index, model: 'H100-SXM5-80GB', memoryMiB: 81559 }));
    expect(mergeDevices([smi, registry])).toHaveLength(2);
  });

  test('GPUs of two machines are never one', () => {
    const [one, other] = ['a', 'b'].map((node) => h100({ index: 0, node }));
    expect(mergeDevices([one ? [one] : [], other ? [other] : []])).toHaveLength(2);
  });

  test('two reports that contradict each other are told, and the first counts', () => {
    const kfd = newDevice('amd', 'kfd', { pciAddress: '0000:c1:00.0', memoryMiB: 24_574, partition: 'CPX/NPS4' });
    const smi = newDevice('amd', 'rocm-smi-json', { pciAddress: '0000:c1:00.0', memoryMiB: 196_592, partition: 'CPX/NPS4' });
    const [merged] = mergeDevices([[kfd], [smi]]);
    expect(merged).toMatchObject({
      memoryMiB: 24_574,
      problems: [expect.stringMatching(/kfd reports 24574 MiB, rocm-smi-json 196592 MiB: the first counts/)],
    });
  });

  test('a card that reports its whole memory for each of its partitions is not listed beside them', () => {
    const parts = [0, 1, 2, 3].map(() =>
      newDevice('amd', 'kfd', { pciAddress: '0000:c1:00.0', partition: 'DPX/NPS1', model: 'MI300X', memoryMiB: 49_148 }),
    );
    const whole = newDevice('amd', 'rocm-smi-json', { index: 0, model: 'MI300X', memoryMiB: 196_592 });
    expect(mergeDevices([parts, [whole]]).map(({ partition }) => partition)).toEqual(['DPX/NPS1', 'DPX/NPS1', 'DPX/NPS1', 'DPX/NPS1']);
  });

  test('nothing found is nothing', () => {
    expect(mergeDevices([])).toEqual([]);
    expect(mergeDevices([[], []])).toEqual([]);
  });
});
