/** The certificate that the leading replica keeps in a Secret: every replica serves with it. */
import type { Secret } from 'kubernetes-types/core/v1.d.ts';
import type { Informer } from '../../../clusters/informer/informer.ts';
import type { Log } from '../../../clusters/log.ts';
import { keyText, type ObjectKey } from '../../../clusters/objects.ts';
import type { CertificateSource } from './certificate-source.ts';
import { readKept } from './kept-certificates.ts';
import { latestCertificate } from './latest-certificate.ts';

/** What the Secret holds, from the moment that it is there. */
export function certificatesFromSecret(secrets: Informer<Secret>, key: ObjectKey, log: Log): CertificateSource {
  const latest = latestCertificate(log, `waiting for the Secret ${keyText(key)}, which the leading replica makes`);
  const leave = secrets.onChange(({ type, object }) => {
    if (type === 'deleted' || keyText({ namespace: object.metadata.namespace, name: object.metadata.name }) !== keyText(key)) return;
    const kept = readKept(object);
    if (kept) latest.offer(kept.server);
    else latest.miss(`the Secret ${keyText(key)} holds no certificate that can be read`);
  });
  return { ...latest.source, [Symbol.dispose]: leave };
}
