import type { Pod, Service } from 'kubernetes-types/core/v1.d.ts';
import type { EndpointSlice } from 'kubernetes-types/discovery/v1.d.ts';
import { describe, expect, it } from 'vitest';
import { podTargets } from '../../../clusters/forwarding/pod-targets.ts';
import { serviceTargets } from '../../../clusters/forwarding/service-targets.ts';

const address = { namespace: 'ai', name: 'gateway', port: 'http' };

const service: Service = {
  spec: {
    ports: [
      { name: 'http', port: 80 },
      { name: 'metrics', port: 9090 },
    ],
  },
};

type Conditions = NonNullable<EndpointSlice['endpoints'][number]['conditions']>;

function slice(pods: Record<string, Conditions>, ports: Record<string, number> = { http: 8000, metrics: 9000 }): EndpointSlice {
  return {
    addressType: 'IPv4',
    ports: Object.entries(ports).map(([name, port]) => ({ name, port })),
    endpoints: Object.entries(pods).map(([name, conditions]) => ({
      addresses: ['10.0.0.1'],
      conditions,
      targetRef: { kind: 'Pod', namespace: 'ai', name },
    })),
  };
}

const target = (name: string, port = 8000) => ({ pod: { namespace: 'ai', name }, port });

describe('a connection to a service', () => {
  it.each([
    ['its port by name', 'http', 8000],
    ['its port by number', 9090, 9000],
    ['its port by number as text', '80', 8000],
  ])("can lead to the container's port behind %s", (_how, port, expected) => {
    expect(serviceTargets({ ...address, port }, service, [slice({ a: {} })])).toEqual({ targets: [target('a', expected)] });
  });

  it('leads to the only port of a service that does not name it', () => {
    const nameless: Service = { spec: { ports: [{ port: 80 }] } };
    const slices = [{ ...slice({ a: {} }), ports: [{ name: '', port: 8080 }] }];
    expect(serviceTargets({ ...address, port: 80 }, nameless, slices)).toEqual({ targets: [target('a', 8080)] });
  });

  it('leads to pods that are ready, each once, with the port that it has in each', () => {
    const slices = [
      slice({ a: { ready: true }, b: { ready: false }, c: { ready: true, terminating: true } }),
      slice({ a: { ready: true } }),
      slice({ d: { ready: true } }, { http: 8001 }),
      slice({ e: { ready: true } }, { metrics: 1 }),
    ];
    expect(serviceTargets(address, service, slices)).toEqual({ targets: [target('a'), target('d', 8001)] });
  });

  it('waits where no pod is ready, and says how many there are', () => {
    const message = (count: number) => `No pod of the service ai/gateway is ready (0 of ${count}).`;
    const waiting = (count: number) => ({ targets: [], problem: { phase: 'waiting', message: message(count) } });
    const empty = { addressType: 'IPv4', endpoints: null, ports: null } as unknown as EndpointSlice;
    for (const slices of [[], [empty]]) expect(serviceTargets(address, service, slices)).toEqual(waiting(0));
    expect(serviceTargets(address, service, [slice({ a: { ready: false }, b: { ready: true, terminating: true } })])).toEqual(waiting(2));
  });

  it('fails where there is no service, no such port, or no pod behind it', () => {
    const problem = (port: string, known: Service | undefined, slices: EndpointSlice[] = []) =>
      serviceTargets({ ...address, port }, known, slices).problem;
    expect(problem('http', undefined)).toEqual({
      phase: 'failed',
      message: 'There is no service ai/gateway. Install what should be there, or check the name.',
    });
    expect(problem('htp', service)?.message).toBe(
      'The service ai/gateway has no port "htp". Did you mean "http"? It has: http (80), metrics (9090).',
    );
    expect(problem('1', {})?.message).toBe('The service ai/gateway has no port "1". It has: none.');
    const elsewhere = [{ ...slice({}), endpoints: [{ addresses: ['192.0.2.1'] }] }];
    expect(problem('http', service, elsewhere)?.message).toMatch(/leads to are no pods, and only pods can be connected to from here\.$/);
  });
});

describe('a connection to a pod', () => {
  const pod = (phase: string): Pod => ({
    spec: { containers: [{ name: 'main', ports: [{ name: 'http', containerPort: 8000 }] }] },
    status: { phase },
  });
  const at = { namespace: 'ai', name: 'web', port: 'http' };

  it('leads to a port by its name, or to any number', () => {
    expect(podTargets(at, pod('Running'))).toEqual({ targets: [target('web')] });
    for (const port of [7, '7']) expect(podTargets({ ...at, port }, pod('Running'))).toEqual({ targets: [target('web', 7)] });
  });

  it.each([
    [undefined, 'failed', 'There is no pod ai/web. Its owner may have made another in its place.'],
    [pod('Pending'), 'waiting', 'The pod ai/web does not run yet (Pending).'],
    [{ ...pod('Pending'), status: {} }, 'waiting', 'The pod ai/web does not run yet (Pending).'],
    [pod('Succeeded'), 'failed', 'The pod ai/web has ended (Succeeded).'],
    [pod('Failed'), 'failed', 'The pod ai/web has ended (Failed).'],
  ])('leads nowhere from a pod that is not there, not yet, or no longer', (found, phase, message) => {
    expect(podTargets(at, found)).toEqual({ targets: [], problem: { phase, message } });
  });

  it('fails for a port that no container names', () => {
    expect(podTargets({ ...at, port: 'grpc' }, pod('Running')).problem?.message).toBe(
      `The pod ai/web has no port "grpc". Name one of its containers' ports, or a number.`,
    );
  });
});
