import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { authorityKey, createAuthority, issueCertificate, readAuthority } from '../../clusters/issue-certificates.ts';

const now = Date.parse('2026-01-01T00:00:00Z');
const dayMs = 24 * 3600 * 1000;

test('an authority that was kept signs as the one that it was', async () => {
  const authority = await createAuthority('kept', now, 30 * dayMs);
  const kept = { certificate: authority.certificate, key: await authorityKey(authority) };
  const issued = await issueCertificate(
    await readAuthority(kept),
    { commonName: 'server', use: 'server', names: ['a.svc', '127.0.0.1'], lifetimeMs: dayMs },
    now,
  );
  const certificate = new X509Certificate(issued.certificate);
  const issuer = new X509Certificate(authority.certificate);
  expect(certificate.verify(issuer.publicKey)).toBe(true);
  expect(certificate.checkIssued(issuer)).toBe(true);
  expect(certificate.subjectAltName).toBe('DNS:a.svc, IP Address:127.0.0.1');
  expect([certificate, issuer].map(({ validTo }) => Date.parse(validTo))).toEqual([now + dayMs, now + 30 * dayMs]);
});

test('the key of another authority is refused', async () => {
  const [one, other] = [await createAuthority('one', now), await createAuthority('other', now)];
  const mixed = { certificate: one.certificate, key: await authorityKey(other) };
  await expect(readAuthority(mixed)).rejects.toThrow('the key is not that of the certificate');
});
