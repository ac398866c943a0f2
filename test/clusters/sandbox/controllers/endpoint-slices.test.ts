import type { Service } from 'kubernetes-types/core/v1.d.ts';
import { describe, expect, it } from 'vitest';
import type { Stored } from '../../../../clusters/objects.ts';
import { decideEndpointSlices } from '../../../../clusters/sandbox/controllers/service/decide-endpoint-slices.ts';
import { aPod, type PodWish } from '../builders.ts';

const ready = { phase: 'Running', podIP: '127.0.0.1', conditions: [{ type: 'Ready', status: 'True' }] };

describe('endpoint slices', () => {
  it('say where each pod is really reached, one slice for each set of ports', () => {
    const slices = decideEndpointSlices(aService(), [served('a', 40001), served('b', 40002)]);
    expect(slices.map(({ ports, endpoints }) => [ports?.[0]?.port, endpoints[0]?.targetRef?.name])).toEqual([
      [40001, 'a'],
      [40002, 'b'],
    ]);
  });

  it('are the same for the same pods, so that a restart doubles none', () => {
    const names = () => decideEndpointSlices(aService(), [served('a', 40001)]).map(({ metadata }) => metadata?.name);
    expect(names()).toEqual(names());
  });

  it.each([
    ['is not ready', { status: { ...ready, conditions: [] } }, { ready: false, serving: false, terminating: false }],
    ['is ready', {}, { ready: true, serving: true, terminating: false }],
    [
      'is ending and still serves',
      { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } },
      { ready: false, serving: true, terminating: true },
    ],
  ] as [string, PodWish, object][])('of a pod that %s', (_, wish, conditions) => {
    const [slice] = decideEndpointSlices(aService(), [served('a', 40001, wish)]);
    expect(slice?.endpoints[0]?.conditions).toEqual(conditions);
  });

  it.each([
    ['has no address yet', served('a', 40001, { status: { phase: 'Pending' } })],
    ['is over', served('a', 40001, { status: { ...ready, phase: 'Succeeded' } })],
    ['has other labels', served('a', 40001, { labels: { app: 'other' } })],
  ])('leave out a pod that %s, and say that there is nobody', (_, pod) => {
    expect(decideEndpointSlices(aService(), [pod])).toMatchObject([{ endpoints: [], ports: [] }]);
  });

  it('are not made for a service without a selector: its owner makes them', () => {
    const service = aService();
    delete service.spec?.selector;
    expect(decideEndpointSlices(service, [served('a', 40001)])).toEqual([]);
  });
});

function served(name: string, port: number, wish: PodWish = {}) {
  const { metadata, ...rest } = wish;
  const containers = [{ name: 'main', ports: [{ name: 'http', containerPort: 8000 }] }];
  return aPod({
    name,
    labels: { app: 'web' },
    spec: { containers },
    status: ready,
    ...rest,
    metadata: { annotations: { 'sandbox.slipway.dev/ports': JSON.stringify({ 8000: port }) }, ...metadata },
  });
}

function aService(): Stored<Service> {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'default', uid: 'service', resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] },
  };
}
