import { describe, expect, it } from 'vitest';
import type { Device } from '../../../../engine/contract/views/device.ts';
import type { NodeGpuView, NodeView } from '../../../../engine/contract/views/node.ts';
import { choicesOfCluster, choicesOfMachine } from '../../../../engine/services/fit/gpu-choice.ts';
import { catalog } from '../../domain/facts.ts';

describe('the GPUs of a machine', () => {
  it('are counted by kind, memory and partition, as each device has them', () => {
    const devices = [
      deviceOf({ model: 'MI300X', memoryMiB: 196_592 }),
      deviceOf({ model: 'MI300X', memoryMiB: 196_592 }),
      deviceOf({ model: 'RTX4090', memoryMiB: 49_140 }),
      deviceOf({ model: 'H100-SXM5-80GB', memoryMiB: 40_448, partition: 'MIG 3g.40gb' }),
    ];
    expect(shortOf(choicesOfMachine(devices, catalog).choices)).toEqual([
      ['MI300X', 2, 196_592, undefined],
      ['RTX4090', 1, 49_140, undefined],
      ['H100-SXM5-80GB', 1, 40_448, 'MIG 3g.40gb'],
    ]);
  });

  it('without a figure have what their kind has; a partition and shared memory have not', () => {
    const devices = [
      deviceOf({ model: 'H100-SXM5-80GB' }),
      deviceOf({ model: 'H100-SXM5-80GB', partition: 'MIG 1g.10gb' }),
      deviceOf({ model: 'GB10', unified: true }),
    ];
    expect(choicesOfMachine(devices, catalog).choices.map(({ memoryMiB }) => memoryMiB)).toEqual([undefined, null, null]);
  });

  it('of an unknown kind are named, not guessed', () => {
    const found = choicesOfMachine([deviceOf({ name: 'Voodoo 5' }), deviceOf({})], catalog);
    expect(found.choices).toEqual([]);
    expect(found.unknown).toEqual([
      'The catalog does not know what kind of GPU Voodoo 5 is, so nothing can be said of it.',
      'The catalog does not know what kind of GPU one without a name is, so nothing can be said of it.',
    ]);
  });
});

describe('the free GPUs of a cluster', () => {
  it('are those of the one node that has most of a kind', () => {
    const nodes = [
      nodeOf([{ model: 'MI300X', free: 3 }]),
      nodeOf([
        { model: 'MI300X', free: 6 },
        { model: 'L40S', free: 0 },
      ]),
      nodeOf([{ model: 'MI300X', free: 8 }], false),
    ];
    expect(shortOf(choicesOfCluster(nodes, catalog).choices)).toEqual([['MI300X', 6, undefined, undefined]]);
  });
});

function shortOf(choices: ReturnType<typeof choicesOfMachine>['choices']) {
  return choices.map(({ gpu, count, memoryMiB, partition }) => [gpu.key, count, memoryMiB, partition]);
}

function nodeOf(gpus: Partial<NodeGpuView>[], ready = true): NodeView {
  const offered = gpus.map((gpu) => ({ ...noGpu, total: 8, ...gpu }));
  return { name: 'node', ready, gpus: offered, findings: [], cpu: '8', memory: '64Gi', pods: 0 };
}

const noGpu: NodeGpuView = { vendor: 'amd', model: null, partition: null, resourceName: 'amd.com/gpu', total: 0, free: 0, memoryMiB: null };

function deviceOf(known: Partial<Device>): Device {
  return {
    vendor: 'other',
    model: null,
    name: null,
    index: null,
    uuid: null,
    pciId: null,
    pciAddress: null,
    isa: null,
    memoryMiB: null,
    memoryFreeMiB: null,
    memoryReason: null,
    unified: null,
    partition: null,
    driver: null,
    node: null,
    source: 'test',
    problems: [],
    ...known,
  };
}
