import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { Tokens } from './tokens.ts';
import { CREDENTIAL, type User } from './user.ts';

const PUBLIC = ['/healthz', '/livez', '/readyz', '/version'];

/** A stranger who says nothing of himself: may ask whether the server is well and of which version it is, and nothing else. */
export function anonymousUser({ headers, url = '' }: IncomingMessage): User | undefined {
  const [path = ''] = url.split('?');
  if (headers.authorization !== undefined || !PUBLIC.includes(path)) return undefined;
  return { name: 'system:anonymous', groups: ['system:unauthenticated'] };
}

/** Who a request comes from: by a client certificate of our CA, or by a bearer token. Undefined for anyone else. */
export function authenticate(request: IncomingMessage, tokens: Tokens): User | undefined {
  const user = userOfCertificate(request) ?? userOfToken(request, tokens);
  return user && authenticated(user);
}

/** Of each connection, once: to read its certificate takes longer than most answers. */
const usersOfConnections = new WeakMap<TLSSocket, User>();

function userOfCertificate({ socket }: IncomingMessage): User | undefined {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return undefined;
  const known = usersOfConnections.get(socket) ?? readCertificate(socket);
  if (known) usersOfConnections.set(socket, known);
  return known;
}

function readCertificate(socket: TLSSocket): User | undefined {
  const { subject, fingerprint256 } = socket.getPeerCertificate();
  const name = first(subject?.CN);
  if (!name) return undefined;
  const digest = fingerprint256.replaceAll(':', '').toLowerCase();
  return { name, groups: [subject?.O ?? []].flat(), extra: { [CREDENTIAL]: [`X509SHA256=${digest}`] } };
}

function userOfToken({ headers }: IncomingMessage, tokens: Tokens): User | undefined {
  const [scheme, token = ''] = (headers.authorization ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' ? tokens.userOf(token) : undefined;
}

/** Everyone who is known is in this group too. */
function authenticated(user: User): User {
  const group = 'system:authenticated';
  return user.groups.includes(group) ? user : { ...user, groups: [...user.groups, group] };
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
