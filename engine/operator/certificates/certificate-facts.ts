/** From kept certificates to what is decided by. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { CertificateFacts } from './decide-rotation.ts';
import type { KeptCertificates } from './kept-certificates.ts';

/** Undefined where the authority's key is not its own, so that nothing can be signed. */
export function factsOf(kept: KeptCertificates, isAnnounced: boolean): CertificateFacts | undefined {
  const signer = new X509Certificate(kept.signer.certificate);
  if (!isKeyOf(signer, kept.signer.key)) return undefined;
  const server = new X509Certificate(kept.server.certificate);
  return {
    signerEndsAt: Date.parse(signer.validTo),
    hasNext: kept.next !== undefined,
    hasPrevious: kept.previous.length > 0,
    changedAt: kept.changedAt,
    certificate: {
      endsAt: Date.parse(server.validTo),
      names: namesOf(server),
      isBySigner: server.verify(signer.publicKey) && isKeyOf(server, kept.server.key),
    },
    isAnnounced,
  };
}

function isKeyOf(certificate: X509Certificate, key: string): boolean {
  try {
    return certificate.checkPrivateKey(createPrivateKey(key));
  } catch {
    // A key that cannot be read is nobody's.
    return false;
  }
}

/** `DNS:a.b.svc, IP Address:127.0.0.1` -> the names alone. */
function namesOf({ subjectAltName = '' }: X509Certificate): string[] {
  return subjectAltName.split(', ').flatMap((entry) => /^(?:DNS|IP Address):(.+)$/.exec(entry)?.[1] ?? []);
}
