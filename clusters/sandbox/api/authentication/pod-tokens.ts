import type { AccountToken } from '../../account-token.ts';
import { notFound } from '../refusals.ts';
import type { RequestContext } from '../requests/context.ts';
import { createUid } from '../requests/uid.ts';
import { createAccountTokens, ISSUER } from './account-tokens.ts';

/** What the volume asks for that every pod gets. It is good for a year, for programs that read it once and never again. */
const usualSeconds = 3607;
const yearSeconds = 31_536_000;

/** Gives pods the tokens of their accounts, without a request: those that a server with this key (PEM) accepts. */
export function createPodTokens(key: string, context: RequestContext): AccountToken {
  const tokens = createAccountTokens(key, context);
  return ({ namespace = '', name }, { pod, audience, expirationSeconds = 3600 }) => {
    const found = context.store.get('serviceaccounts', `${namespace}/${name}`);
    if (!found) throw notFound({ group: '', plural: 'serviceaccounts' }, name);
    const isUsual = expirationSeconds === usualSeconds && audience === undefined;
    const wanted = {
      audiences: [audience ?? ISSUER],
      expirationSeconds: isUsual ? yearSeconds : expirationSeconds,
      id: createUid(context.random),
      pod,
    };
    return tokens.issue({ namespace, name, uid: found.object.metadata.uid ?? '' }, wanted).token;
  };
}
