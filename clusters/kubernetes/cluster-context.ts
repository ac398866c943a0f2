import { createHash } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { checkServerIdentity, createSecureContext, getCACertificates, type SecureContextOptions } from 'node:tls';
import type { TlsOptions } from './agent.ts';
import { loadMaterial, obtainCredentials } from './credentials/credentials.ts';
import type { ProgramCredentialSource } from './credentials/program-credentials.ts';
import type { SelectedContext } from './kubeconfig/select-context.ts';

/** What a context needs to connect, as it is now: files are read and programs asked each time. */
export interface ContextMaterial {
  headers: OutgoingHttpHeaders;
  /** Undefined for plain HTTP. */
  tls: TlsMaterial | undefined;
  /** Milliseconds since the epoch; absent: not known. */
  expiresAt?: number | undefined;
}

export interface TlsMaterial {
  /** The same for the same material: connections made with it can be used on. */
  fingerprint: string;
  /** Throws when the material is no certificate, or the key of another one. */
  options(): TlsOptions;
}

/** Reads what the context names. As in kubectl, nothing secret goes over plain HTTP. */
export async function loadContextMaterial(
  context: SelectedContext,
  url: URL,
  programs: ProgramCredentialSource,
  signal?: AbortSignal,
): Promise<ContextMaterial> {
  if (url.protocol === 'http:') return { headers: {}, tls: undefined };
  const { cluster } = context;
  const ca = await loadMaterial(cluster.authority);
  const { headers, certificate, expiresAt } = await obtainCredentials(context, ca, programs, signal);
  return { headers, expiresAt, tls: tlsMaterial(context, { ...(ca && { ca }), ...certificate }) };
}

function tlsMaterial({ cluster }: SelectedContext, secure: { ca?: Buffer; cert?: Buffer; key?: Buffer }): TlsMaterial {
  const { tlsServerName, insecure } = cluster;
  const hash = createHash('sha256').update(JSON.stringify([tlsServerName, insecure]));
  for (const part of [secure.ca, secure.cert, secure.key]) hash.update(part ?? '-').update('\n');
  return {
    fingerprint: hash.digest('hex'),
    options: () => ({
      secureContext: createSecureContext(withAuthorities(secure, insecure)),
      rejectUnauthorized: !insecure,
      ...(tlsServerName !== '' && expecting(tlsServerName)),
    }),
  };
}

/** TLS has no way to ask for an address by name, so an address is only compared. */
function expecting(name: string): Pick<TlsOptions, 'servername' | 'checkServerIdentity'> {
  if (isIP(name) === 0) return { servername: name };
  return { servername: '', checkServerIdentity: (_host, certificate) => checkServerIdentity(name, certificate) };
}

function withAuthorities(secure: SecureContextOptions & { ca?: Buffer }, insecure: boolean): SecureContextOptions {
  if (secure.ca && !secure.ca.includes('-----BEGIN CERTIFICATE-----'))
    throw new Error('the certificate authority is not a certificate in PEM form');
  if (secure.ca || insecure) return secure;
  // As kubectl does, and browsers: whom this machine trusts. Companies put their own authority there.
  return { ...secure, ca: [...getCACertificates('default'), ...getCACertificates('system')] };
}
