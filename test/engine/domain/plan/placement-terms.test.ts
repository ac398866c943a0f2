import { describe, expect, test } from 'vitest';
import { gpuKinds } from '../../../../engine/domain/fleet/gpu-kinds.ts';
import { readGpuNodes } from '../../../../engine/domain/fleet/gpu-node.ts';
import { placementTerms } from '../../../../engine/domain/plan/placement-terms.ts';
import { amdNode, catalog } from '../facts.ts';

const whole = amdNode('whole', { labels: { 'amd.com/gpu.vram': '192G' } });
const cut = amdNode('cut', { gpus: 64, labels: { 'amd.com/gpu.vram': '24G' } });

describe('nodes that a pod may land on', () => {
  test('are told by two labels where whole GPUs and partitions have the same id and resource', () => {
    const terms = gpuKinds(readGpuNodes([whole, cut], [], catalog)).map(({ key, nodes }) => [key, placementTerms(nodes)]);
    expect(terms).toEqual([
      ['MI300X', [{ label: 'amd.com/gpu.device-id', values: ['74a1'], also: { label: 'amd.com/gpu.vram', value: '192G' } }]],
      ['MI300X CPX', [{ label: 'amd.com/gpu.device-id', values: ['74a1'], also: { label: 'amd.com/gpu.vram', value: '24G' } }]],
    ]);
  });
  test('are told by one label where there is only one of both', () => {
    expect(placementTerms(readGpuNodes([cut], [], catalog))).toEqual([
      { label: 'amd.com/gpu.device-id', values: ['74a1'], also: undefined },
    ]);
  });
  test('are in the same order whatever order the nodes have', () => {
    const nodes = readGpuNodes([amdNode('a', { deviceId: '74b5' }), amdNode('b')], [], catalog);
    expect(placementTerms(nodes)).toEqual(placementTerms([...nodes].reverse()));
    expect(placementTerms(nodes)[0]?.values).toEqual(['74a1', '74b5']);
  });
});
