/** Reviews of who someone is. */
import { ISSUER } from '../authentication/account-tokens.ts';
import type { User } from '../authentication/user.ts';
import type { Call } from '../http/call.ts';
import { type ApiObject, type JsonObject, valueAt } from '../json.ts';
import { badRequest } from '../refusals.ts';
import { timestamp } from '../timestamp.ts';

/** `kubectl auth whoami`. */
export function reviewSelf(object: ApiObject, { user, context }: Call): ApiObject {
  const metadata = { creationTimestamp: timestamp(context.clock.now()) } as ApiObject['metadata'];
  return { kind: object.kind, apiVersion: object.apiVersion, metadata, status: { userInfo: userInfo(user) } };
}

/** Whose bearer token it is. */
export function reviewToken(object: ApiObject, { tokens }: Call): ApiObject {
  const token = valueAt(object, ['spec', 'token']);
  if (typeof token !== 'string' || token === '') throw badRequest('token is required for TokenReview in authentication');
  const found = tokens.userOf(token);
  const status = found ? { authenticated: true, user: userInfo(found), audiences: [ISSUER] } : { user: {}, error: 'invalid bearer token' };
  const metadata = {} as ApiObject['metadata'];
  return { kind: object.kind, apiVersion: object.apiVersion, metadata, spec: object['spec'], status };
}

function userInfo({ name, uid, groups, extra }: User): JsonObject {
  return { username: name, ...(uid && { uid }), groups, ...(extra && { extra }) };
}
