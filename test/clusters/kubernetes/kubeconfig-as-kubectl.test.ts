import { mkdir, writeFile } from 'node:fs/promises';
import { basename, delimiter, dirname, isAbsolute, join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { findContext } from '../../../clusters/kubernetes/kubeconfig/contexts.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const kubectl = await execa('kubectl', ['version', '--client'], { reject: false });
const isThere = !kubectl.failed;

/** A kubeconfig in which the context `here` leads to the cluster `c` as the user `u`; then `change` is laid over it. */
function config(change: object = {}): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'here',
    clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1' } }],
    contexts: [{ name: 'here', context: { cluster: 'c', user: 'u' } }],
    users: [{ name: 'u', user: { token: 'abc' } }],
    ...change,
  });
}

const cluster = (fields: object) => config({ clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1', ...fields } }] });
const user = (fields: object) => config({ users: [{ name: 'u', user: fields }] });

/** What KUBECONFIG names: files by name, or by `-` one that is not there. */
type Files = Record<string, string>;

async function inFolder<T>(files: Files, use: (environment: Record<string, string>) => Promise<T>): Promise<T> {
  await using folder = await temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder.path, name);
    await mkdir(dirname(path), { recursive: true });
    if (!name.startsWith('-')) await writeFile(path, text);
  }
  const paths = Object.keys(files).filter((name) => !name.startsWith('+'));
  return await use({
    PATH: process.env['PATH'] ?? '',
    HOME: folder.path,
    KUBECONFIG: paths.map((name) => join(folder.path, name)).join(delimiter),
  });
}

function run(environment: Record<string, string>, ...words: string[]) {
  return execa('kubectl', words, { env: environment, extendEnv: false, reject: false, stdin: 'ignore' });
}

/** kubectl shows file names as they are written. */
function expectSameFile(ours: string, theirs: unknown): void {
  expect(basename(ours)).toBe(theirs ?? '');
  expect(ours === '' || isAbsolute(ours)).toBe(true);
}

interface Minified {
  'current-context': string;
  clusters: { name: string; cluster: Record<string, unknown> }[];
  contexts: { context: { namespace?: string } }[];
  users: { name: string; user: Record<string, unknown> }[];
}

describe.skipIf(!isThere)('a kubeconfig that kubectl accepts means the same to us', () => {
  const other = config({
    'current-context': 'there',
    clusters: [
      { name: 'c', cluster: { server: 'https://second' } },
      { name: 'd', cluster: { server: 'https://third' } },
    ],
    contexts: [{ name: 'there', context: { cluster: 'd', user: 'u', namespace: 'far' } }],
    users: [{ name: 'u', user: { token: 'second', tokenFile: 'token' } }],
  });

  it.each<[string, Files, { context?: string }?]>([
    ['of one file', { one: config() }],
    ['with a namespace', { one: config({ contexts: [{ name: 'here', context: { cluster: 'c', user: 'u', namespace: 'mine' } }] }) }],
    ['of two files, where the first has the last word', { one: config(), two: other }],
    ['of two files in the other order', { two: other, one: config() }],
    ['of two files, by a context of the second', { one: config(), two: other }, { context: 'there' }],
    ['where a named file is missing', { '-gone': '', one: config() }],
    ['where the same file is named twice', { one: config(), './one': config() }],
    ['whose first file has no current context', { one: config({ 'current-context': '' }), two: other }],
    ['whose first file is empty', { one: '', two: other }],
    [
      'with files beside each kubeconfig',
      { 'a/one': cluster({ 'certificate-authority': 'ca.pem' }), 'a/+': '', 'b/two': other, '+a/ca.pem': '' },
    ],
    ['with the same key twice', { one: `${config()}\nusers: [{ name: u, user: { token: last } }]\n` }],
    ['with a token that looks like a day', { one: config().replace('token: abc', 'token: 2020-01-01') }],
    ['with a token that looks like a time', { one: config().replace('token: abc', 'token: 190:20:30') }],
    ['with fields from tomorrow', { one: cluster({ tomorrow: [1, { a: 2 }] }) }],
    ['with nothing where nothing is needed', { one: config({ preferences: null, extensions: null }) }],
    ['as JSON', { one: JSON.stringify(parse(config())) }],
    ['with a server without a scheme', { one: cluster({ server: '127.0.0.1:1' }) }],
    ['with a server of a path', { one: cluster({ server: 'https://127.0.0.1:1/k8s/clusters/a' }) }],
  ])('%s', async (_what, files, chosen) => {
    // Where the row has no choice, this is the runner's own last argument.
    const context = typeof chosen?.context === 'string' ? chosen.context : undefined;
    await inFolder(files, async (environment) => {
      const words = context === undefined ? [] : ['--context', context];
      const { stdout } = await run(environment, 'config', 'view', '--minify', '--raw', '-o', 'json', ...words);
      const theirs = JSON.parse(stdout) as Minified;
      const ours = await findContext({ environment, context });
      expect(ours.name).toBe(theirs['current-context']);
      expect([ours.clusterName, ours.userName]).toEqual([theirs.clusters[0]?.name, theirs.users[0]?.name]);
      expect(ours.cluster.server).toBe(theirs.clusters[0]?.cluster['server']);
      expectSameFile(ours.cluster.authority.file, theirs.clusters[0]?.cluster['certificate-authority']);
      expect(ours.user.token).toBe(theirs.users[0]?.user['token'] ?? '');
      expectSameFile(ours.user.tokenFile, theirs.users[0]?.user['tokenFile']);
      expect(ours.namespace).toBe(theirs.contexts[0]?.context.namespace ?? 'default');
    });
  });
});

describe.skipIf(!isThere)('a kubeconfig that kubectl does not use is refused with a sentence', () => {
  const program = (fields: object) =>
    user({ exec: { apiVersion: 'client.authentication.k8s.io/v1', command: 'true', interactiveMode: 'Never', ...fields } });

  it.each<[string, Files, RegExp]>([
    ['broken YAML', { one: 'clusters: [}' }, /one cannot be read: .* Check the file\.$/],
    ['text', { one: 'hello' }, /cannot be read: it is not a mapping/],
    ['a list', { one: '[1]' }, /cannot be read: it is not a mapping/],
    ['another kind of file', { one: config({ apiVersion: 'v2' }) }, /it is a Config of v2, not a Config of v1/],
    ['one broken file of two', { one: config(), two: '{' }, /two cannot be read/],
    ['a number for text', { one: user({ token: 123 }) }, /users\[0\]\.user\.token is not text/],
    ['a word that YAML takes for true', { one: config().replace('token: abc', 'token: yes') }, /users\[0\]\.user\.token is not text/],
    ['a letter that YAML takes for true', { one: config().replace('token: abc', 'token: y') }, /users\[0\]\.user\.token is not text/],
    ['a text for true', { one: cluster({ 'insecure-skip-tls-verify': 'true' }) }, /insecure-skip-tls-verify is neither true nor false/],
    ['what is no list', { one: config({ users: { u: {} } }) }, /users is not a list/],
    ['a user twice', { one: config({ users: [{ name: 'u' }, { name: 'u' }] }) }, /users has "u" twice/],
    [
      'certificates that are not Base64',
      { one: cluster({ 'certificate-authority-data': '!!' }) },
      /certificate-authority-data is not Base64/,
    ],
    [
      'a current context that is not there',
      { one: config({ 'current-context': 'gone' }) },
      /has no context "gone"\. Choose one of: here\./,
    ],
    ['no server', { one: cluster({ server: '', 'tls-server-name': 'x' }) }, /the cluster "c" has no server/],
    [
      'a server of another kind',
      { one: cluster({ server: 'ftp://127.0.0.1:1' }) },
      /the server "ftp:.*" of the cluster "c" is not an address/,
    ],
    ['a cluster that is not there', { one: config({ clusters: [] }) }, /its cluster "c" is not there/],
    ['a user that is not there', { one: config({ users: [] }) }, /its user "u" is not there/],
    ['a token and a password', { one: user({ token: 'a', username: 'b', password: 'c' }) }, /a token and a user name with a password/],
    ['a certificate without a key', { one: user({ 'client-certificate-data': 'YQ==' }) }, /a client-certificate without a client-key/],
    [
      'a certificate twice',
      { one: user({ 'client-certificate-data': 'YQ==', 'client-certificate': 'a', 'client-key': 'a' }) },
      /client-certificate and client-certificate-data/,
    ],
    [
      'an authority and no verification',
      { one: cluster({ 'certificate-authority-data': 'YQ==', 'insecure-skip-tls-verify': true }) },
      /only one can be meant/,
    ],
    ['groups without a user to act as', { one: user({ 'as-groups': ['x'] }) }, /without a user \(as\)/],
    [
      'an auth-provider',
      { one: user({ 'auth-provider': { name: 'oidc-old' } }) },
      /the auth-provider "oidc-old", which Kubernetes has removed/,
    ],
    ['a proxy of another kind', { one: cluster({ 'proxy-url': 'ftp://proxy' }) }, /the proxy-url "ftp:\/\/proxy" .* http, https or socks5/],
    ['a program without a command', { one: program({ command: '' }) }, /has no command/],
    [
      'a program of an old version',
      { one: program({ apiVersion: 'client.authentication.k8s.io/v1alpha1' }) },
      /v1alpha1", which is not known/,
    ],
    ['a program that does not say whether it asks', { one: program({ interactiveMode: undefined }) }, /the interactiveMode ""/],
    ['a program that says it wrongly', { one: program({ interactiveMode: 'Sometimes' }) }, /the interactiveMode "Sometimes"/],
    ['a program with a nameless variable', { one: program({ env: [{ name: '', value: 'a' }] }) }, /an environment variable without a name/],
    ['no current context', { one: config({ 'current-context': '' }) }, /names no current context\. Choose one of: here\./],
    ['no kubeconfig', { '-none': '' }, /is not there or says nothing\. Name a kubeconfig, or set KUBECONFIG\.$/],
    ['an empty kubeconfig', { one: '' }, /is not there or says nothing/],
  ])('%s', async (_what, files, sentence) => {
    await inFolder(files, async (environment) => {
      await expect(findContext({ environment })).rejects.toMatchObject({
        name: 'ClusterUnreachable',
        message: expect.stringMatching(sentence),
      });
      const theirs = await run(environment, 'get', '--raw', '/version', '--request-timeout=3s');
      expect(theirs.exitCode).not.toBe(0);
      // It did not even try to reach the server that the file names.
      expect(theirs.stderr).not.toContain('127.0.0.1:1 was refused');
    });
  });
});
