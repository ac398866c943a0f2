import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeyAndCertificate } from '../../issue-certificates.ts';
import { writePrivateFile } from './authentication/private-file.ts';

/** The sandbox's certificates and keys, all PEM. */
export interface ServerCertificates {
  ca: string;
  serverKey: string;
  serverCertificate: string;
  /** The administrator's, for the kubeconfig. */
  clientKey: string;
  clientCertificate: string;
}

const FILE = 'certificates.json';
const RENEW_BEFORE_MS = 30 * 24 * 3600 * 1000;

/** Reads the certificates kept in a folder; makes new ones where there are none, or where they end within a month. */
export async function ensureCertificates(folder: string, now: number): Promise<ServerCertificates> {
  const file = join(folder, FILE);
  const kept = await readKept(file);
  if (kept && validUntil(kept) - now > RENEW_BEFORE_MS) return kept;
  const made = await createCertificates(now);
  await writePrivateFile(file, JSON.stringify(made));
  return made;
}

/** A new CA, and certificates by it for the server on loopback and for the administrator. */
export async function createCertificates(now: number): Promise<ServerCertificates> {
  // Loaded only when needed: a start with kept certificates does not wait for it.
  const { createAuthority, issueCertificate } = await import('../../issue-certificates.ts');
  // Named unlike the server: OpenSSL takes a certificate whose issuer has its own name for a self-signed one.
  const authority = await createAuthority('slipway-sandbox-ca', now);
  const [server, client] = await Promise.all([
    issueCertificate(authority, { commonName: 'slipway-sandbox', use: 'server', names: ['127.0.0.1', 'localhost', 'kubernetes'] }, now),
    issueCertificate(authority, { commonName: 'slipway-admin', organisation: 'system:masters', use: 'client' }, now),
  ]);
  return namedParts(authority, server, client);
}

function namedParts(authority: { certificate: string }, server: KeyAndCertificate, client: KeyAndCertificate): ServerCertificates {
  return {
    ca: authority.certificate,
    serverKey: server.key,
    serverCertificate: server.certificate,
    clientKey: client.key,
    clientCertificate: client.certificate,
  };
}

async function readKept(file: string): Promise<ServerCertificates | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as ServerCertificates;
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    // A file that is cut short is as good as none: everything in it can be made again.
    if (isMissing || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function validUntil({ ca, serverCertificate, clientCertificate }: ServerCertificates): number {
  return Math.min(...[ca, serverCertificate, clientCertificate].map((pem) => Date.parse(new X509Certificate(pem).validTo)));
}
