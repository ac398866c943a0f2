import type { Lease } from 'kubernetes-types/coordination/v1.d.ts';
import { describe, expect, it } from 'vitest';
import { ApiError, ClusterUnreachable } from '../../../../../clusters/api-error.ts';
import type { Cluster } from '../../../../../clusters/cluster.ts';
import { silentLog } from '../../../../../clusters/log.ts';
import type { Stored } from '../../../../../clusters/objects.ts';
import { mayLead } from '../../../../../engine/operator/runtime/election/decide.ts';
import { createLeaseElector } from '../../../../../engine/operator/runtime/election/lease-elector.ts';
import { SimulatedClock } from '../../../../helpers/simulated-clock.ts';

/** One Lease with optimistic locking, and a network that can be cut: elections take minutes, so they run on a simulated clock. */
function leaseServer() {
  let lease: Stored<Lease> | undefined;
  let version = 0;
  const store = (next: Lease) => {
    version += 1;
    lease = { ...(next as Stored<Lease>), metadata: { ...next.metadata, resourceVersion: String(version) } as Stored<Lease>['metadata'] };
    return structuredClone(lease);
  };
  const network = { cut: new Set<string>(), hang: new Set<string>() };
  return {
    network,
    holder: () => lease?.spec?.holderIdentity,
    transitions: () => lease?.spec?.leaseTransitions,
    steal: (holderIdentity: string) => store({ ...lease, spec: { ...lease?.spec, holderIdentity } }),
    clusterFor: (identity: string): Cluster => {
      const reach = (signal?: AbortSignal) => {
        if (network.cut.has(identity)) throw new ClusterUnreachable('server', 'cut off');
        if (!network.hang.has(identity)) return Promise.resolve();
        return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
      };
      return {
        async get(_kind: unknown, _key: unknown, { signal }: { signal?: AbortSignal } = {}) {
          await reach(signal);
          if (!lease) throw new ApiError(404, 'NotFound', 'no lease');
          return structuredClone(lease);
        },
        async create(_kind: unknown, object: Lease) {
          await reach();
          if (lease) throw new ApiError(409, 'AlreadyExists', 'there is one');
          return store(object);
        },
        async update(_kind: unknown, object: Stored<Lease>) {
          await reach();
          if (object.metadata.resourceVersion !== lease?.metadata.resourceVersion) throw new ApiError(409, 'Conflict', 'changed meanwhile');
          return store(object);
        },
      } as unknown as Cluster;
    },
  };
}

function start(skewMs = 0) {
  const clock = new SimulatedClock();
  const server = leaseServer();
  const end = new AbortController();
  const told: string[] = [];
  const run = async (identity: string, itsClock = clock as Pick<SimulatedClock, 'now' | 'setTimeout' | 'clearTimeout'>) => {
    const lease = { namespace: 'slipway-system', name: 'operator' };
    const elector = createLeaseElector({
      cluster: server.clusterFor(identity),
      lease,
      identity,
      clock: itsClock,
      random: () => 0.5,
      log: silentLog,
    });
    await elector.acquire(end.signal);
    told.push(`${identity} leads`);
    told.push(`${identity} ${await elector.hold(end.signal)}`);
  };
  const skewed = {
    now: () => clock.now() + skewMs,
    setTimeout: (callback: () => void, milliseconds: number) => clock.setTimeout(callback, milliseconds),
    clearTimeout: (timer: unknown) => clock.clearTimeout(timer),
  };
  return { clock, server, end, told, run, skewed };
}

describe('a lease election', () => {
  it('has one leader of two candidates, for as long as it renews', async () => {
    const { clock, told, run } = start();
    void run('a');
    await clock.advance(0);
    void run('b');
    await clock.advance(3_600_000);
    expect(told).toEqual(['a leads']);
  });

  it.each([3_600_000, -3_600_000])('does not mind a candidate whose clock is %i ms off', async (skewMs) => {
    const { clock, told, run, skewed } = start(skewMs);
    void run('a');
    await clock.advance(0);
    void run('b', skewed);
    await clock.advance(600_000);
    expect(told).toEqual(['a leads']);
  });

  it.each(['cut', 'hang'] as const)('passes on when the leader is off the network (%s), and the old one stops first', async (how) => {
    const { clock, server, told, run } = start();
    void run('a');
    await clock.advance(0);
    void run('b');
    await clock.advance(5_000);
    server.network[how].add('a');
    await clock.advance(30_000);
    expect(told).toEqual(['a leads', 'a lost', 'b leads']);
    expect(server.transitions()).toBe(1);
  });

  it('notices within a renewal that its lease was taken', async () => {
    const { clock, server, told, run } = start();
    void run('a');
    await clock.advance(0);
    server.steal('thief');
    await clock.advance(2_000);
    expect(told).toEqual(['a leads', 'a lost']);
  });

  it('frees the lease when it stops, so that the next need not wait', async () => {
    const { clock, server, end, told, run } = start();
    void run('a');
    await clock.advance(0);
    end.abort();
    await clock.advance(0);
    expect(told).toEqual(['a leads', 'a released']);
    expect(server.holder()).toBe('');
  });

  it.each([
    ['there is none', undefined, 0, true],
    ['it is free', { holderIdentity: '' }, 0, true],
    ['it is ours', { holderIdentity: 'me', leaseDurationSeconds: 15 }, 0, true],
    ['another renewed it lately', { holderIdentity: 'other', leaseDurationSeconds: 15 }, 14_999, false],
    ['another did not renew it', { holderIdentity: 'other', leaseDurationSeconds: 15 }, 15_000, true],
  ])('may be won when %s', (_, spec, ageMs, expected) => {
    expect(mayLead({ spec, changedAt: 1_000 }, 'me', 1_000 + ageMs)).toBe(expected);
  });
});
