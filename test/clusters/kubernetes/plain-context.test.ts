import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readPlainContext } from '../../../clusters/kubernetes/plain-context.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** A kubeconfig with one context, `here`, of these fields. */
function kubeconfig(cluster: object, user: object = {}, rest: object = {}): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'here',
    clusters: [{ name: 'c', cluster: { server: 'https://example:6443', ...cluster } }],
    contexts: [{ name: 'here', context: { cluster: 'c', user: 'u' } }],
    users: [{ name: 'u', user }],
    ...rest,
  });
}

describe('a plain context of a kubeconfig', () => {
  const text = (value: string) => ({ bytes: Buffer.from(value) });

  it.each<[string, object, object, object]>([
    ['its authority', { 'certificate-authority-data': base64('CA') }, {}, { authority: text('CA') }],
    ['its authority in a file', { 'certificate-authority': 'ca.pem' }, {}, { authority: { file: 'ca.pem' } }],
    [
      'data before a file',
      { 'certificate-authority': 'ca.pem', 'certificate-authority-data': base64('CA') },
      {},
      { authority: text('CA') },
    ],
    [
      'a client certificate',
      {},
      { 'client-certificate-data': base64('CERT'), 'client-key-data': base64('KEY') },
      { certificate: text('CERT'), key: text('KEY') },
    ],
    [
      'a client certificate in files',
      {},
      { 'client-certificate': '/c.pem', 'client-key': 'k.pem' },
      { certificate: { file: '/c.pem' }, key: { file: 'k.pem' } },
    ],
    ['a token', {}, { token: 'abc' }, { token: text('abc') }],
    ['a file of a token before the token', {}, { token: 'abc', tokenFile: 'token' }, { token: { file: 'token' } }],
    ['that nothing is verified', { 'insecure-skip-tls-verify': true }, {}, { insecure: true }],
    ['the name on the certificate', { 'tls-server-name': 'api' }, {}, { serverName: 'api' }],
    ['fields that say nothing', { 'proxy-url': '' }, { exec: null, username: '' }, { server: 'https://example:6443', insecure: false }],
    ['nothing but the server', {}, {}, { token: undefined, authority: undefined, certificate: undefined, key: undefined }],
  ])('has %s', (_what, cluster, user, expected) => {
    expect(readPlainContext(kubeconfig(cluster, user))).toMatchObject(expected);
  });

  it.each<[string, string]>([
    ['a program for credentials', kubeconfig({}, { exec: { command: 'aws' } })],
    ['an auth provider', kubeconfig({}, { 'auth-provider': { name: 'oidc' } })],
    ['a user name and password', kubeconfig({}, { username: 'a', password: 'b' })],
    ['impersonation', kubeconfig({}, { as: 'somebody' })],
    ['a proxy', kubeconfig({ 'proxy-url': 'http://proxy:3128' })],
    ['a field that is not known', kubeconfig({ 'from-tomorrow': 1 })],
    ['a server that is no address', kubeconfig({ server: 'no address' })],
    ['no server', kubeconfig({ server: undefined })],
    ['no current context', kubeconfig({}, {}, { 'current-context': '' })],
    ['a context that is not there', kubeconfig({}, {}, { 'current-context': 'gone' })],
    ['a cluster that is not there', kubeconfig({}, {}, { clusters: [] })],
    ['a user that is not there', kubeconfig({}, {}, { users: [] })],
    ['broken YAML', 'clusters: [}'],
    ['text', 'hello'],
    ['nothing', ''],
  ])('is left to a complete reader when it has %s', (_what, config) => {
    expect(readPlainContext(config)).toBeUndefined();
  });

  it('is the one that is asked for', () => {
    const config = kubeconfig(
      {},
      { token: 'abc' },
      {
        clusters: [
          { name: 'c', cluster: { server: 'https://example:6443' } },
          { name: 'd', cluster: { server: 'https://other' } },
        ],
        contexts: [
          { name: 'here', context: { cluster: 'c', user: 'u' } },
          { name: 'there', context: { cluster: 'd' } },
        ],
      },
    );
    expect(readPlainContext(config, 'there')).toMatchObject({ server: 'https://other', token: undefined });
    expect(readPlainContext(config)).toMatchObject({ server: 'https://example:6443' });
  });
});
