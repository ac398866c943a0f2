import { describe, expect, test } from 'vitest';
import { identify } from '../../../../engine/hardware/identify.ts';
import type { KnownGpu } from '../../../../engine/hardware/identify-index.ts';
import { gpus } from '../../../helpers/captures.ts';

const nvidia = (...names: string[]) => identify({ vendor: 'nvidia', names }, gpus).gpu?.key ?? null;
const amd = (...names: string[]) => identify({ vendor: 'amd', names }, gpus).gpu?.key ?? null;
const byId = (vendor: 'amd' | 'nvidia' | 'habana', pciId: string, revision?: string) => identify({ vendor, pciId, revision }, gpus);

describe('a GPU is known by its PCI id', () => {
  test.each([
    ['amd', '74a1', 'MI300X'],
    ['amd', '74b5', 'MI300X'],
    ['amd', '74a2', 'MI308X'],
    ['amd', '74a5', 'MI325X'],
    ['amd', '74a0', 'MI300A'],
    ['nvidia', '2330', 'H100-SXM5-80GB'],
    ['nvidia', '2335', 'H200-SXM'],
    ['nvidia', '26b5', 'L40'],
    ['nvidia', '26b9', 'L40S'],
    ['nvidia', '2e12', 'GB10'],
    ['nvidia', '2329', 'H20'],
    ['nvidia', '232c', 'H20-HBM3e'],
    ['habana', '1020', 'Gaudi2'],
  ] as const)('%s %s is %s', (vendor, id, key) => {
    expect(byId(vendor, id).gpu?.key).toBe(key);
  });

  test('an id means something within its maker only', () => {
    expect(byId('nvidia', '74a1').gpu).toBeNull();
  });

  test('744c is four products: the revision decides, else the name, else nothing does', () => {
    expect(byId('amd', '744c', 'c8').gpu?.key).toBe('RX7900XTX');
    expect(byId('amd', '744c', 'cc').gpu).toBeNull();
    expect(byId('amd', '744c')).toEqual({ gpu: null, problems: [expect.stringMatching(/several products/)] });
    expect(identify({ vendor: 'amd', pciId: '744c', names: ['AMD Radeon RX 7900 XTX'] }, gpus).gpu?.key).toBe('RX7900XTX');
    expect(identify({ vendor: 'amd', pciId: '744c', revision: 'cc', names: ['AMD Radeon RX 7900 XTX'] }, gpus).gpu).toBeNull();
  });

  test('the id counts where the name is that of another, and one is told', () => {
    const { gpu, problems } = identify({ vendor: 'nvidia', pciId: '26b5', names: ['NVIDIA L40S'] }, gpus);
    expect(gpu?.key).toBe('L40');
    expect(problems).toEqual([expect.stringMatching(/26b5 is L40, but the name is that of L40S/)]);
  });

  test('an id that only a wrong table has (2340 as B200) is unknown, and the name decides', () => {
    expect(byId('nvidia', '2340').gpu).toBeNull();
    expect(identify({ vendor: 'nvidia', pciId: '2340', names: ['NVIDIA B200'] }, gpus).gpu?.key).toBe('B200');
  });
});

describe('a GPU is known by a product name that is exactly one of the catalog’s', () => {
  test.each([
    ['NVIDIA H100 80GB HBM3', 'H100-SXM5-80GB'],
    ['NVIDIA-H100-80GB-HBM3', 'H100-SXM5-80GB'],
    ['NVIDIA A100-PCIE-40GB', 'A100-40GB-PCIe'],
    ['NVIDIA-A100-PCIE-40GB', 'A100-40GB-PCIe'],
    ['NVIDIA-NVIDIA A100-PCIE-40GB', 'A100-40GB-PCIe'],
    ['NVIDIA A100 80GB PCIe', 'A100-80GB-PCIe'],
    ['A100-SXM4-40GB', 'A100-40GB-SXM4'],
    ['Tesla T4', 'T4'],
    ['Tesla-T4', 'T4'],
    ['NVIDIA GH200 480GB', 'GH200-96GB'],
    ['NVIDIA H200', 'H200-SXM'],
    ['NVIDIA-H200-NVL', 'H200-NVL'],
    ['NVIDIA GB10', 'GB10'],
  ])('%s is %s', (name, key) => {
    expect(nvidia(name)).toBe(key);
  });

  test.each([
    ['AMD Instinct MI300X OAM', 'MI300X'],
    ['AMD_Instinct_MI300X_OAM', 'MI300X'],
    ['AMD Instinct MI300X VF', 'MI300X'],
    ['MI300X-O', 'MI300X'],
    ['AMD_Instinct_MI325_OAM', 'MI325X'],
    ['AMD_Instinct_MI355_OAM', 'MI355X'],
    ['Instinct MI210', 'MI210'],
    ['AMD INSTINCT MI250 (MCM) OAM AC MBA', 'MI250X'],
    ['AMD Radeon(TM) RX 7900 XTX', 'RX7900XTX'],
  ])('%s is %s', (name, key) => {
    expect(amd(name)).toBe(key);
  });

  test.each([
    'NVIDIA A1000',
    'NVIDIA T400',
    'NVIDIA H100 SXM',
    'NVIDIA L',
    'NVIDIA GeForce RTX 4090 D',
    'NVIDIA GeForce ...',
    'NVIDIA H100 80GB HBM3 extra',
    'NVIDIA H200-141GB',
    '',
    'nvidia',
  ])('%j is no GPU of the catalog: a part of a name matches nothing', (name) => {
    expect(nvidia(name)).toBeNull();
  });

  test.each(['AMD Instinct MI300', 'AMD Radeon Graphics', 'AMD_Radeon_Graphics', 'N/A'])('%j names no single AMD GPU', (name) => {
    expect(amd(name)).toBeNull();
  });

  test('a name is not believed against the instruction set', () => {
    const { gpu, problems } = identify({ vendor: 'amd', names: ['AMD Instinct MI300X OAM'], isa: 'gfx90a' }, gpus);
    expect(gpu).toBeNull();
    expect(problems).toEqual([expect.stringMatching(/MI300X \(gfx942\), but the device says gfx90a/)]);
  });

  test('a name that two kinds share is no kind’s', () => {
    const kind = (key: string, isa: string): KnownGpu => ({ key, vendor: 'amd', isa, pciIds: [], products: ['AMD Twin'] });
    expect(identify({ vendor: 'amd', names: ['AMD Twin'] }, { gpus: [kind('A', 'gfx1'), kind('B', 'gfx2')] }).gpu).toBeNull();
  });
});

test('every kind of the catalog is known by each of its own ids and names', () => {
  for (const gpu of gpus.gpus) {
    const vendor = gpu.vendor as 'amd';
    for (const entry of gpu.pciIds) {
      const [pciId, revision] = entry.split(':');
      expect(identify({ vendor, pciId: pciId ?? '', revision }, gpus).gpu?.key, entry).toBe(gpu.key);
    }
    for (const name of [...gpu.products, ...(gpu.toolNames ?? [])]) {
      expect(identify({ vendor, names: [name] }, gpus).gpu?.key, name).toBe(gpu.key);
    }
  }
});
