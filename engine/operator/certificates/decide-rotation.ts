/** What is to be done about the webhooks' certificate now. Pure. */

export interface Lifetimes {
  readonly authorityMs: number;
  readonly certificateMs: number;
  /** How long two authorities are trusted side by side before one signs alone, and before the other is forgotten. */
  readonly overlapMs: number;
}

const dayMs = 24 * 3600 * 1000;

/** An authority's key lies in the Secret beside what it signs, so its age protects little; the overlap outlives any lost connection. */
export const usualLifetimes: Lifetimes = { authorityMs: 10 * 365 * dayMs, certificateMs: 90 * dayMs, overlapMs: dayMs };

/** What the Secret says; times in milliseconds since the epoch. */
export interface CertificateFacts {
  readonly signerEndsAt: number;
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
  /** When one of both came. */
  readonly changedAt: number;
  readonly certificate: { readonly endsAt: number; readonly names: readonly string[]; readonly isBySigner: boolean };
  /** Whether the API server was told of all authorities that the Secret holds. */
  readonly isAnnounced: boolean;
}

export interface Wanted {
  /** Of the server, by which an API server calls it. */
  readonly names: readonly string[];
  readonly lifetimes: Lifetimes;
  readonly now: number;
}

export type Rotation =
  /** Nothing, until `again` at the latest. */
  | { readonly step: 'keep'; readonly again: number }
  /** An authority and a certificate from nothing. */
  | { readonly step: 'begin'; readonly why: string }
  /** A certificate by the present authority. */
  | { readonly step: 'renew'; readonly why: string }
  /** A second authority, which signs nothing yet. */
  | { readonly step: 'prepare'; readonly why: string }
  /** The second authority signs from now on. */
  | { readonly step: 'switch'; readonly why: string }
  /** The first is trusted no more. */
  | { readonly step: 'forget'; readonly why: string };

/** One step at a time: after each, what is then in the Secret is decided on again. `facts` undefined: there is nothing that can be used. */
export function decideRotation(facts: CertificateFacts | undefined, { names, lifetimes, now }: Wanted): Rotation {
  if (!facts) return { step: 'begin', why: 'there is no certificate that can be used' };
  const { signerEndsAt, certificate, changedAt } = facts;
  if (now >= signerEndsAt) return { step: 'begin', why: 'the authority has expired' };
  if (!certificate.isBySigner) return { step: 'renew', why: 'the certificate is not by the present authority' };
  if (!sameNames(certificate.names, names)) return { step: 'renew', why: 'the server is called by other names now' };
  const renewAt = twoThirds(certificate.endsAt, lifetimes.certificateMs);
  if (now >= renewAt) return { step: 'renew', why: 'two thirds of the certificate’s life are over' };
  const settledAt = changedAt + lifetimes.overlapMs;
  if (facts.hasNext) {
    if (now < settledAt) return { step: 'keep', again: Math.min(renewAt, settledAt) };
    // The announcement is awaited without a time: its change is an event.
    return facts.isAnnounced ? { step: 'switch', why: 'the next authority is known everywhere' } : { step: 'keep', again: renewAt };
  }
  if (facts.hasPrevious) {
    if (now < settledAt) return { step: 'keep', again: Math.min(renewAt, settledAt) };
    return { step: 'forget', why: 'nothing by the authority before is served any more' };
  }
  const prepareAt = twoThirds(signerEndsAt, lifetimes.authorityMs);
  if (now >= prepareAt) return { step: 'prepare', why: 'two thirds of the authority’s life are over' };
  return { step: 'keep', again: Math.min(renewAt, prepareAt) };
}

function twoThirds(endsAt: number, lifetimeMs: number): number {
  return endsAt - lifetimeMs / 3;
}

function sameNames(present: readonly string[], wanted: readonly string[]): boolean {
  return present.length === wanted.length && wanted.every((name) => present.includes(name));
}
