import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { milliUnits } from '../../../../clusters/quantity.ts';
import { NodeLedger } from '../../../../clusters/sandbox/scheduler/node-ledger.ts';
import { place } from '../../../../clusters/sandbox/scheduler/place.ts';
import { aNode, aPod, type NodeWish, type PodWish } from '../builders.ts';

function ledgerOf(...nodes: NodeWish[]): NodeLedger {
  const ledger = new NodeLedger();
  for (const node of nodes) ledger.setNode(aNode(node));
  return ledger;
}

const gpuNode = (name: string, count = '8'): NodeWish => ({
  name,
  labels: { 'slipway.dev/gpu-model': 'MI300X' },
  allocatable: { 'amd.com/gpu': count },
});

describe('placing a pod', () => {
  it('keeps a pod without GPUs off a GPU node while another fits', () => {
    const ledger = ledgerOf(gpuNode('gpu'), { name: 'plain' });
    expect(place(aPod({ requests: { cpu: '1' } }), ledger.accounts)).toEqual({ node: 'plain' });
  });

  it('puts a pod without GPUs on a GPU node when nothing else fits', () => {
    const ledger = ledgerOf(gpuNode('gpu'), { name: 'plain', allocatable: { cpu: '1' } });
    expect(place(aPod({ requests: { cpu: '2' } }), ledger.accounts)).toEqual({ node: 'gpu' });
  });

  it('packs GPU pods, so that a whole node stays free', () => {
    const ledger = ledgerOf(gpuNode('gpu-1'), gpuNode('gpu-2'));
    ledger.book(aPod({ name: 'first', requests: { 'amd.com/gpu': '2' } }), 'gpu-2');
    expect(place(aPod({ requests: { 'amd.com/gpu': '2' } }), ledger.accounts)).toEqual({ node: 'gpu-2' });
  });

  it('spreads pods without GPUs to the emptier node', () => {
    const ledger = ledgerOf({ name: 'one' }, { name: 'two' });
    ledger.book(aPod({ name: 'first', requests: { cpu: '4' } }), 'one');
    expect(place(aPod({ requests: { cpu: '1' } }), ledger.accounts)).toEqual({ node: 'two' });
  });

  const cases: { title: string; nodes: NodeWish[]; pod: PodWish; reason: string }[] = [
    { title: 'no nodes at all', nodes: [], pod: {}, reason: 'no nodes available to schedule pods' },
    {
      title: 'too few GPUs here, wrong labels there',
      nodes: [gpuNode('gpu', '4'), { name: 'one' }, { name: 'two' }],
      pod: { requests: { 'amd.com/gpu': '8' }, spec: { nodeSelector: { 'slipway.dev/gpu-model': 'MI300X' } } },
      reason:
        "0/3 nodes are available: 1 Insufficient amd.com/gpu, 2 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
    },
    {
      title: 'a cordoned node',
      nodes: [{ spec: { unschedulable: true } }],
      pod: {},
      reason:
        '0/1 nodes are available: 1 node(s) were unschedulable. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
    },
    {
      title: 'a taint that is not tolerated',
      nodes: [{ spec: { taints: [{ key: 'gpu', value: 'only', effect: 'NoSchedule' }] } }],
      pod: {},
      reason:
        '0/1 nodes are available: 1 node(s) had untolerated taint(s). no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
    },
  ];
  it.each(cases)('says why: $title', ({ nodes, pod, reason }) => {
    expect(place(aPod(pod), ledgerOf(...nodes).accounts)).toEqual({ reason });
  });

  it.each([
    [{ key: 'gpu', operator: 'Exists' }, true],
    [{ key: 'gpu', value: 'only' }, true],
    [{ operator: 'Exists' }, true],
    [{ key: 'gpu', value: 'other' }, false],
    [{ key: 'gpu', operator: 'Exists', effect: 'NoExecute' }, false],
  ])('toleration %j covers the taint: %s', (toleration, covers) => {
    const ledger = ledgerOf({ spec: { taints: [{ key: 'gpu', value: 'only', effect: 'NoSchedule' }] } });
    expect('node' in place(aPod({ spec: { tolerations: [toleration] } }), ledger.accounts)).toBe(covers);
  });

  it('follows required node affinity', () => {
    const ledger = ledgerOf({ name: 'a', labels: { zone: 'a' } }, { name: 'b', labels: { zone: 'b' } });
    const nodeSelectorTerms = [{ matchExpressions: [{ key: 'zone', operator: 'NotIn', values: ['a'] }] }];
    const spec = { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } } };
    expect(place(aPod({ spec }), ledger.accounts)).toEqual({ node: 'b' });
  });

  it('never gives a node more than it has, whatever comes and goes', () => {
    const resource = fc.constantFrom('cpu', 'amd.com/gpu');
    const arrival = fc.record({ resource, amount: fc.integer({ min: 0, max: 9 }), leaves: fc.boolean() });
    fc.assert(
      fc.property(fc.array(arrival, { maxLength: 60 }), (arrivals) => {
        const ledger = ledgerOf(gpuNode('gpu'), { name: 'plain' });
        for (const [index, { resource: name, amount, leaves }] of arrivals.entries()) {
          const pod = aPod({ name: `pod-${index}`, requests: { [name]: String(amount) } });
          const placement = place(pod, ledger.accounts);
          if ('node' in placement) ledger.book(pod, placement.node);
          if (leaves) ledger.release(`uid-pod-${index - 1}`);
          expect(overdrawn(ledger)).toEqual([]);
        }
      }),
    );
  });

  it('counts pods that were there before their node was known', () => {
    const ledger = new NodeLedger();
    ledger.book(aPod({ requests: { cpu: '3' } }), 'late');
    ledger.setNode(aNode({ name: 'late' }));
    expect(ledger.accounts[0]?.taken['cpu']).toBe(milliUnits('3'));
  });
});

function overdrawn(ledger: NodeLedger): string[] {
  return ledger.accounts.flatMap(({ node, allocatable, taken }) =>
    Object.entries(taken).flatMap(([name, amount]) =>
      amount < 0 || amount > (allocatable[name] ?? 0) ? [`${node.metadata?.name} ${name}`] : [],
    ),
  );
}
