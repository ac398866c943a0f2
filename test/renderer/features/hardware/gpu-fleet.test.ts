import { expect, it } from 'vitest';
import type { NodeView } from '../../../../engine/contract/views/node.ts';
import { groupFindings } from '../../../../renderer/features/hardware/group-findings.ts';
import { fleetKinds, nameOfKind } from '../../../../renderer/features/shared/gpu-fleet.ts';

type Gpu = NodeView['gpus'][number];

const gpu = (given: Partial<Gpu>): Gpu => ({
  vendor: 'amd',
  model: 'MI300X',
  partition: null,
  resourceName: 'amd.com/gpu',
  total: 8,
  free: 0,
  memoryMiB: null,
  ...given,
});
const node = (gpus: Gpu[], ready = true): NodeView => ({ name: 'n', ready, gpus, findings: [], cpu: '1', memory: '1Gi', pods: 0 });

it('counts GPUs by kind over ready nodes, and knows the most that one node has free', () => {
  const nodes = [
    node([gpu({ free: 5 })]),
    node([gpu({ free: 8 })]),
    node([gpu({ model: null, free: 1 })]),
    node([gpu({ free: 8 })], false),
  ];
  expect(fleetKinds(nodes).map((kind) => [nameOfKind(kind), kind.free, kind.total, kind.mostOnOneNode, kind.nodes])).toEqual([
    ['MI300X', 13, 16, 8, 2],
    ['amd.com/gpu', 1, 8, 1, 1],
  ]);
});

it('takes a partition, and the same GPU with another memory, as kinds of their own', () => {
  const slices = gpu({ vendor: 'nvidia', model: 'H100', resourceName: 'nvidia.com/mig-3g.40gb', partition: 'MIG 3g.40gb', total: 2 });
  const nodes = [node([slices, gpu({ total: 1 })]), node([gpu({ total: 4, memoryMiB: 196_592 })])];
  expect(fleetKinds(nodes).map((kind) => [nameOfKind(kind), kind.memoryMiB])).toEqual([
    ['MI300X', 196_592],
    ['H100 MIG 3g.40gb', null],
    ['MI300X', null],
  ]);
});

it('says a finding once for all nodes that tell it', () => {
  const missing = (name: string) => ({ name, findings: ['GPU present, device plugin missing.'] });
  expect(groupFindings([{ name: 'a1', findings: ['Labels disagree.'] }, missing('b1'), missing('b2')])).toEqual([
    { finding: 'GPU present, device plugin missing.', nodes: ['b1', 'b2'] },
    { finding: 'Labels disagree.', nodes: ['a1'] },
  ]);
});
