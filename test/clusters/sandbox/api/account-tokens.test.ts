import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createAccountTokens } from '../../../../clusters/sandbox/api/authentication/account-tokens.ts';
import { openStore } from '../../../../clusters/sandbox/api/storage/store.ts';

const account = { namespace: 'default', name: 'robot', uid: 'one' };
const wanted = { audiences: ['api'], expirationSeconds: 600, id: 'a' };

function newKey(): string {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Tokens on a clock that tests set, and a store that has the account. */
function open(key = newKey()) {
  const store = openStore(':memory:');
  const metadata = { name: account.name, namespace: account.namespace, uid: account.uid };
  store.put('serviceaccounts', 'default/robot', { kind: 'ServiceAccount', apiVersion: 'v1', metadata });
  const clock = { time: 1_700_000_000_000, now: () => clock.time };
  const tokens = createAccountTokens(key, { store, clock: clock as never });
  return { store, clock, tokens, [Symbol.dispose]: () => store.close() };
}

describe('tokens of service accounts', () => {
  it('are known as the account, and say by which token', () => {
    using opened = open();
    const { token, expires } = opened.tokens.issue(account, wanted);
    expect(expires).toBe(1_700_000_600);
    expect(opened.tokens.verify(token)).toEqual({
      user: {
        name: 'system:serviceaccount:default:robot',
        uid: 'one',
        groups: ['system:serviceaccounts', 'system:serviceaccounts:default', 'system:authenticated'],
        extra: { 'authentication.kubernetes.io/credential-id': ['JTI=a'] },
      },
      audiences: ['api'],
    });
  });

  it('are over when their time is', () => {
    using opened = open();
    const { token } = opened.tokens.issue(account, wanted);
    opened.clock.time += 600_000;
    expect(opened.tokens.verify(token)).toBeUndefined();
  });

  it('go with the account, also when another of its name comes', () => {
    using opened = open();
    const { token } = opened.tokens.issue(account, wanted);
    opened.store.put('serviceaccounts', 'default/robot', {
      kind: 'ServiceAccount',
      apiVersion: 'v1',
      metadata: { name: 'robot', namespace: 'default', uid: 'another' },
    });
    expect(opened.tokens.verify(token)).toBeUndefined();
  });

  it('are refused when somebody else signed or changed them', () => {
    using opened = open();
    using other = open();
    const { token } = opened.tokens.issue(account, wanted);
    expect(other.tokens.verify(token)).toBeUndefined();
    const [header, , signature] = token.split('.');
    const claims = Buffer.from(JSON.stringify({ exp: 9_999_999_999 })).toString('base64url');
    for (const changed of [`${header}.${claims}.${signature}`, `${token}x.y`, 'a.b.c', 'nothing', '']) {
      expect(opened.tokens.verify(changed)).toBeUndefined();
    }
  });

  it('outlive the server, as long as its key does', () => {
    const key = newKey();
    using before = open(key);
    const { token } = before.tokens.issue(account, wanted);
    using after = open(key);
    expect(after.tokens.verify(token)?.user.name).toBe('system:serviceaccount:default:robot');
  });
});
