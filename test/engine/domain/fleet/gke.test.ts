import { describe, expect, test } from 'vitest';
import { nodeGpus } from '../../../../engine/domain/fleet/node-gpus.ts';
import { catalog, node } from '../facts.ts';

const accelerator = 'cloud.google.com/gke-accelerator';
const read = (labels: Record<string, string>, allocatable: Record<string, string>) =>
  nodeGpus(node('n', labels, allocatable), catalog.gpus);

describe('labels of Google Kubernetes Engine, where nothing else tells the kind', () => {
  test('name the GPU by the name of the accelerator; none states the memory', () => {
    const { groups, findings } = read(
      { [accelerator]: 'nvidia-h100-80gb', 'cloud.google.com/gke-accelerator-count': '8' },
      { 'nvidia.com/gpu': '8' },
    );
    expect(findings).toEqual([]);
    expect(groups).toMatchObject([
      { gpu: { key: 'H100-SXM5-80GB' }, total: 8, memoryMiB: null, identity: { label: accelerator, value: 'nvidia-h100-80gb' } },
    ]);
    expect(groups[0]?.memoryReason).toMatch(/state no memory/);
  });

  test('an A100 of 40 GB is called nvidia-tesla-a100, one of 80 GB by its size', () => {
    expect(read({ [accelerator]: 'nvidia-tesla-a100' }, { 'nvidia.com/gpu': '1' }).groups[0]?.gpu?.key).toBe('A100-40GB-SXM4');
    expect(read({ [accelerator]: 'nvidia-a100-80gb' }, { 'nvidia.com/gpu': '1' }).groups[0]?.gpu?.key).toBe('A100-80GB-SXM4');
  });

  test('tell slices, of which there are more than cards', () => {
    const labels = {
      [accelerator]: 'nvidia-tesla-a100',
      'cloud.google.com/gke-accelerator-count': '1',
      'cloud.google.com/gke-gpu-partition-size': '1g.5gb',
    };
    expect(read(labels, { 'nvidia.com/gpu': '7' }).groups).toMatchObject([{ partition: 'MIG 1g.5gb', total: 7, memoryMiB: null }]);
  });

  test('tell sharing', () => {
    const { groups, findings } = read(
      { [accelerator]: 'nvidia-l4', 'cloud.google.com/gke-max-shared-clients-per-gpu': '4' },
      { 'nvidia.com/gpu': '4' },
    );
    expect(groups).toMatchObject([{ gpu: { key: 'L4' }, replicas: 4 }]);
    expect(findings).toEqual([expect.stringContaining('shared by up to 4 pods')]);
  });

  test('a GPU whose driver and plugin are not installed is found by them', () => {
    expect(read({ [accelerator]: 'nvidia-l4' }, {}).findings).toEqual([expect.stringContaining('device plugin missing')]);
  });

  test('a name that the catalog does not have is told as it is', () => {
    const { groups, findings } = read({ [accelerator]: 'nvidia-tesla-p4' }, { 'nvidia.com/gpu': '1' });
    expect(groups).toMatchObject([{ name: 'nvidia-tesla-p4', gpu: undefined }]);
    expect(findings.join(' ')).toContain('nvidia-tesla-p4');
  });

  test("NVIDIA's own labels say more, and win", () => {
    const labels = {
      [accelerator]: 'nvidia-h100-80gb',
      'nvidia.com/gpu.product': 'NVIDIA-H100-80GB-HBM3',
      'nvidia.com/gpu.memory': '81559',
    };
    expect(read(labels, { 'nvidia.com/gpu': '8' }).groups).toMatchObject([{ memoryMiB: 81559, name: 'NVIDIA-H100-80GB-HBM3' }]);
  });
});
