import { ISSUER } from '../authentication/account-tokens.ts';
import { invalidValue } from '../causes.ts';
import { type ApiObject, isJsonObject, type JsonObject } from '../json.ts';
import { invalid, methodNotAllowed } from '../refusals.ts';
import type { ObjectPlace } from '../requests/context.ts';
import { readEntry } from '../requests/read.ts';
import { createUid } from '../requests/uid.ts';
import { timestamp } from '../timestamp.ts';
import { readBody } from './body.ts';
import type { Call } from './call.ts';
import { sendJson } from './respond.ts';

const REQUEST = { group: 'authentication.k8s.io', plural: 'tokenrequests', kind: 'TokenRequest' };
const SHORTEST = 600;
const LONGEST = 2 ** 32;

/** `POST serviceaccounts/NAME/token`: a token by which a program can act as the account. */
export async function handleToken({ context, request, response, tokens }: Call, place: ObjectPlace): Promise<void> {
  if (request.method !== 'POST') throw methodNotAllowed();
  const { metadata } = readEntry(context, place).object;
  const spec = specOf(await readBody(request));
  const expirationSeconds = typeof spec['expirationSeconds'] === 'number' ? spec['expirationSeconds'] : 3600;
  checkDuration(expirationSeconds);
  const audiences = Array.isArray(spec['audiences']) && spec['audiences'].length > 0 ? (spec['audiences'] as string[]) : [ISSUER];
  const account = { namespace: place.namespace ?? '', name: place.name, uid: metadata.uid ?? '' };
  const { token, expires } = tokens.accounts.issue(account, { audiences, expirationSeconds, id: createUid(context.random) });
  sendJson(response, 201, {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { name: account.name, namespace: account.namespace, uid: account.uid, creationTimestamp: timestamp(context.clock.now()) },
    spec: { audiences, expirationSeconds, boundObjectRef: spec['boundObjectRef'] ?? null },
    status: { token, expirationTimestamp: timestamp(expires * 1000) },
  });
}

function checkDuration(seconds: number): void {
  const why =
    seconds < SHORTEST ? 'may not specify a duration less than 10 minutes' : 'may not specify a duration larger than 2^32 seconds';
  if (seconds < SHORTEST || seconds > LONGEST) throw invalid(REQUEST, '', [invalidValue('spec.expirationSeconds', seconds, why)]);
}

function specOf(body: unknown): JsonObject {
  const spec = isJsonObject(body) ? (body as ApiObject)['spec'] : undefined;
  return isJsonObject(spec) ? spec : {};
}
