import { describe, expect, test } from 'vitest';
import { nodeGpus } from '../../../../engine/domain/fleet/node-gpus.ts';
import { catalog, node } from '../facts.ts';

const read = (labels: Record<string, string>, allocatable: Record<string, string>) =>
  nodeGpus(node('n', labels, allocatable), catalog.gpus);
const nfd = (feature: string) => ({ [`feature.node.kubernetes.io/${feature}`]: 'true' });

describe('a GPU that no plugin offers', () => {
  test.each([
    ['pci-10de.present', 'NVIDIA GPU present, device plugin missing'],
    ['pci-0302_10de.present', 'NVIDIA GPU present, device plugin missing'],
    ['pci-1200_1002.present', 'AMD GPU present, device plugin missing'],
    ['amd-vgpu', 'AMD GPU present, device plugin missing'],
    ['pci-1200_1da3.present', 'Gaudi GPU present, device plugin missing'],
  ])('is told by %s', (label, words) => {
    const { groups, findings } = read(nfd(label), { cpu: '8' });
    expect(findings).toEqual([expect.stringContaining(words)]);
    expect(groups).toMatchObject([{ resourceName: null, total: 1, memoryMiB: null }]);
  });
  test.each(['pci-0300_1a03.present', 'pci-8086.present', 'pci-0300_8086.present', 'pci-0200_15b3.present', 'pci-0200_10de.present'])(
    'is not told by %s',
    (label) => {
      expect(read(nfd(label), { cpu: '8' })).toMatchObject({ groups: [], findings: [] });
    },
  );
  test('is counted where the labels of the plugin are there', () => {
    expect(
      read({ 'nvidia.com/gpu.product': 'NVIDIA-H200', 'nvidia.com/gpu.memory': '143771', 'nvidia.com/gpu.count': '8' }, { cpu: '8' })
        .groups,
    ).toMatchObject([{ gpu: { key: 'H200-SXM' }, total: 8, memoryMiB: 143_771, resourceName: null }]);
  });
  test('is another finding where the plugin is there and offers none', () => {
    expect(read(nfd('pci-10de.present'), { 'nvidia.com/gpu': '0' }).findings).toEqual([
      expect.stringContaining('its device plugin offers none'),
    ]);
  });
});
