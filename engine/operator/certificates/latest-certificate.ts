import { createListeners } from '../../../clusters/informer/listeners.ts';
import type { Log } from '../../../clusters/log.ts';
import type { CertificateSource, ServingCertificate } from './certificate-source.ts';
import { unusable } from './usable.ts';

/** A source that is told its certificates: it keeps the last one that can be used. */
export interface LatestCertificate {
  readonly source: Omit<CertificateSource, typeof Symbol.dispose>;
  offer(certificate: ServingCertificate): void;
  /** Why there is none to offer. */
  miss(reason: string): void;
}

/** No certificate yet; `reason` says why. */
export function latestCertificate(log: Log, reason: string): LatestCertificate {
  const listeners = createListeners<ServingCertificate>(log);
  let current: ServingCertificate | undefined;
  let missing = reason;
  return {
    source: {
      current: () => current,
      missing: () => (current ? undefined : missing),
      onChange: listeners.add,
    },
    offer(certificate) {
      if (current && certificate.certificate === current.certificate && certificate.key === current.key) return;
      const problem = unusable(certificate);
      if (problem) return miss(`its certificate cannot be used: ${problem}`);
      current = certificate;
      listeners.emitAll([certificate]);
    },
    miss,
  };

  function miss(why: string): void {
    if (missing !== why) log.warn({ reason: why }, current ? 'the certificate stays the one before' : 'there is no certificate yet');
    missing = why;
  }
}
