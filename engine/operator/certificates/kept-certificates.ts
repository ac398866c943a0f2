/** What the Secret of the webhooks' certificate holds, and how. */
import { X509Certificate } from 'node:crypto';
import type { Secret } from 'kubernetes-types/core/v1.d.ts';
import type { KeyAndCertificate } from '../../../clusters/issue-certificates.ts';
import { managedBy, managedByLabel } from '../runtime/objects/names.ts';

export interface KeptCertificates {
  /** The authority that the server's certificate is by. */
  readonly signer: KeyAndCertificate;
  /** The authority that takes over when every API server knows it. */
  readonly next: KeyAndCertificate | undefined;
  /** Authorities of before, while a replica may still serve with a certificate by one. */
  readonly previous: readonly string[];
  /** When `next` or `previous` became what they are, in milliseconds since the epoch. */
  readonly changedAt: number;
  readonly server: KeyAndCertificate;
}

/** On the Secret: `changedAt`. */
const changedAtAnnotation = 'slipway.dev/authorities-changed-at';

/** All authorities that a server's certificate may be by, the signer first: for `caBundle`. */
export function bundleOf({ signer, next, previous }: KeptCertificates): string {
  return [signer.certificate, ...(next ? [next.certificate] : []), ...previous].map((pem) => `${pem.trim()}\n`).join('');
}

/** Undefined where a part is missing or is no certificate. */
export function readKept(secret: Secret): KeptCertificates | undefined {
  const text = (name: string) => Buffer.from(secret.data?.[name] ?? '', 'base64').toString('utf8');
  const [signer, ...others] = certificatesIn(text('ca.crt'));
  const [server] = certificatesIn(text('tls.crt'));
  const [next] = certificatesIn(text('next.crt'));
  if (!signer || !server || !text('ca.key') || !text('tls.key')) return undefined;
  const isNext = (pem: string) => next !== undefined && fingerprint(pem) === fingerprint(next);
  return {
    signer: { certificate: signer, key: text('ca.key') },
    next: next ? { certificate: next, key: text('next.key') } : undefined,
    previous: others.filter((pem) => !isNext(pem)),
    changedAt: Date.parse(secret.metadata?.annotations?.[changedAtAnnotation] ?? '') || 0,
    server: { certificate: server, key: text('tls.key') },
  };
}

/** A Secret that holds them. Its type has them where people and tools look for a server's certificate. */
export function writeKept(kept: KeptCertificates, { name, namespace }: { name: string; namespace: string }): Secret {
  const { signer, next, server, changedAt } = kept;
  const data = {
    'ca.crt': bundleOf(kept),
    'ca.key': signer.key,
    'tls.crt': server.certificate,
    'tls.key': server.key,
    ...(next ? { 'next.crt': next.certificate, 'next.key': next.key } : {}),
  };
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/tls',
    metadata: {
      name,
      namespace,
      labels: { [managedByLabel]: managedBy, 'app.kubernetes.io/part-of': managedBy, 'app.kubernetes.io/component': 'operator' },
      annotations: { [changedAtAnnotation]: new Date(changedAt).toISOString() },
    },
    data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value).toString('base64')])),
  };
}

/** The certificates of a PEM text; none where one of them cannot be read. */
function certificatesIn(text: string): string[] {
  const found = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return found.every((pem) => fingerprint(pem) !== undefined) ? found : [];
}

function fingerprint(pem: string): string | undefined {
  try {
    return new X509Certificate(pem).fingerprint256;
  } catch {
    return undefined;
  }
}
