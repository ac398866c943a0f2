import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { User } from './user.ts';

/** Who a request comes from: by a client certificate of our CA, or by a bearer token. Undefined for anyone else. */
export function authenticate(request: IncomingMessage, tokens: ReadonlyMap<string, User>): User | undefined {
  return userOfCertificate(request) ?? userOfToken(request, tokens);
}

function userOfCertificate({ socket }: IncomingMessage): User | undefined {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return undefined;
  const { subject } = socket.getPeerCertificate();
  const name = first(subject?.CN);
  if (!name) return undefined;
  return { name, groups: [subject?.O ?? []].flat() };
}

function userOfToken({ headers }: IncomingMessage, tokens: ReadonlyMap<string, User>): User | undefined {
  const [scheme, token = ''] = (headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer') return undefined;
  for (const [known, user] of tokens) if (sameSecret(known, token)) return user;
  return undefined;
}

/** Compares digests, so that the time taken says nothing about how much was right. */
function sameSecret(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
