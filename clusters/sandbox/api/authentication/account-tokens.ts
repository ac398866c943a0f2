import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { Clock } from '../../../clock.ts';
import type { Store } from '../storage/store.ts';
import { CREDENTIAL, type User } from './user.ts';

/** Whom tokens are meant for where nobody says otherwise, and who issues them: the name of the API inside a cluster. */
export const ISSUER = 'https://kubernetes.default.svc.cluster.local';

export interface Account {
  namespace: string;
  name: string;
  uid: string;
}

export interface IssuedToken {
  token: string;
  /** Seconds since the epoch. */
  expires: number;
}

export interface TokenWish {
  audiences: string[];
  expirationSeconds: number;
  id: string;
  /** Whose token it is to be alone: it ends with the pod. */
  pod?: BoundPod;
}

interface BoundPod {
  name: string;
  uid: string;
}

/** Tokens of service accounts: signed by the server's key, and good while the account is there. */
export interface AccountTokens {
  issue(account: Account, wanted: TokenWish): IssuedToken;
  /** Whose token it is; undefined for one that is not ours, over, or of an account that is gone. */
  verify(token: string): { user: User; audiences: string[] } | undefined;
  /** The public key, as OpenID Connect publishes it. */
  publicKeys(): object;
}

interface Claims {
  aud: string[];
  exp: number;
  nbf: number;
  jti: string;
  'kubernetes.io': { namespace: string; pod?: BoundPod; serviceaccount: { name: string; uid: string } };
}

/** `key` is the server's private key (PEM, P-256). A new key makes all earlier tokens worthless. */
export function createAccountTokens(key: string, { store, clock }: { store: Store; clock: Clock }): AccountTokens {
  const privateKey = createPrivateKey(key);
  const publicKey = createPublicKey(privateKey);
  const keyId = keyIdOf(publicKey);
  const seconds = () => Math.floor(clock.now() / 1000);

  function isCurrent(claims: Claims): boolean {
    const { namespace, serviceaccount, pod } = claims['kubernetes.io'];
    const account = store.get('serviceaccounts', `${namespace}/${serviceaccount.name}`);
    if (pod && store.get('pods', `${namespace}/${pod.name}`)?.object.metadata.uid !== pod.uid) return false;
    return claims.exp > seconds() && claims.nbf <= seconds() && account?.object.metadata.uid === serviceaccount.uid;
  }

  return {
    issue({ namespace, name, uid }, { audiences, expirationSeconds, id, pod }) {
      const issued = seconds();
      const claims = {
        aud: audiences,
        exp: issued + expirationSeconds,
        iat: issued,
        iss: ISSUER,
        jti: id,
        'kubernetes.io': { namespace, ...(pod && { pod }), serviceaccount: { name, uid } },
        nbf: issued,
        sub: `system:serviceaccount:${namespace}:${name}`,
      };
      const content = `${encode({ alg: 'ES256', kid: keyId })}.${encode(claims)}`;
      const signature = sign('sha256', Buffer.from(content), { key: privateKey, dsaEncoding: 'ieee-p1363' });
      return { token: `${content}.${signature.toString('base64url')}`, expires: claims.exp };
    },
    verify(token) {
      const claims = claimsOf(token, publicKey);
      return claims && isCurrent(claims) ? { user: userOf(claims), audiences: claims.aud } : undefined;
    },
    publicKeys: () => ({ keys: [{ use: 'sig', ...publicKey.export({ format: 'jwk' }), kid: keyId, alg: 'ES256' }] }),
  };
}

/** What a token says, when the key has signed it. */
function claimsOf(token: string, key: KeyObject): Claims | undefined {
  const [header, payload, signature, ...rest] = token.split('.');
  if (!header || !payload || !signature || rest.length > 0) return undefined;
  const content = Buffer.from(`${header}.${payload}`);
  const isOurs = verify('sha256', content, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
  // Signed by us, so it is JSON and of this shape.
  return isOurs ? (JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Claims) : undefined;
}

function userOf({ jti, 'kubernetes.io': { namespace, serviceaccount, pod } }: Claims): User {
  return {
    name: `system:serviceaccount:${namespace}:${serviceaccount.name}`,
    uid: serviceaccount.uid,
    groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
    extra: {
      [CREDENTIAL]: [`JTI=${jti}`],
      ...(pod && { 'authentication.kubernetes.io/pod-name': [pod.name], 'authentication.kubernetes.io/pod-uid': [pod.uid] }),
    },
  };
}

function keyIdOf(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('base64url');
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
