/** Certificates of our own making, for servers that speak to each other and trust nobody else. */
import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const HOUR_MS = 3600 * 1000;
const YEAR_MS = 365 * 24 * HOUR_MS;

/** PEM texts. */
export interface KeyAndCertificate {
  key: string;
  certificate: string;
}

export interface Authority {
  certificate: string;
  name: string;
  keys: CryptoKeyPair;
}

type CryptoKeyPair = webcrypto.CryptoKeyPair;

export interface Wanted {
  commonName: string;
  organisation?: string;
  use: 'server' | 'client';
  /** DNS names and IP addresses of a server. */
  names?: readonly string[];
  /** Default: a year. */
  lifetimeMs?: number;
}

/** A certificate authority, for ten years unless said otherwise; its key is forgotten with the object. */
export async function createAuthority(commonName: string, now: number, lifetimeMs = 10 * YEAR_MS): Promise<Authority> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const name = `CN=${commonName}`;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name,
    notBefore: new Date(now - HOUR_MS),
    notAfter: new Date(now + lifetimeMs),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  });
  return { certificate: certificate.toString('pem'), name, keys };
}

/** The key of an authority that is to sign more one day. */
export function authorityKey({ keys }: Authority): Promise<string> {
  return privateKeyText(keys.privateKey);
}

/** An authority that was kept: its certificate, and its key of `authorityKey`. Throws where the two do not belong together. */
export async function readAuthority({ certificate, key }: KeyAndCertificate): Promise<Authority> {
  const parsed = new x509.X509Certificate(certificate);
  const publicKey = await parsed.publicKey.export(ALGORITHM, ['verify']);
  const der = x509.PemConverter.decodeFirst(key);
  const privateKey = await webcrypto.subtle.importKey('pkcs8', der, ALGORITHM, true, ['sign']);
  const probe = await webcrypto.subtle.sign(ALGORITHM, privateKey, new Uint8Array(1));
  const belongs = await webcrypto.subtle.verify(ALGORITHM, publicKey, probe, new Uint8Array(1));
  if (!belongs) throw new Error('the key is not that of the certificate');
  return { certificate, name: parsed.subject, keys: { privateKey, publicKey } };
}

/** A key and a certificate by the authority. */
export async function issueCertificate(authority: Authority, wanted: Wanted, now: number): Promise<KeyAndCertificate> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: [...(wanted.organisation ? [`O=${wanted.organisation}`] : []), `CN=${wanted.commonName}`].join(', '),
    issuer: authority.name,
    notBefore: new Date(now - HOUR_MS),
    notAfter: new Date(now + (wanted.lifetimeMs ?? YEAR_MS)),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey: authority.keys.privateKey,
    extensions: extensionsFor(wanted),
  });
  return { key: await privateKeyText(keys.privateKey), certificate: certificate.toString('pem') };
}

function extensionsFor({ use, names = [] }: Wanted): x509.Extension[] {
  const purpose = use === 'server' ? x509.ExtendedKeyUsage.serverAuth : x509.ExtendedKeyUsage.clientAuth;
  const alternatives = names.map((value) => ({ type: isAddress(value) ? ('ip' as const) : ('dns' as const), value }));
  return [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([purpose]),
    ...(alternatives.length > 0 ? [new x509.SubjectAlternativeNameExtension(alternatives)] : []),
  ];
}

function isAddress(name: string): boolean {
  return /^[\d.]+$/.test(name);
}

/** Positive and unique: the highest bit stays clear. */
function serialNumber(): string {
  return `01${randomBytes(15).toString('hex')}`;
}

async function privateKeyText(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${der.replaceAll(/(.{64})/g, '$1\n').trimEnd()}\n-----END PRIVATE KEY-----\n`;
}
