import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { ServingCertificate } from './certificate-source.ts';

/** Why a certificate and a key cannot be served with; undefined when they can. */
export function unusable({ certificate, key }: ServingCertificate): string | undefined {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key)) ? undefined : 'the key is not that of the certificate';
  } catch (error) {
    return `not PEM: ${error instanceof Error ? error.message : String(error)}`;
  }
}
