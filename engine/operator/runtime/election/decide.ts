import type { LeaseSpec } from 'kubernetes-types/coordination/v1.d.ts';

/** What a candidate knows of the Lease. */
export interface LeaseView {
  /** Undefined: there is none. */
  spec: LeaseSpec | undefined;
  /** When, by our own clock, the Lease was last seen to change. The holder's written times are never used: its clock may be wrong. */
  changedAt: number;
}

/**
 * Whether a candidate may write itself into the Lease now: it is free, its own already, or was not renewed for its duration.
 * @see https://github.com/kubernetes/client-go/blob/master/tools/leaderelection/leaderelection.go
 */
export function mayLead({ spec, changedAt }: LeaseView, identity: string, now: number): boolean {
  if (!spec?.holderIdentity || spec.holderIdentity === identity) return true;
  const durationMs = (spec.leaseDurationSeconds ?? 0) * 1000;
  return now >= changedAt + durationMs;
}

/** The Lease as `identity` writes it: a renewal, or a take-over that counts as a transition. */
export function nextSpec(previous: LeaseSpec | undefined, identity: string, leaseDurationMs: number, now: number): LeaseSpec {
  const isHolder = previous?.holderIdentity === identity;
  const time = microTime(now);
  const transitions = previous?.leaseTransitions ?? 0;
  return {
    holderIdentity: identity,
    leaseDurationSeconds: Math.ceil(leaseDurationMs / 1000),
    acquireTime: (isHolder && previous?.acquireTime) || time,
    renewTime: time,
    leaseTransitions: previous && !isHolder ? transitions + 1 : transitions,
  };
}

/** The Lease as a leader that stops leaves it: free at once. */
export function releasedSpec(previous: LeaseSpec, now: number): LeaseSpec {
  const time = microTime(now);
  return {
    holderIdentity: '',
    leaseDurationSeconds: 1,
    acquireTime: time,
    renewTime: time,
    leaseTransitions: previous.leaseTransitions ?? 0,
  };
}

/** `metav1.MicroTime`: six digits after the second. */
function microTime(now: number): string {
  return new Date(now).toISOString().replace('Z', '000Z');
}
