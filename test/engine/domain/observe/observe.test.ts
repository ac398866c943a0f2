import { describe, expect, test } from 'vitest';
import { addressesOf } from '../../../../engine/domain/observe/addresses.ts';
import { podTrouble, readWorkload } from '../../../../engine/domain/observe/workload.ts';

const service = { metadata: { name: 'demo', namespace: 'default' }, spec: { ports: [{ port: 8000 }] } };

describe('addresses', () => {
  test.each([
    ['no status', {}],
    ['no ingress', { status: { loadBalancer: {} } }],
    ['an empty list of ingresses, on which the original crashed', { status: { loadBalancer: { ingress: [] } } }],
  ])('of a load balancer with %s are left out', (_, change) => {
    expect(addressesOf({ ...service, ...change }, [])).toEqual({ internal: 'http://demo.default.svc.cluster.local:8000' });
  });
  test('of a load balancer that has one', () => {
    expect(addressesOf({ ...service, status: { loadBalancer: { ingress: [{ ip: '2001:db8::1' }] } } }, []).loadBalancer).toBe(
      'http://[2001:db8::1]:8000',
    );
  });
  test('of a node port', () => {
    const node = { status: { addresses: [{ type: 'InternalIP', address: '10.0.0.7' }] } };
    expect(addressesOf({ ...service, spec: { ports: [{ port: 8000, nodePort: 30_123 }] } }, [node]).external).toBe('http://10.0.0.7:30123');
  });
});

describe('workload', () => {
  test('of a deployment whose controller has not seen the newest revision is rolling', () => {
    expect(
      readWorkload(
        {
          metadata: { generation: 2 },
          spec: { replicas: 1, selector: {}, template: {} },
          status: { observedGeneration: 1, updatedReplicas: 1, replicas: 1 },
        },
        [],
      ).rolling,
    ).toBe(true);
  });
  test('in trouble says the reason and the last exit', () => {
    const containerStatuses = [
      {
        name: 'server',
        image: '',
        imageID: '',
        ready: false,
        restartCount: 3,
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
      },
    ];
    expect(podTrouble([{ metadata: { name: 'demo-1' }, status: { containerStatuses } }])).toBe(
      'Pod demo-1: CrashLoopBackOff, last exit code 137 OOMKilled.',
    );
  });
});
