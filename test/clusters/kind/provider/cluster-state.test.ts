import { describe, expect, it } from 'vitest';
import { addressOrder, clusterState, isAnother, reconcile, startOrder } from '../../../../clusters/kind/provider/cluster-state.ts';
import type { NodeContainer } from '../../../../clusters/kind/provider/node-containers.ts';
import type { KindRecord } from '../../../../clusters/kind/provider/record.ts';

function container(name: string, changes: Partial<NodeContainer> = {}): NodeContainer {
  const role = name.includes('worker') ? 'worker' : name.includes('balancer') ? 'external-load-balancer' : 'control-plane';
  return { id: `id-of-${name}`, name, cluster: 'dev', role, state: 'running', address: undefined, ...changes };
}

function record(changes: Partial<KindRecord> = {}): KindRecord {
  return { name: 'dev', state: 'made', config: '', startedAt: '2026-01-01T00:00:00Z', step: '', ...changes };
}

describe('the state of a kind cluster', () => {
  const stopped = { state: 'exited' };
  it.each([
    ['runs when its nodes run', record(), [container('control-plane'), container('worker')], 'running'],
    ['runs although a worker was stopped by hand', record(), [container('control-plane'), container('worker', stopped)], 'running'],
    ['is stopped when its control plane is', record(), [container('control-plane', stopped), container('worker')], 'stopped'],
    ['is stopped when one of several control planes is', record(), [container('a'), container('b', stopped)], 'stopped'],
    ['is partial while its creation has not ended', record({ state: 'making' }), [container('control-plane')], 'partial'],
    ['is partial when its creation ended before the first container', record({ state: 'making' }), [], 'partial'],
    ['is unknown when somebody deleted it', record(), [], 'unknown'],
    ['is unknown while the engine does not answer', record(), undefined, 'unknown'],
    ['is partial while the engine does not answer and its creation did not end', record({ state: 'making' }), undefined, 'partial'],
    ['runs when somebody made it outside Slipway', undefined, [container('control-plane')], 'running'],
    ['is partial when a container of it never started', undefined, [container('a'), container('worker', { state: 'created' })], 'partial'],
  ] as const)('%s', (_, known, containers, state) => expect(clusterState(known, containers)).toBe(state));

  it('is told of all that are remembered and all that are there, by name', () => {
    const other = container('by-hand-control-plane', { cluster: 'by-hand' });
    expect(reconcile([record(), record({ name: 'gone' })], [container('dev-control-plane'), other])).toEqual([
      { name: 'by-hand', state: 'running' },
      { name: 'dev', state: 'running' },
      { name: 'gone', state: 'unknown' },
    ]);
    expect(reconcile([record()], undefined)).toEqual([{ name: 'dev', state: 'unknown' }]);
  });

  it('is not that of another cluster of its name', () => {
    expect(isAnother(record({ containers: ['id-of-a'] }), [container('a')])).toBe(false);
    expect(isAnother(record({ containers: ['id-of-old'] }), [container('a')])).toBe(true);
    expect(isAnother(record(), [container('a')])).toBe(false);
  });
});

describe('the order in which containers start', () => {
  const containers = [container('worker'), container('control-plane'), container('external-load-balancer'), container('worker2')];
  const names = (ordered: readonly NodeContainer[]) => ordered.map(({ name }) => name);

  it('is that of their addresses when they were stopped', () => {
    const running = [
      container('worker', { address: '172.18.0.3' }),
      container('control-plane', { address: '172.18.0.10' }),
      container('worker2', { address: '172.18.0.2' }),
      container('lost'),
    ];
    expect(addressOrder(running)).toEqual(['worker2', 'worker', 'control-plane']);
    expect(names(startOrder(containers, addressOrder(running)))).toEqual(['worker2', 'worker', 'control-plane', 'external-load-balancer']);
  });

  it('is what others need first, where nothing is remembered', () => {
    expect(names(startOrder(containers))).toEqual(['external-load-balancer', 'control-plane', 'worker', 'worker2']);
  });
});
