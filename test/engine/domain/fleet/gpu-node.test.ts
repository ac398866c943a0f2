import { describe, expect, test } from 'vitest';
import { readGpuNodes } from '../../../../engine/domain/fleet/gpu-node.ts';
import { amdNode, catalog, gpuPod, node, nvidiaNode } from '../facts.ts';

describe('which GPU a node has', () => {
  test.each([
    ['the PCI id', amdNode('n', { deviceId: '74a1' }), 'MI300X'],
    [
      'the PCI id of a virtual function, which has no product name',
      amdNode('n', { deviceId: '74b5', labels: { 'amd.com/gpu.vram': '191G' } }),
      'MI300X',
    ],
    [
      'the product name where the id is missing',
      node('n', { 'amd.com/gpu.product-name': 'AMD_Instinct_MI325_OAM' }, { 'amd.com/gpu': '8' }),
      'MI325X',
    ],
    ["NVIDIA's product label", nvidiaNode('n'), 'H100-SXM5-80GB'],
  ])('is told by %s', (_, each, key) => {
    expect(readGpuNodes([each], [], catalog)[0]?.gpu?.key).toBe(key);
  });

  test.each(['NVIDIA-L40S', 'NVIDIA-L40', 'NVIDIA-L4'])('%s is not taken for another L4', (product) => {
    expect(readGpuNodes([nvidiaNode('n', { product })], [], catalog)[0]?.gpu?.key).toBe(product.replace('NVIDIA-', ''));
  });

  test('is not known where no label says: the node is kept, without a kind', () => {
    expect(readGpuNodes([node('n', {}, { 'amd.com/gpu': '4' })], [], catalog)[0]).toMatchObject({
      gpu: undefined,
      total: 4,
      gpuBytes: undefined,
    });
  });
});

describe('memory of a GPU', () => {
  test('is what the node says, whatever the catalog has', () => {
    expect(readGpuNodes([nvidiaNode('n', { product: 'NVIDIA-GeForce-RTX-4090', memory: '49140' })], [], catalog)[0]?.gpuBytes).toBe(
      49_140 * 2 ** 20,
    );
  });
  test("is the catalog's exact figure where AMD's label is that figure rounded", () => {
    expect(readGpuNodes([amdNode('n', { labels: { 'amd.com/gpu.vram': '192G' } })], [], catalog)[0]?.gpuBytes).toBe(196_592 * 2 ** 20);
  });
});

describe('free GPUs', () => {
  test('are the allocatable ones less what running pods hold', () => {
    expect(
      readGpuNodes([amdNode('a'), amdNode('b')], [gpuPod('a', 5), gpuPod('b', 1, 'nvidia.com/gpu')], catalog).map(({ free }) => free),
    ).toEqual([3, 8]);
  });
  test('count those of finished pods', () => {
    const finished = { ...gpuPod('a', 5), status: { phase: 'Succeeded' } };
    expect(readGpuNodes([amdNode('a')], [finished], catalog)[0]?.free).toBe(8);
  });
  test.each([
    ['cordoned', { spec: { unschedulable: true } }],
    ['not ready', { status: { ...amdNode('a').status, conditions: [{ type: 'Ready', status: 'False' }] } }],
  ])('of a node that is %s are none', (_, change) => {
    expect(readGpuNodes([{ ...amdNode('a'), ...change }], [], catalog)).toEqual([]);
  });
});
