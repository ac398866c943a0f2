import { describe, expect, test } from 'vitest';
import { gpuKinds, placesNow, unlabelledNodes } from '../../../../engine/domain/fleet/gpu-kinds.ts';
import { readGpuNodes } from '../../../../engine/domain/fleet/gpu-node.ts';
import { nodeGpus } from '../../../../engine/domain/fleet/node-gpus.ts';
import { nodeSummary } from '../../../../engine/domain/fleet/node-summary.ts';
import { amdNode, catalog, gpuPod, node, nvidiaNode } from '../facts.ts';

const mib = 2 ** 20;
const slices = node(
  'mig',
  { 'nvidia.com/mig-3g.40gb.product': 'NVIDIA-H100-80GB-HBM3-MIG-3g.40gb', 'nvidia.com/mig-3g.40gb.memory': '40448' },
  { 'nvidia.com/gpu': '0', 'nvidia.com/mig-3g.40gb': '2' },
);
const cpx = node('cpx', { 'amd.com/gpu.device-id': '74a1', 'amd.com/gpu.vram': '24G' }, { 'amd.com/cpx_nps4': '8' });
const shared = node(
  'shared',
  {
    'nvidia.com/gpu.product': 'NVIDIA-H100-80GB-HBM3-SHARED',
    'nvidia.com/gpu.memory': '81559',
    'nvidia.com/gpu.replicas': '4',
    'nvidia.com/gpu.count': '1',
  },
  { 'nvidia.com/gpu': '4' },
);
const mixed = node('mixed', { 'amd.com/gpu.device-id.74a1': '4', 'amd.com/gpu.device-id.74a5': '4' }, { 'amd.com/gpu': '8' });

describe('kinds of GPUs for the choice', () => {
  const kinds = gpuKinds(
    readGpuNodes([amdNode('a'), amdNode('b'), nvidiaNode('h'), slices, cpx, shared, mixed], [gpuPod('a', 3)], catalog),
  );

  test('have partitions and shares as kinds of their own, with their own memory and resource', () => {
    expect(kinds.map(({ key, resourceName, gpuBytes, largest }) => [key, resourceName, (gpuBytes ?? 0) / mib, largest])).toEqual([
      ['H100-SXM5-80GB', 'nvidia.com/gpu', 81_559, 8],
      ['H100-SXM5-80GB MIG 3g.40gb', 'nvidia.com/mig-3g.40gb', 40_448, 2],
      ['H100-SXM5-80GB shared by 4', 'nvidia.com/gpu', 81_559 / 4, 4],
      ['MI300X', 'amd.com/gpu', 196_592, 8],
      ['MI300X CPX/NPS4', 'amd.com/cpx_nps4', 24_574, 8],
    ]);
  });
  test('have the places of all their nodes', () => {
    const whole = kinds.find(({ key }) => key === 'MI300X');
    expect(whole && placesNow(whole, 4)).toBe(1 + 2);
  });
  test('leave out a node that mixes kinds: nobody can say which a pod gets', () => {
    expect(unlabelledNodes(readGpuNodes([mixed], [], catalog))).toMatchObject([{ name: 'mixed', total: 8, free: 8 }]);
  });
});

describe('what people see of a node', () => {
  test('is each kind with its free and total, of mixed ones what is certainly free', () => {
    const seen = nodeSummary(nodeGpus(mixed, catalog.gpus), [gpuPod('mixed', 1)]);
    expect(seen.map(({ model, free, total }) => [model, free, total])).toEqual([
      ['MI300X', 3, 4],
      ['MI325X', 3, 4],
    ]);
  });
  test('leaves out GPUs that no pod can have', () => {
    const found = nodeGpus(node('n', { 'feature.node.kubernetes.io/pci-10de.present': 'true' }, { cpu: '1' }), catalog.gpus);
    expect(nodeSummary(found, [])).toEqual([]);
  });
  test('has the memory of the catalog for a whole GPU that reports none', () => {
    expect(nodeSummary(nodeGpus(amdNode('a'), catalog.gpus), [])).toMatchObject([{ model: 'MI300X', memoryMiB: 196_592, partition: null }]);
  });
});
