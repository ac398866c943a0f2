import type { Node } from 'kubernetes-types/core/v1.d.ts';
import { describe, expect, test } from 'vitest';
import { nodeGpus } from '../../../../engine/domain/fleet/node-gpus.ts';
import { catalog, node } from '../facts.ts';

const read = (labels: Record<string, string>, allocatable: Record<string, string>) =>
  nodeGpus(node('n', labels, allocatable), catalog.gpus);
const nfd = (feature: string) => ({ [`feature.node.kubernetes.io/${feature}`]: 'true' });

describe("NVIDIA's labels", () => {
  const a100 = {
    'nvidia.com/gpu.product': 'NVIDIA-A100-80GB-PCIe-MIG-1g.10gb',
    'nvidia.com/gpu.memory': '9728',
    'nvidia.com/gpu.count': '7',
  };

  test('of the single MIG strategy describe slices', () => {
    expect(read(a100, { 'nvidia.com/gpu': '7' }).groups).toMatchObject([
      {
        gpu: { key: 'A100-80GB-PCIe' },
        partition: 'MIG 1g.10gb',
        memoryMiB: 9728,
        total: 7,
        identity: { value: a100['nvidia.com/gpu.product'] },
      },
    ]);
  });
  test('of slices that differ say MIG-INVALID: nothing is offered, and why', () => {
    const { groups, findings } = read(
      { 'nvidia.com/gpu.product': 'NVIDIA-A100-80GB-PCIe-MIG-INVALID', 'nvidia.com/gpu.count': '0', 'nvidia.com/gpu.memory': '0' },
      { 'nvidia.com/gpu': '0' },
    );
    expect(groups).toMatchObject([{ resourceName: null, gpu: { key: 'A100-80GB-PCIe' }, memoryMiB: null }]);
    expect(findings).toEqual([expect.stringContaining('strategy of the device plugin to mixed')]);
  });
  test('of shared GPUs tell the sharing; slices may be shared too', () => {
    const { groups, findings } = read(
      {
        'nvidia.com/gpu.product': 'NVIDIA-A100-SXM4-40GB-MIG-1g.5gb-SHARED',
        'nvidia.com/gpu.memory': '4864',
        'nvidia.com/gpu.replicas': '2',
        'nvidia.com/gpu.count': '7',
      },
      { 'nvidia.com/gpu': '14' },
    );
    expect(groups).toMatchObject([{ gpu: { key: 'A100-40GB-SXM4' }, partition: 'MIG 1g.5gb', replicas: 2, total: 14 }]);
    expect(findings).toEqual([expect.stringContaining('shared by up to 2 pods')]);
  });
  test('of a GB10 state no memory, which is the host’s', () => {
    expect(read({ 'nvidia.com/gpu.product': 'NVIDIA-GB10' }, { 'nvidia.com/gpu': '1' }).groups).toMatchObject([
      { gpu: { key: 'GB10' }, memoryMiB: null, memoryReason: expect.stringContaining('shares the memory of the host') },
    ]);
  });
  test('count fewer than the plugin offers where a node mixes kinds: the others are of no kind', () => {
    const { groups, findings } = read(
      { 'nvidia.com/gpu.product': 'NVIDIA-L40S', 'nvidia.com/gpu.memory': '46068', 'nvidia.com/gpu.count': '2' },
      { 'nvidia.com/gpu': '3' },
    );
    expect(groups).toMatchObject([
      { gpu: { key: 'L40S' }, total: 2, isMixed: true },
      { gpu: undefined, total: 1, memoryMiB: null },
    ]);
    expect(findings).toEqual([expect.stringContaining('which of them a pod gets cannot be said')]);
  });
});

describe("AMD's labels", () => {
  test('of GPUs that differ have counts only', () => {
    const { groups } = read(
      { 'amd.com/gpu.device-id.74a1': '4', 'amd.com/gpu.device-id.74a5': '4', 'amd.com/gpu.vram.192G': '4', 'amd.com/gpu.vram.256G': '4' },
      { 'amd.com/gpu': '8' },
    );
    expect(groups).toMatchObject([
      { gpu: { key: 'MI300X' }, total: 4, isMixed: true, memoryMiB: 196_592, identity: undefined },
      { gpu: { key: 'MI325X' }, total: 4, isMixed: true },
    ]);
  });
  test.each([
    ['AMD_Instinct_MI325_OAM', 'MI325X'],
    ['AMD_Instinct_MI355_OAM', 'MI355X'],
    ['AMD_Instinct_MI308X_OAM', 'MI308X'],
  ])('name %s without the id', (product, key) => {
    expect(read({ 'amd.com/gpu.product-name': product }, { 'amd.com/gpu': '8' }).groups[0]?.gpu?.key).toBe(key);
  });
  test('of partitions under the one resource tell them by their memory, or by the label of the mode', () => {
    const labels = { 'amd.com/gpu.device-id': '74a1', 'amd.com/gpu.vram': '24G' };
    expect(read(labels, { 'amd.com/gpu': '64' }).groups).toMatchObject([{ partition: 'CPX', memoryMiB: 24_574, total: 64 }]);
    expect(read({ ...labels, 'amd.com/compute-memory-partition': 'cpx_nps4' }, { 'amd.com/gpu': '64' }).groups[0]?.partition).toBe(
      'CPX/NPS4',
    );
  });
  test('of a node with whole GPUs and partitions beside each other give each its own memory', () => {
    const labels = { 'amd.com/gpu.device-id': '74a1', 'amd.com/gpu.vram.24G': '8', 'amd.com/gpu.vram.192G': '7' };
    expect(read(labels, { 'amd.com/gpu': '7', 'amd.com/cpx_nps4': '8' }).groups).toMatchObject([
      { resourceName: 'amd.com/gpu', partition: null, memoryMiB: 196_592, total: 7 },
      { resourceName: 'amd.com/cpx_nps4', partition: 'CPX/NPS4', memoryMiB: 24_574, total: 8 },
    ]);
  });
  test('that state the whole card are no figure of a partition', () => {
    expect(read({ 'amd.com/gpu.device-id': '74a1', 'amd.com/gpu.vram': '192G' }, { 'amd.com/cpx_nps4': '8' }).groups).toMatchObject([
      { partition: 'CPX/NPS4', memoryMiB: null, memoryReason: expect.stringContaining("whole card's") },
    ]);
  });
  test('that count fewer than are offered leave the others without a kind', () => {
    const labels = { 'amd.com/gpu.device-id.74a1': '2', 'amd.com/gpu.device-id.74a5': '2' };
    expect(read(labels, { 'amd.com/gpu': '5' }).groups.map(({ gpu, total }) => [gpu?.key, total])).toEqual([
      ['MI300X', 2],
      ['MI325X', 2],
      [undefined, 1],
    ]);
  });
  test('of a whole GPU in SPX are no partition', () => {
    const labels = { 'amd.com/gpu.device-id': '74a1', 'amd.com/gpu.vram': '192G', 'amd.com/compute-memory-partition': 'spx_nps1' };
    expect(read(labels, { 'amd.com/gpu': '8' }).groups).toMatchObject([{ partition: null, memoryMiB: 196_592 }]);
  });
});

describe('other vendors', () => {
  test('Gaudi by its PCI id, where discovery tells it', () => {
    expect(read(nfd('pci-1200_1da3_1020.present'), { 'habana.ai/gaudi': '8' }).groups).toMatchObject([
      { vendor: 'habana', gpu: { key: 'Gaudi2' }, resourceName: 'habana.ai/gaudi', total: 8 },
    ]);
  });
  test('Intel by its rules for discovery; monitoring is no GPU', () => {
    const { groups } = read(
      { 'gpu.intel.com/device-id.0300-e211.present': 'true', 'gpu.intel.com/device-id.0300-e211.count': '2' },
      { 'gpu.intel.com/xe': '2', 'gpu.intel.com/xe_monitoring': '1' },
    );
    expect(groups).toMatchObject([{ vendor: 'intel', gpu: { key: 'ArcProB60' }, total: 2 }]);
    expect(groups).toHaveLength(1);
  });
});

test('GPUs that the plugin calls unhealthy are told', () => {
  const sick: Node = {
    ...node('n', {}, { 'amd.com/gpu': '7' }),
    status: { allocatable: { 'amd.com/gpu': '7' }, capacity: { 'amd.com/gpu': '8' } },
  };
  expect(nodeGpus(sick, catalog.gpus).findings[0]).toContain('1 of 8 amd.com/gpu cannot be used');
});
