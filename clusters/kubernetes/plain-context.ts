import { parseDocument } from 'yaml';

/** A kubeconfig context that is fully told by certificates and a token. */
export interface PlainContext {
  server: string;
  /** The name that the server's certificate must have, when it is not the address. */
  serverName: string | undefined;
  insecure: boolean;
  authority: Material | undefined;
  certificate: Material | undefined;
  key: Material | undefined;
  token: Material | undefined;
}

/** The bytes themselves, or the file that has them; relative files start at the kubeconfig's folder. */
export type Material = { bytes: Buffer } | { file: string };

const plainClusterFields = new Set([
  'server',
  'certificate-authority',
  'certificate-authority-data',
  'insecure-skip-tls-verify',
  'tls-server-name',
  'disable-compression',
  'extensions',
]);
const plainUserFields = new Set([
  'client-certificate',
  'client-certificate-data',
  'client-key',
  'client-key-data',
  'token',
  'tokenFile',
  'extensions',
]);

/**
 * Reads one context of a kubeconfig; by default its current one. Undefined when the text or the context is broken or needs
 * more (a program for credentials, a proxy, impersonation ...): that is for a complete reader, which also says what is wrong.
 * @see https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/
 */
export function readPlainContext(text: string, name?: string): PlainContext | undefined {
  const config = fieldsOf(parse(text));
  const context = named(config['contexts'], name ?? config['current-context'], 'context');
  const cluster = named(config['clusters'], context?.['cluster'], 'cluster');
  const user = isAbsent(context?.['user']) ? {} : named(config['users'], context?.['user'], 'user');
  if (!cluster || !user || !hasOnly(cluster, plainClusterFields) || !hasOnly(user, plainUserFields)) return undefined;
  const server = textOf(cluster['server']);
  if (server === undefined || !URL.canParse(server)) return undefined;
  return {
    server,
    serverName: textOf(cluster['tls-server-name']),
    insecure: cluster['insecure-skip-tls-verify'] === true,
    authority: dataOrFile(cluster, 'certificate-authority'),
    certificate: dataOrFile(user, 'client-certificate'),
    key: dataOrFile(user, 'client-key'),
    token: tokenOf(user),
  };
}

type Fields = Record<string, unknown>;

function parse(text: string): unknown {
  const document = parseDocument(text);
  return document.errors.length > 0 ? undefined : document.toJS();
}

/** The entry of a list like `[{ name: 'a', cluster: {...} }]`. */
function named(list: unknown, name: unknown, field: string): Fields | undefined {
  if (!Array.isArray(list) || typeof name !== 'string') return undefined;
  const entry = list.find((candidate) => fieldsOf(candidate)['name'] === name);
  return entry === undefined ? undefined : fieldsOf(fieldsOf(entry)[field]);
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function hasOnly(fields: Fields, known: ReadonlySet<string>): boolean {
  return Object.entries(fields).every(([field, value]) => known.has(field) || isAbsent(value));
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** As in kubectl, data wins over a file. */
function dataOrFile(fields: Fields, field: string): Material | undefined {
  const data = textOf(fields[`${field}-data`]);
  if (data !== undefined) return { bytes: Buffer.from(data, 'base64') };
  const file = textOf(fields[field]);
  return file === undefined ? undefined : { file };
}

/** As in kubectl, a file wins over the token itself: somebody keeps it fresh. */
function tokenOf(user: Fields): Material | undefined {
  const file = textOf(user['tokenFile']);
  if (file !== undefined) return { file };
  const token = textOf(user['token']);
  return token === undefined ? undefined : { bytes: Buffer.from(token) };
}
