import type { Service, ServiceSpec } from 'kubernetes-types/core/v1.d.ts';
import type { Endpoint, EndpointSlice } from 'kubernetes-types/discovery/v1.d.ts';
import { describe, expect, it } from 'vitest';
import { inTurn, servedPortsOf, targetsOf } from '../../../../../clusters/sandbox/node/service-ports/decide-service-ports.ts';

describe('the ports that a service is served on', () => {
  it.each<[string, ServiceSpec, number[]]>([
    ['node ports', { type: 'NodePort', ports: [{ port: 80, nodePort: 31_000 }] }, [31_000]],
    ['a load balancer by its node port', { type: 'LoadBalancer', ports: [{ port: 80, nodePort: 31_000 }] }, [31_000]],
    ['none of a service inside the cluster', { type: 'ClusterIP', ports: [{ port: 80 }] }, []],
    ['none that is not allocated yet', { type: 'NodePort', ports: [{ port: 80 }] }, []],
    ['none over UDP', { type: 'NodePort', ports: [{ port: 53, nodePort: 31_000, protocol: 'UDP' }] }, []],
  ])('%s', (_, spec, expected) => {
    expect(servedPortsOf({ spec }).map(({ nodePort }) => nodePort)).toEqual(expected);
  });

  it('none once the service is being deleted', () => {
    const service: Service = {
      metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' },
      spec: { type: 'NodePort', ports: [{ port: 80, nodePort: 31_000 }] },
    };
    expect(servedPortsOf(service)).toEqual([]);
  });
});

describe('where a connection goes', () => {
  const http = { nodePort: 31_000, name: 'http' };
  const ready = { conditions: { ready: true, serving: true, terminating: false } };
  const notReady = { conditions: { ready: false, serving: false, terminating: false } };
  const ending = { conditions: { ready: false, serving: true, terminating: true } };

  it('to ready endpoints of the port of that name, at their own ports', () => {
    const slices = [sliceOf(40_001, [ready]), sliceOf(40_002, [notReady]), sliceOf(40_003, [ready]), sliceOf(9000, [ready], 'metrics')];
    expect(targetsOf(http, slices)).toEqual([
      { host: '127.0.0.1', port: 40_001 },
      { host: '127.0.0.1', port: 40_003 },
    ]);
  });

  it('to endpoints that are ending when there are no others', () => {
    expect(targetsOf(http, [sliceOf(40_001, [ending]), sliceOf(40_002, [notReady])])).toEqual([{ host: '127.0.0.1', port: 40_001 }]);
  });

  it('to each in turn, with the others behind it', () => {
    const targets = [1, 2, 3].map((port) => ({ host: '127.0.0.1', port }));
    expect([0, 1, 2, 3].map((turn) => inTurn(targets, turn).map(({ port }) => port))).toEqual([
      [1, 2, 3],
      [2, 3, 1],
      [3, 1, 2],
      [1, 2, 3],
    ]);
    expect(inTurn([], 7)).toEqual([]);
  });
});

function sliceOf(port: number, endpoints: Omit<Endpoint, 'addresses'>[], name = 'http'): EndpointSlice {
  return {
    addressType: 'IPv4',
    ports: [{ name, port }],
    endpoints: endpoints.map((endpoint) => ({ addresses: ['127.0.0.1'], ...endpoint })),
  };
}
