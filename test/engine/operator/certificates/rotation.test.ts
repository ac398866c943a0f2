import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { factsOf } from '../../../../engine/operator/certificates/certificate-facts.ts';
import { type CertificateFacts, decideRotation, usualLifetimes } from '../../../../engine/operator/certificates/decide-rotation.ts';
import { bundleOf, type KeptCertificates, readKept, writeKept } from '../../../../engine/operator/certificates/kept-certificates.ts';
import { rotate } from '../../../../engine/operator/certificates/rotate.ts';

const dayMs = 24 * 3600 * 1000;
const start = Date.parse('2026-01-01T00:00:00Z');
const names = ['slipway-operator-webhook.slipway-system.svc'];
const wanted = { names, lifetimes: usualLifetimes, now: start };
const fresh: CertificateFacts = {
  signerEndsAt: start + usualLifetimes.authorityMs,
  hasNext: false,
  hasPrevious: false,
  changedAt: start,
  certificate: { endsAt: start + usualLifetimes.certificateMs, names, isBySigner: true },
  isAnnounced: true,
};

describe('what is done about a certificate', () => {
  const on = (day: number, facts: Partial<CertificateFacts> = {}) =>
    decideRotation({ ...fresh, ...facts }, { ...wanted, now: start + day * dayMs });

  test.each([
    ['nothing on its first day, until two thirds of its life are over', on(1), { step: 'keep', again: start + 60 * dayMs }],
    ['a new one after two thirds of its life', on(60), { step: 'renew', why: expect.any(String) }],
    [
      'a new one for another name',
      on(1, { certificate: { ...fresh.certificate, names: ['other.svc'] } }),
      { step: 'renew', why: expect.any(String) },
    ],
    [
      'a new one where it is not by the authority',
      on(1, { certificate: { ...fresh.certificate, isBySigner: false } }),
      { step: 'renew', why: expect.any(String) },
    ],
    ['all anew when the authority has ended', on(3651), { step: 'begin', why: expect.any(String) }],
    [
      'a second authority after two thirds of the first',
      on(2434, { certificate: { ...fresh.certificate, endsAt: start + 2500 * dayMs } }),
      { step: 'prepare', why: expect.any(String) },
    ],
    ['nothing while the second authority is news', on(0.5, { hasNext: true }), { step: 'keep', again: start + dayMs }],
    [
      'nothing while an API server was not told of the second',
      on(2, { hasNext: true, isAnnounced: false }),
      { step: 'keep', again: start + 60 * dayMs },
    ],
    ['the second signs when all know it', on(1, { hasNext: true }), { step: 'switch', why: expect.any(String) }],
    ['the first is kept while a replica may serve with it', on(0.5, { hasPrevious: true }), { step: 'keep', again: start + dayMs }],
    ['the first is forgotten then', on(1, { hasPrevious: true }), { step: 'forget', why: expect.any(String) }],
  ])('%s', (_what, decided, expected) => {
    expect(decided).toEqual(expected);
  });

  test('all anew where there is nothing', () => {
    expect(decideRotation(undefined, wanted)).toMatchObject({ step: 'begin' });
  });
});

test('over thirty years, no request finds a certificate that has ended or that its API server does not trust', async () => {
  let now = start;
  let kept = await rotate(undefined, 'begin', wanted);
  // What the slowest API server and the slowest replica know: the state before the last change, until the overlap is over.
  let slow = kept;
  const steps: string[] = ['begin'];
  while (now < start + 30 * 365 * dayMs) {
    const rotation = decideRotation(factsOf(kept, true), { ...wanted, now });
    if (rotation.step === 'keep') {
      expect(rotation.again).toBeGreaterThan(now);
      // The last moment before it is decided on again, with everybody up to date, is the worst one.
      expectServed(kept, kept, rotation.again - 1);
      slow = kept;
      now = rotation.again;
      continue;
    }
    steps.push(rotation.step);
    kept = await rotate(kept, rotation.step, { ...wanted, now });
    // One of them knows the change, the other not yet; or the other way round.
    expectServed(kept, slow, now);
    expectServed(slow, kept, now);
  }
  expect(steps.filter((step) => step === 'begin')).toHaveLength(1);
  expect(steps.filter((step) => step !== 'renew')).toEqual(['begin', ...Array(4).fill(['prepare', 'switch', 'forget']).flat()]);
  expect(steps.length).toBeGreaterThan(180);
}, 60_000);

/** That a server with `served` is trusted by whoever was told the bundle of `known`. */
function expectServed(served: KeptCertificates, known: KeptCertificates, at: number): void {
  const certificate = new X509Certificate(served.server.certificate);
  const authorities = bundleOf(known)
    .split(/(?<=-----END CERTIFICATE-----\n)/)
    .map((pem) => new X509Certificate(pem));
  const issuer = authorities.find((authority) => certificate.verify(authority.publicKey));
  for (const each of [certificate, issuer]) {
    expect(each && Date.parse(each.validFrom) <= at && at < Date.parse(each.validTo)).toBe(true);
  }
}

describe('the Secret', () => {
  const place = { name: 'slipway-operator-webhook', namespace: 'slipway-system' };

  test('gives back all that was written into it, in the middle of a change of authorities too', async () => {
    const begun = await rotate(undefined, 'begin', wanted);
    const prepared = await rotate(begun, 'prepare', wanted);
    const switched = await rotate(prepared, 'switch', wanted);
    for (const kept of [begun, prepared, switched]) {
      const read = readKept(writeKept(kept, place));
      expect(read && bundleOf(read)).toBe(bundleOf(kept));
      expect(read).toMatchObject({ changedAt: start, previous: kept.previous, server: kept.server, signer: kept.signer });
      expect(read?.next).toEqual(kept.next);
    }
    expect(writeKept(begun, place)).toMatchObject({
      type: 'kubernetes.io/tls',
      metadata: { labels: { 'app.kubernetes.io/managed-by': 'slipway' } },
    });
  });

  test('that somebody emptied, cut or mixed up is no reason to serve with it', async () => {
    const begun = await rotate(undefined, 'begin', wanted);
    const { data = {} } = writeKept(begun, place);
    const other = await rotate(undefined, 'begin', wanted);
    expect(readKept({ data: {} })).toBeUndefined();
    for (const name of ['ca.crt', 'ca.key', 'tls.crt', 'tls.key']) expect(readKept({ data: { ...data, [name]: '' } })).toBeUndefined();
    expect(
      readKept({
        data: { ...data, 'ca.crt': Buffer.from('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----').toString('base64') },
      }),
    ).toBeUndefined();
    expect(factsOf({ ...begun, signer: { ...begun.signer, key: other.signer.key } }, true)).toBeUndefined();
    expect(factsOf({ ...begun, signer: { ...begun.signer, key: 'no key' } }, true)).toBeUndefined();
    expect(factsOf({ ...begun, server: other.server }, true)?.certificate.isBySigner).toBe(false);
    expect(factsOf({ ...begun, server: { ...begun.server, key: other.server.key } }, true)?.certificate.isBySigner).toBe(false);
  });
});
