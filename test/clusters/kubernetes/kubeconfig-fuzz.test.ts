import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { ClusterUnreachable } from '../../../clusters/api-error.ts';
import { systemClock } from '../../../clusters/clock.ts';
import { namespaces } from '../../../clusters/kinds.ts';
import { findContext, listContexts } from '../../../clusters/kubernetes/kubeconfig/contexts.ts';
import { createKubernetesCluster } from '../../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../../clusters/log.ts';

/** Fields as the format has them, and now and then anything else in their place. */
const odd = fc.oneof(
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  { weight: 1, arbitrary: fc.constantFrom('', null, 'a', '!!', '/nowhere', '../x', 'YQ==', '__proto__', true) },
);
const mostly = <T>(usual: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 6, arbitrary: usual as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: odd });
const fields = (names: readonly string[]) => fc.dictionary(fc.constantFrom(...names), odd, { maxKeys: 5 });

const name = fc.constantFrom('a', 'b', '');
const server = fc.constantFrom(
  'https://127.0.0.1:1',
  'http://127.0.0.1:1',
  '127.0.0.1:1',
  'ftp://a',
  'https://',
  'https://[::1]:1/path?x#y',
  'http://user:pass@127.0.0.1:1',
  ':',
  '\u0000',
  'https://127.0.0.1:99999',
);
const cluster = fc
  .tuple(
    mostly(server),
    fields([
      'certificate-authority',
      'certificate-authority-data',
      'insecure-skip-tls-verify',
      'tls-server-name',
      'proxy-url',
      'extensions',
      'disable-compression',
    ]),
  )
  .map(([address, others]) => ({ ...others, server: address }));
const program = fields(['apiVersion', 'command', 'args', 'env', 'interactiveMode', 'installHint', 'provideClusterInfo']);
const user = fc
  .tuple(
    fields([
      'token',
      'tokenFile',
      'username',
      'password',
      'client-certificate',
      'client-certificate-data',
      'client-key',
      'client-key-data',
      'as',
      'as-groups',
      'as-user-extra',
      'auth-provider',
    ]),
    fc.option(mostly(program), { nil: undefined }),
  )
  .map(([others, exec]) => ({ ...others, ...(exec !== undefined && { exec }) }));
const named = (field: string, value: fc.Arbitrary<unknown>) =>
  mostly(fc.array(mostly(fc.tuple(name, mostly(value)).map(([entry, content]) => ({ name: entry, [field]: content }))), { maxLength: 3 }));

const kubeconfig = fc
  .record({
    'current-context': mostly(name),
    clusters: named('cluster', cluster),
    contexts: named('context', fc.record({ cluster: mostly(name), user: mostly(name), namespace: odd })),
    users: named('user', user),
  })
  .map((config) => stringify(config));

const text = fc.oneof(
  kubeconfig,
  fc.string({ unit: 'binary' }),
  fc
    .tuple(kubeconfig, fc.nat(400), fc.string({ unit: 'binary', maxLength: 3 }))
    .map(([config, at, noise]) => config.slice(0, at) + noise + config.slice(at)),
);

/** A reader's failure is one of ours, and reads as a sentence. */
function expectSentence(error: unknown): void {
  expect(error).toBeInstanceOf(ClusterUnreachable);
  expect((error as Error).message).toMatch(/^\S.*[.]$/s);
}

describe('any text as a kubeconfig', () => {
  it('is read, or refused with a sentence', () =>
    fc.assert(
      fc.asyncProperty(text, async (config) => {
        for (const read of [findContext, listContexts]) await read({ kubeconfig: config, environment: {} }).catch(expectSentence);
      }),
      { numRuns: 400 },
    ));

  it('that is nearly right leads to a server that is not there, or to a sentence', () =>
    fc.assert(
      fc.asyncProperty(kubeconfig, async (config) => {
        const client = createKubernetesCluster({ kubeconfig: config, environment: {}, clock: systemClock, log: silentLog });
        await client.list(namespaces).then(() => expect.fail('nothing listens on port 1'), expectSentence);
      }),
      { numRuns: 100 },
    ));
});
