import type { Lease } from 'kubernetes-types/coordination/v1.d.ts';
import { isReason } from '../../../../clusters/api-error.ts';
import { pause } from '../../../../clusters/clock.ts';
import type { Cluster } from '../../../../clusters/cluster.ts';
import { leases } from '../../../../clusters/kinds.ts';
import type { Log } from '../../../../clusters/log.ts';
import { keyText, type ObjectKey, type Stored } from '../../../../clusters/objects.ts';
import type { Clock, Random } from '../../../contract/clock.ts';
import { mayLead, nextSpec, releasedSpec } from './decide.ts';

export interface LeaseElectorOptions {
  cluster: Cluster;
  /** The Lease that candidates share. */
  lease: ObjectKey;
  /** This candidate, unlike any other: a pod's name and a random part. */
  identity: string;
  clock: Clock;
  random: Random;
  log: Log;
  /** Others may take over when the Lease was not renewed for so long. Default 15 s. */
  leaseDurationMs?: number | undefined;
  /** A leader that could not renew for so long gives up. Less than the lease's duration. Default 10 s. */
  renewDeadlineMs?: number | undefined;
  /** Between tries. Default 2 s. */
  retryPeriodMs?: number | undefined;
}

export interface LeaseElector {
  /** Resolves once this candidate leads; rejects when the signal aborts first. */
  acquire(signal: AbortSignal): Promise<void>;
  /** Keeps the Lease. Resolves `released` after the signal aborted and the Lease was freed, `lost` when another may lead. */
  hold(signal: AbortSignal): Promise<'released' | 'lost'>;
}

/** A candidate for a Lease, with client-go's times. */
export function createLeaseElector(options: LeaseElectorOptions): LeaseElector {
  const { cluster, lease: key, identity, clock, random, log } = options;
  const { leaseDurationMs = 15_000, renewDeadlineMs = 10_000, retryPeriodMs = 2_000 } = options;
  let seen: { lease: Stored<Lease> | undefined; changedAt: number } | undefined;

  return {
    async acquire(signal) {
      while (!(await tryToLead(signal))) {
        // Jitter, so that candidates do not come at the same moment for ever.
        await pause(clock, retryPeriodMs * (1 + 0.2 * random()), signal);
        signal.throwIfAborted();
      }
      log.info({ lease: keyText(key), identity }, 'leading');
    },
    async hold(signal) {
      let renewedAt = clock.now();
      while (!signal.aborted) {
        await pause(clock, retryPeriodMs, signal);
        if (signal.aborted) break;
        const startedAt = clock.now();
        const renewed = await withDeadline(renewedAt + renewDeadlineMs, signal, tryToLead);
        if (renewed) renewedAt = startedAt;
        else if (isHeldByOther() || clock.now() >= renewedAt + renewDeadlineMs) return lost();
      }
      await release();
      return 'released';
    },
  };

  /** One try to take or renew. False: another holds it, or the server did not let us. */
  async function tryToLead(signal: AbortSignal): Promise<boolean> {
    try {
      const lease = await observe(signal);
      const view = { spec: lease?.spec, changedAt: seen?.changedAt ?? clock.now() };
      if (!mayLead(view, identity, clock.now())) return false;
      const spec = nextSpec(lease?.spec, identity, leaseDurationMs, clock.now());
      const written = lease
        ? await cluster.update(leases, { ...lease, spec }, { signal })
        : await cluster.create(leases, { metadata: { ...key }, spec } as Lease, { signal });
      seen = { lease: written, changedAt: clock.now() };
      return true;
    } catch (error) {
      signal.throwIfAborted();
      log.warn({ lease: keyText(key), error }, 'the lease could not be taken or renewed');
      return false;
    }
  }

  async function observe(signal?: AbortSignal): Promise<Stored<Lease> | undefined> {
    const lease = await cluster.get(leases, key, { signal }).catch((error: unknown) => {
      if (isReason(error, 'NotFound')) return undefined;
      throw error;
    });
    const isChanged = !seen || seen.lease?.metadata.resourceVersion !== lease?.metadata.resourceVersion;
    if (isChanged) seen = { lease, changedAt: clock.now() };
    return lease;
  }

  function isHeldByOther(): boolean {
    const holder = seen?.lease?.spec?.holderIdentity;
    return holder !== undefined && holder !== '' && holder !== identity;
  }

  function lost(): 'lost' {
    log.error({ lease: keyText(key), identity }, 'no longer leading');
    return 'lost';
  }

  async function release(): Promise<void> {
    const limit = new AbortController();
    const timer = clock.setTimeout(() => limit.abort(new Error('releasing the lease took too long')), renewDeadlineMs);
    try {
      const lease = await observe(limit.signal);
      if (!lease?.spec || lease.spec.holderIdentity !== identity) return;
      await cluster.update(leases, { ...lease, spec: releasedSpec(lease.spec, clock.now()) }, { signal: limit.signal });
    } catch (error) {
      // The next leader waits for the lease to run out instead.
      log.warn({ lease: keyText(key), error }, 'the lease could not be released');
    } finally {
      clock.clearTimeout(timer);
    }
  }

  /** Runs `attempt` until it settles or the time has come; a request that hangs must not keep a leader in its belief. */
  async function withDeadline(at: number, signal: AbortSignal, attempt: (signal: AbortSignal) => Promise<boolean>): Promise<boolean> {
    const limit = new AbortController();
    const timer = clock.setTimeout(() => limit.abort(new Error('the renewal deadline passed')), Math.max(0, at - clock.now()));
    try {
      return await attempt(AbortSignal.any([signal, limit.signal]));
    } catch {
      // Only an abort comes here: the caller looks at its signal and at the time.
      return false;
    } finally {
      clock.clearTimeout(timer);
    }
  }
}
