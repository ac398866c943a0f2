import type { Node } from 'kubernetes-types/core/v1.d.ts';
import { describe, expect, it } from 'vitest';
import { simulatedCapacity } from '../../../clusters/fleet/keep-simulated-fleet.ts';
import { simulatedNode } from '../../../clusters/fleet/simulated-node.ts';

function labelled(labels: Record<string, string>, status: Node['status'] = {}): Node {
  return { metadata: { name: 'worker', labels }, status };
}

const mi300x = { 'slipway.dev/simulated-gpu': 'MI300X', 'slipway.dev/simulated-gpu-count': '8' };

describe('what a simulated node lacks', () => {
  it("is all of the vendor's capacity and labels on a fresh node", () => {
    const missing = simulatedCapacity(labelled(mi300x));
    expect(missing?.capacity).toEqual({ 'amd.com/gpu': '8' });
    expect(missing?.labels).toMatchObject({ 'amd.com/gpu.vram': '192G', 'amd.com/gpu.cu-count': '304', 'slipway.dev/gpu-model': 'MI300X' });
  });

  it("is NVIDIA's resource for one of theirs", () => {
    const missing = simulatedCapacity(labelled({ 'slipway.dev/simulated-gpu': 'h100', 'slipway.dev/simulated-gpu-count': '4' }));
    expect(missing?.capacity).toEqual({ 'nvidia.com/gpu': '4' });
    expect(missing?.labels).toMatchObject({ 'nvidia.com/gpu.count': '4', 'nvidia.com/gpu.product': 'NVIDIA-H100-80GB-HBM3' });
  });

  it('is one GPU where no count is given', () => {
    expect(simulatedCapacity(labelled({ 'slipway.dev/simulated-gpu': 'MI300X' }))?.capacity).toEqual({ 'amd.com/gpu': '1' });
  });

  it('is nothing once it has all', () => {
    const { capacity = {}, labels = {} } = simulatedCapacity(labelled(mi300x)) ?? {};
    const whole = labelled({ ...mi300x, ...labels }, { capacity: { cpu: '2', ...capacity }, allocatable: capacity });
    expect(simulatedCapacity(whole)).toBeUndefined();
  });

  it('is the capacity alone after kubelet has set it to zero', () => {
    const { labels = {} } = simulatedCapacity(labelled(mi300x)) ?? {};
    const restarted = labelled({ ...mi300x, ...labels }, { capacity: { 'amd.com/gpu': '8' }, allocatable: { 'amd.com/gpu': '0' } });
    expect(simulatedCapacity(restarted)).toEqual({ capacity: { 'amd.com/gpu': '8' }, labels: {} });
  });

  it('is nothing on a node without the label', () => {
    expect(simulatedCapacity(labelled({ 'kubernetes.io/os': 'linux' }))).toBeUndefined();
  });
});

describe('labels that ask for what cannot be simulated', () => {
  it.each([
    [{ 'slipway.dev/simulated-gpu': 'MI999' }, /"worker".*simulated-gpu=MI999.*Choose one of: .*MI300X/],
    [{ ...mi300x, 'slipway.dev/simulated-gpu-count': 'many' }, /simulated-gpu-count=many.*1 to 64/],
    [{ ...mi300x, 'slipway.dev/simulated-gpu-count': '0' }, /simulated-gpu-count=0/],
    [{ ...mi300x, 'slipway.dev/simulated-gpu-count': '65' }, /simulated-gpu-count=65/],
    [{ ...mi300x, 'slipway.dev/simulated-gpu-count': '1e1' }, /simulated-gpu-count=1e1/],
  ])('%j are told in a sentence', (labels, sentence) => {
    expect(simulatedNode(labelled(labels))).toMatchObject({ problem: expect.stringMatching(sentence) });
    expect(simulatedCapacity(labelled(labels))).toBeUndefined();
  });
});
