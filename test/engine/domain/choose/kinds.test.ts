/** Partitions, slices and kinds of GPUs, as the choice sees them. */
import { describe, expect, test } from 'vitest';
import { endpointOf } from '../facts.ts';
import { chooseOn, gpuNode } from './some-nodes.ts';

const mib = 2 ** 20;
const qwen8 = { id: 'Qwen/Qwen3-8B' };

describe('partitions are kinds of their own', () => {
  const nodes = [gpuNode('MI300X', { partition: 'CPX/NPS4', resourceName: 'amd.com/cpx_nps4', total: 64, gpuBytes: 24_574 * mib })];

  test('with their own memory: 29.5 GB of weights and a context fit on two, not on one', () => {
    const { chosen, options } = chooseOn(endpointOf({ model: { id: 'Qwen/Qwen3-14B' } }), nodes);
    expect(chosen).toMatchObject({
      recipe: { hardware: 'MI300X CPX/NPS4', origin: 'generated' },
      kind: { resourceName: 'amd.com/cpx_nps4' },
    });
    expect(chosen?.configuration.gpuCount).toBe(2);
    const single = options.find(({ kind, configuration }) => kind && configuration.gpuCount === 1);
    expect(single?.sizing?.budget?.total).toBe(24_574 * mib);
  });

  test('for which a recipe for whole GPUs is none', () => {
    const { refused } = chooseOn(endpointOf({ model: { id: 'Qwen/Qwen3-32B' } }), nodes);
    expect(refused.find(({ option }) => option.startsWith('qwen3-32b-vllm-mi300x-fp16-tp1:'))).toMatchObject({
      code: 'RequiredGpuNotInCluster',
      reason: 'No schedulable node has a MI300X.',
    });
  });

  test('of an NVIDIA GPU never work together', () => {
    const slices = [
      gpuNode('H100', { partition: 'MIG 3g.40gb', resourceName: 'nvidia.com/mig-3g.40gb', total: 2, gpuBytes: 40_448 * mib }),
    ];
    const { options } = chooseOn(endpointOf({ model: qwen8, hardware: 'H100' }), slices);
    expect(options.filter(({ kind }) => kind).map(({ configuration }) => configuration.gpuCount)).toEqual([1]);
  });
});

describe('GPUs of two kinds', () => {
  test('are never one group: eight of each is no sixteen', () => {
    const nodes = [gpuNode('MI300X'), gpuNode('MI325X')];
    const { options } = chooseOn(endpointOf({ model: { id: 'moonshotai/Kimi-K2-Instruct' } }), nodes);
    expect(Math.max(...options.filter(({ admitted }) => admitted).map(({ configuration }) => configuration.gpuCount))).toBeLessThanOrEqual(
      8,
    );
  });

  test('all replicas are placed on the kind that has room for them', () => {
    const nodes = [gpuNode('MI300X', { free: 1 }), gpuNode('MI325X')];
    const endpoint = endpointOf({ model: qwen8, scaling: { minReplicas: 4 } });
    expect(chooseOn(endpoint, nodes).chosen?.recipe.hardware).toBe('MI325X');
  });

  test('a GPU is meant by any of its names', () => {
    const nodes = [gpuNode('H100')];
    for (const hardware of ['H100', 'h100', 'H100-SXM5-80GB', 'NVIDIA H100 80GB HBM3'])
      expect(chooseOn(endpointOf({ model: qwen8, hardware }), nodes).chosen?.kind?.key).toBe('H100-SXM5-80GB');
  });
});

describe('memory that no device reports', () => {
  test('is what the GPU is sold as, which is less than any report, and that is said', () => {
    const { chosen } = chooseOn(endpointOf({ model: qwen8 }), [gpuNode('MI350X', { gpuBytes: undefined })]);
    expect(chosen?.sizing?.budget?.total).toBe(288e9);
    expect(chosen?.sizing?.reasons.join(' ')).toContain('288');
  });

  test("is not known of a partition, nor of a GPU that shares its host's memory", () => {
    const partition = gpuNode('MI300X', { partition: 'CPX/NPS4', resourceName: 'amd.com/cpx_nps4', gpuBytes: undefined });
    expect(chooseOn(endpointOf({ model: qwen8 }), [partition]).chosen).toBeUndefined();
    expect(chooseOn(endpointOf({ model: qwen8, hardware: 'GB10' }), [gpuNode('GB10', { gpuBytes: undefined })]).chosen).toBeUndefined();
  });
});
