import { describe, expect, it } from 'vitest';
import { simulatedGpus } from '../../../../clusters/fleet/gpus.ts';
import { defaultFleet, nextNodeName, nodeFor } from '../../../../clusters/sandbox/fleet/node-for.ts';

describe('fleet nodes', () => {
  it("carry what AMD's device plugin and labeller write", () => {
    const node = nodeFor({ name: 'mi300x-1', gpu: 'mi300x', count: 8 });
    expect(node.status?.capacity).toMatchObject({ 'amd.com/gpu': '8' });
    expect(node.metadata?.labels).toMatchObject({
      'amd.com/gpu.device-id': '74a1',
      'amd.com/gpu.product-name': 'AMD_Instinct_MI300X_OAM',
      'amd.com/gpu.vram': '192G',
      'amd.com/gpu.cu-count': '304',
      'amd.com/gpu.simd-count': '1216',
      'beta.amd.com/gpu.device-id.74a1': '8',
      'slipway.dev/gpu-model': 'MI300X',
      'node.kubernetes.io/instance-type': 'sandbox-mi300x-8',
      'kubernetes.io/hostname': 'mi300x-1',
    });
  });

  it("carry what NVIDIA's feature discovery writes", () => {
    const node = nodeFor({ name: 'h100-1', gpu: 'H100', count: 4 });
    expect(node.status?.capacity).toMatchObject({ 'nvidia.com/gpu': '4' });
    expect(node.metadata?.labels).toMatchObject({
      'nvidia.com/gpu.product': 'NVIDIA-H100-80GB-HBM3',
      'nvidia.com/gpu.count': '4',
      'nvidia.com/gpu.memory': '81559',
      'nvidia.com/gpu.present': 'true',
    });
  });

  it.each(simulatedGpus.map(({ key }) => key))('of %s have labels that Kubernetes accepts', (gpu) => {
    for (const [name, value] of Object.entries(nodeFor({ name: 'n', gpu, count: 8 }).metadata?.labels ?? {})) {
      expect(name).toMatch(/^([a-z0-9.-]{1,253}\/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/);
      expect(value).toMatch(/^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/);
    }
  });

  it('name the known GPUs when asked for an unknown one', () => {
    expect(() => nodeFor({ name: 'n', gpu: 'MI999X' })).toThrow(/no GPU "MI999X".*MI300X.*H100/);
  });

  it.each([0, -1, 1.5, 17])('refuse %d GPUs', (count) => {
    expect(() => nodeFor({ name: 'n', gpu: 'H100', count })).toThrow(/1 to 16 GPUs/);
  });

  it('are by default one of 8 MI300X, one of 8 H100 and one without', () => {
    expect(defaultFleet.map((node) => nodeFor(node).metadata?.name)).toEqual(['mi300x-1', 'h100-1', 'cpu-1']);
  });

  it('get the next free name of their kind', () => {
    expect(nextNodeName('MI325X', new Set(['mi325x-1', 'mi325x-3']))).toBe('mi325x-2');
    expect(nextNodeName(undefined, new Set())).toBe('cpu-1');
  });
});
