import fc from 'fast-check';
import type { EndpointSlice } from 'kubernetes-types/discovery/v1.d.ts';
import { describe, expect, it } from 'vitest';
import type { Route } from '../../../engine/contract/route.ts';
import { buildTable } from '../../../engine/gateway/table/build-table.ts';

function routeOf(name: string, models: string[], more: { namespace?: string; created?: string } = {}): Route {
  const { namespace = 'default', created = '2026-01-01T00:00:00Z' } = more;
  const spec = { models, targets: [{ name: 'stable', weight: 100, service: { name, port: 80 } }] };
  return { metadata: { name, namespace, creationTimestamp: created }, spec };
}

function sliceOf(service: string, more: Partial<EndpointSlice> & { namespace?: string } = {}): EndpointSlice {
  const { namespace = 'default', ...fields } = more;
  return {
    metadata: { name: `${service}-1`, namespace, labels: { 'kubernetes.io/service-name': service } },
    addressType: 'IPv4',
    endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true } }],
    ports: [{ name: 'http', port: 8000 }],
    ...fields,
  };
}

function backends(slices: EndpointSlice[]) {
  return buildTable([routeOf('a', ['m'])], slices).byModel.get('m')?.targets[0]?.backends;
}

describe('the routing table', () => {
  it('joins a route with the slices of its service in its namespace', () => {
    expect(backends([sliceOf('a'), sliceOf('b'), sliceOf('a', { namespace: 'other' })])).toEqual([
      { address: '10.0.0.1', port: 8000, ready: true },
    ]);
  });

  it.each([
    ['not ready', { ready: false }, false],
    ['terminating', { ready: true, terminating: true, serving: true }, false],
    ['of unknown readiness', {}, true],
    ['ready', { ready: true }, true],
  ])('knows a server that is %s', (_state, conditions, ready) => {
    expect(backends([sliceOf('a', { endpoints: [{ addresses: ['10.0.0.1'], conditions }] })])).toMatchObject([{ ready }]);
  });

  it.each([
    ['the only one', [{ port: 31_000 }], 31_000],
    ['the one that the route numbers', [{ port: 9000 }, { port: 80 }], 80],
    [
      'the one named http',
      [
        { name: 'metrics', port: 9000 },
        { name: 'http', port: 31_000 },
      ],
      31_000,
    ],
    [
      'the first',
      [
        { name: 'one', port: 9000 },
        { name: 'two', port: 9001 },
      ],
      9000,
    ],
  ])('takes of the ports %s', (_which, ports, port) => {
    expect(backends([sliceOf('a', { ports })])).toMatchObject([{ port }]);
  });

  it('has a server once that two slices hold, ready when one of them says so', () => {
    const stale = sliceOf('a', { endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: false } }] });
    expect(backends([sliceOf('a'), stale])).toEqual([{ address: '10.0.0.1', port: 8000, ready: true }]);
  });

  it('leaves a name that two routes claim to the older, and says so', () => {
    const older = routeOf('z', ['m'], { created: '2025-01-01T00:00:00Z' });
    const { byModel, conflicts } = buildTable([routeOf('a', ['m', 'alias']), older], []);
    expect(byModel.get('m')?.name).toBe('default/z');
    expect(byModel.get('alias')?.name).toBe('default/a');
    expect(conflicts).toEqual([{ model: 'm', route: 'default/a', keptBy: 'default/z' }]);
  });

  it('does not depend on the order in which objects come, and loses no name', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd');
    const route = fc.record({ name, models: fc.array(name, { minLength: 1 }), day: fc.integer({ min: 1, max: 3 }) });
    const routes = fc
      .uniqueArray(route, { selector: (one) => one.name })
      .map((list) => list.map((one) => routeOf(one.name, one.models, { created: `2026-01-0${one.day}T00:00:00Z` })));
    fc.assert(
      fc.property(routes, fc.array(name.map((service) => sliceOf(service))), (given, slices) => {
        const table = buildTable(given, slices);
        const reversed = buildTable(given.toReversed(), slices.toReversed());
        expect(Object.fromEntries(reversed.byModel)).toEqual(Object.fromEntries(table.byModel));
        expect(new Set(table.byModel.keys())).toEqual(new Set(given.flatMap((one) => one.spec.models)));
      }),
    );
  });
});
