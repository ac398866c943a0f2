/** When credentials ended, so that a server's bare "Unauthorized" can be explained. */
import { X509Certificate } from 'node:crypto';

export interface Shown {
  /** A client certificate, PEM. */
  certificate: Buffer | undefined;
  token: string | undefined;
}

/** What has ended of it, as half a sentence; undefined where nothing is known to have. */
export function endedCredential({ certificate, token }: Shown, now: number): string | undefined {
  const certificateEnd = certificate && endOfCertificate(certificate);
  if (certificateEnd !== undefined && certificateEnd <= now) return `the client certificate ended on ${dayOf(certificateEnd)}`;
  const tokenEnd = token === undefined ? undefined : endOfToken(token);
  if (tokenEnd !== undefined && tokenEnd <= now) return `the token ended on ${dayOf(tokenEnd)}`;
  return undefined;
}

function endOfCertificate(pem: Buffer): number | undefined {
  try {
    return Date.parse(new X509Certificate(pem).validTo);
  } catch {
    // No certificate at all is told by the connection itself.
    return undefined;
  }
}

/** The end that a token says of itself: most are JSON Web Tokens, others say nothing. */
function endOfToken(token: string): number | undefined {
  const [, claims = ''] = token.split('.');
  try {
    const { exp } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as { exp?: unknown };
    return typeof exp === 'number' ? exp * 1000 : undefined;
  } catch {
    return undefined;
  }
}

/** `2026-01-31 12:00 UTC` */
function dayOf(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
