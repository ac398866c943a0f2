import { readFile } from 'node:fs/promises';
import { type OutgoingHttpHeaders, validateHeaderValue } from 'node:http';
import type { Impersonation, Material, UserEntry } from '../kubeconfig/kubeconfig.ts';
import type { SelectedContext } from '../kubeconfig/select-context.ts';
import type { ProgramCredentialSource } from './program-credentials.ts';

/** What identifies us to a server, as it is now. */
export interface Credentials {
  headers: OutgoingHttpHeaders;
  certificate: { cert: Buffer; key: Buffer } | undefined;
  /** Milliseconds since the epoch; absent: not known. */
  expiresAt?: number | undefined;
}

/** Reads files and, where nothing else is there, runs the program of the context's user. */
export async function obtainCredentials(
  context: SelectedContext,
  authority: Buffer | undefined,
  programs: ProgramCredentialSource,
  signal?: AbortSignal,
): Promise<Credentials> {
  const { user } = context;
  const [certificate, authorization] = await Promise.all([certificateOf(user), authorizationOf(user)]);
  const impersonating = impersonationHeaders(user.impersonation);
  // As in kubectl, a program is for users who have nothing else.
  if (!user.program || certificate || authorization) {
    return { headers: { ...(authorization && { Authorization: authorization }), ...impersonating }, certificate };
  }
  const given = await programs.current(context, user.program, authority, signal);
  const bearer = given.token === undefined ? undefined : bearerOf(given.token);
  return {
    headers: { ...(bearer && { Authorization: bearer }), ...impersonating },
    certificate: given.certificate,
    expiresAt: given.expiresAt,
  };
}

/** The bytes themselves, or those of the file. */
export async function loadMaterial({ data, file }: Material): Promise<Buffer | undefined> {
  if (data) return data;
  return file === '' ? undefined : await readFile(file);
}

async function certificateOf({ certificate, key }: UserEntry): Promise<Credentials['certificate']> {
  if (!certificate.data && certificate.file === '') return undefined;
  const [certBytes, keyBytes] = await Promise.all([loadMaterial(certificate), loadMaterial(key)]);
  return certBytes && keyBytes ? { cert: certBytes, key: keyBytes } : undefined;
}

async function authorizationOf({ token, tokenFile, username, password }: UserEntry): Promise<string | undefined> {
  const bearer = tokenFile === '' ? token : await tokenOf(tokenFile, token);
  if (bearer !== '') return bearerOf(bearer);
  if (username === '' && password === '') return undefined;
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function bearerOf(token: string): string {
  try {
    validateHeaderValue('Authorization', token);
  } catch (error) {
    // Node's own words quote the token.
    throw new Error('the token has characters that no token can have', { cause: error });
  }
  return `Bearer ${token}`;
}

/** Somebody keeps the file fresh; the token beside it is for when the file is not there. */
async function tokenOf(file: string, token: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (token !== '') return token;
    throw error;
  }
}

function impersonationHeaders({ user, uid, groups, extra }: Impersonation): OutgoingHttpHeaders {
  if (user === '') return {};
  return {
    'Impersonate-User': user,
    ...(uid !== '' && { 'Impersonate-Uid': uid }),
    ...(groups.length > 0 && { 'Impersonate-Group': [...groups] }),
    ...Object.fromEntries(Object.entries(extra).map(([name, values]) => [`Impersonate-Extra-${encodeURIComponent(name)}`, [...values]])),
  };
}
