/**
 * What a program for credentials is told, and what it answers.
 * @see https://kubernetes.io/docs/reference/config-api/client-authentication.v1/
 */
import type { ClusterEntry, ProgramEntry } from '../kubeconfig/kubeconfig.ts';

/** Credentials that a program gave. */
export interface ProgramCredentials {
  token: string | undefined;
  certificate: { cert: Buffer; key: Buffer } | undefined;
  /** Milliseconds since the epoch; absent: until the server does not accept them. */
  expiresAt: number | undefined;
}

/** The text of KUBERNETES_EXEC_INFO. There is never a terminal. */
export function execInfo({ apiVersion, provideClusterInfo }: ProgramEntry, cluster: ClusterEntry, authority: Buffer | undefined): string {
  const spec = { interactive: false, ...(provideClusterInfo && { cluster: clusterInfo(cluster, authority) }) };
  return JSON.stringify({ kind: 'ExecCredential', apiVersion, spec });
}

function clusterInfo(cluster: ClusterEntry, authority: Buffer | undefined): object {
  return {
    server: cluster.server,
    'tls-server-name': cluster.tlsServerName || undefined,
    'insecure-skip-tls-verify': cluster.insecure || undefined,
    'certificate-authority-data': authority?.toString('base64'),
    'proxy-url': cluster.proxyUrl || undefined,
    'disable-compression': cluster.disableCompression || undefined,
    config: cluster.programConfig ?? null,
  };
}

/** Reads what a program wrote. Throws with half a sentence about what is wrong with it. */
export function readExecCredential(output: string, apiVersion: string): ProgramCredentials {
  const credential = parse(output);
  if (credential.kind !== 'ExecCredential') throw new Error('it printed something else than an ExecCredential');
  if (credential.apiVersion !== apiVersion) {
    throw new Error(`it printed an ExecCredential of ${credential.apiVersion}, where the kubeconfig says ${apiVersion}`);
  }
  const { status } = credential;
  if (!status) throw new Error('it printed an ExecCredential without a status');
  const [token, cert, key] = [status.token, status.clientCertificateData, status.clientKeyData].map(textOf);
  if (!token && !cert && !key) throw new Error('it gave neither a token nor a certificate');
  if (Boolean(cert) !== Boolean(key)) throw new Error('it gave only one of a certificate and its key');
  return {
    token: token || undefined,
    certificate: cert && key ? { cert: Buffer.from(cert), key: Buffer.from(key) } : undefined,
    expiresAt: expiryOf(status.expirationTimestamp),
  };
}

interface ExecCredential {
  kind?: unknown;
  apiVersion?: unknown;
  status?: { token?: unknown; clientCertificateData?: unknown; clientKeyData?: unknown; expirationTimestamp?: unknown } | null;
}

function parse(output: string): ExecCredential {
  try {
    return (JSON.parse(output) as ExecCredential | null) ?? {};
  } catch (error) {
    // Not quoted: it may be a secret in another form.
    throw new Error('it did not print JSON', { cause: error });
  }
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw new Error('it printed an ExecCredential with a field of the wrong type');
  return value;
}

function expiryOf(value: unknown): number | undefined {
  const text = textOf(value);
  if (text === undefined) return undefined;
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new Error(`it printed the expirationTimestamp "${text}", which is not a time`);
  return time;
}
