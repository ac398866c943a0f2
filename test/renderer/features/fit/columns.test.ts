import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Device } from '../../../../engine/contract/views/device.ts';
import { catalogColumns, clusterColumns, machineColumns } from '../../../../renderer/features/fit/columns.ts';

const catalog = [
  { key: 'MI300X', vendor: 'amd', isa: 'gfx942', memoryMiB: 196_592 },
  { key: 'MI325X', vendor: 'amd', isa: 'gfx942', memoryMiB: null },
  { key: 'T4', vendor: 'nvidia', isa: '7.5', memoryMiB: 15_360 },
];

describe('columns of the catalog', () => {
  it('are the usual ones until others are asked for', () => {
    expect(catalogColumns(catalog, null).map(({ id, note }) => [id, note])).toEqual([
      ['MI300X', '192 GiB'],
      ['MI325X', 'memory not seen'],
    ]);
    expect(catalogColumns(catalog, ['T4']).map(({ id }) => id)).toEqual(['T4']);
  });

  it('are kinds that the catalog has', async () => {
    const { gpus } = JSON.parse(await readFile(new URL('../../../../resources/catalog/gpus.json', import.meta.url), 'utf8'));
    expect(catalogColumns(gpus, null).map(({ id }) => id)).toEqual([
      'MI300X',
      'MI325X',
      'MI355X',
      'A100-80GB-SXM4',
      'L40S',
      'H100-SXM5-80GB',
      'H200-SXM',
      'B200',
      'RTX4090',
    ]);
  });

  it('are all of it where an address asks for none that it has', () => {
    expect(catalogColumns(catalog, ['GTX-9999'])).toHaveLength(3);
  });
});

describe('columns of this machine', () => {
  const device = (given: Partial<Device>): Device => ({
    vendor: 'nvidia',
    model: 'H100',
    name: null,
    index: null,
    uuid: null,
    pciId: null,
    pciAddress: null,
    isa: null,
    memoryMiB: 81_559,
    memoryFreeMiB: null,
    memoryReason: null,
    unified: null,
    partition: null,
    driver: null,
    node: null,
    source: 'test',
    problems: [],
    ...given,
  });

  it('are one a kind and memory, with the memory that the device says', () => {
    const slice = device({ partition: 'MIG 3g.40gb', memoryMiB: 40_448 });
    expect(machineColumns([device({}), device({}), slice, device({ model: null })])).toEqual([
      { id: 'H100 81559', title: 'H100', note: '80 GiB, 2 here', gpu: 'H100', memoryMiB: 81_559 },
      { id: 'H100 MIG 3g.40gb 40448', title: 'H100 MIG 3g.40gb', note: '40 GiB, 1 here', gpu: 'H100', memoryMiB: 40_448 },
    ]);
  });
});

describe('columns of a cluster', () => {
  it('say what is free, and leave out what no label names', () => {
    const kind = { vendor: 'amd', partition: null, resourceName: 'amd.com/gpu', mostOnOneNode: 5, nodes: 1, free: 5, total: 8 };
    const columns = clusterColumns([
      { ...kind, model: 'MI300X', memoryMiB: 196_592 },
      { ...kind, model: null, memoryMiB: null },
    ]);
    expect(columns).toEqual([{ id: 'MI300X 196592', title: 'MI300X', note: '5 of 8 free', gpu: 'MI300X', memoryMiB: 196_592 }]);
  });
});
