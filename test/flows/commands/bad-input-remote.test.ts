/** What a person gets at the command line whose kubeconfig leads nowhere: a sentence, what to do, and nothing remembered. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyCluster } from '../../clusters/remote/helpers/remote-world.ts';
import { freePort } from '../../helpers/free-port.ts';
import { runSlipway } from '../../helpers/running-serve.ts';
import { kubeconfigFor } from '../../helpers/scripted-api-server.ts';
import { type SecureApiServer, secureApiServer } from '../../helpers/secure-api-server.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

type Folder = Awaited<ReturnType<typeof temporaryFolder>>;

/** A JSON Web Token that ended in 2020; nobody signed it. */
const endedToken = `e30.${Buffer.from(JSON.stringify({ exp: Date.UTC(2020, 0, 31, 12) / 1000 })).toString('base64url')}.c2ln`;
const program = {
  exec: { apiVersion: 'client.authentication.k8s.io/v1', interactiveMode: 'Never', command: 'no-such-login', installHint: 'Get it.' },
};

describe('attaching a cluster is refused', () => {
  let folder: Folder;
  let server: SecureApiServer;

  beforeAll(async () => {
    folder = await temporaryFolder();
    // It knows nobody: whoever comes so far has credentials that are not good.
    server = await secureApiServer({ answer: emptyCluster(() => false) });
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  const slipway = (words: string[]) => runSlipway(words, { dataDirectory: join(folder.path, 'data') });
  const at = (port: number) => `https://127.0.0.1:${port}`;
  const reached = () => ({ server: at(server.port), cluster: server.trust });

  interface Row {
    what: string;
    to: () => Promise<{ server: string; user?: object; cluster?: object }>;
    words?: string[];
    says: string;
    fix: string;
    exit?: number;
  }

  it.each<Row>([
    {
      what: 'where nothing listens',
      to: async () => ({ server: at(await freePort()) }),
      says: 'did not answer: nothing listens there.',
      fix: 'Start the cluster, or check the address in the kubeconfig.',
    },
    {
      what: 'where the certificate is of another host',
      to: async () => ({ ...reached(), cluster: { ...server.trust, 'tls-server-name': 'prod.example.com' } }),
      says: 'its certificate is for another name.',
      fix: 'Check the address, or tls-server-name in the kubeconfig.',
    },
    {
      what: 'by a token that has ended',
      to: async () => ({ ...reached(), user: { token: endedToken } }),
      says: 'the token ended on 2020-01-31 12:00 UTC.',
      fix: 'Sign in again, or get a new kubeconfig from whoever runs the cluster.',
    },
    {
      what: 'by a program for credentials that nobody has allowed',
      to: async () => ({ ...reached(), user: program }),
      says: 'no-such-login',
      fix: '--allow-program',
      exit: 3,
    },
    {
      what: 'by a program for credentials that is not there',
      to: async () => ({ ...reached(), user: program }),
      words: ['--allow-program', 'no-such-login'],
      says: 'the program no-such-login is not there, or not on the PATH. Get it.',
      fix: 'Check the user in the kubeconfig.',
    },
    {
      what: 'by a context that is not there',
      to: async () => reached(),
      words: ['--context', 'scriptet'],
      says: 'has no context "scriptet".',
      fix: 'Did you mean "scripted"?',
    },
  ])(
    '$what',
    async ({ to, words = [], says, fix, exit = 1 }) => {
      const { server: address, user, cluster } = await to();
      const kubeconfig = join(await mkdtemp(join(folder.path, 'user-')), 'kubeconfig');
      await writeFile(kubeconfig, kubeconfigFor(address, user, cluster));
      const refused = await slipway(['cluster', 'attach', 'prod', '--kubeconfig', kubeconfig, ...words, '--json']);
      const { error } = JSON.parse(refused.stdout);
      expect(error.message).toContain(says);
      expect(refused.stderr).toContain(fix);
      expect(refused.stderr).not.toMatch(/Something in Slipway failed|Check that the cluster runs, then|^\s+at /m);
      expect(refused.exitCode).toBe(exit);
      expect(JSON.parse((await slipway(['cluster', 'list', '--json'])).stdout)).toEqual([]);
    },
    60_000,
  );
});

it('a cluster that is gone since it was attached is told as that by every command, and can still be forgotten', async () => {
  await using folder = await temporaryFolder();
  const slipway = (words: string[]) => runSlipway(words, { dataDirectory: join(folder.path, 'data') });
  const kubeconfig = join(folder.path, 'kubeconfig');
  const server = await secureApiServer({ answer: emptyCluster() });
  await writeFile(kubeconfig, kubeconfigFor(`https://127.0.0.1:${server.port}`, { token: 'known' }, server.trust));
  expect((await slipway(['cluster', 'attach', 'prod', '--kubeconfig', kubeconfig])).stderr).toBe('');
  await server[Symbol.asyncDispose]();
  for (const words of [
    ['get', '--cluster', 'prod'],
    ['install', '--cluster', 'prod', '--operator', 'local', '--yes'],
  ]) {
    const { stderr, exitCode } = await slipway(words);
    expect(stderr, words[0]).toContain('did not answer: nothing listens there. Start the cluster, or check the address in the kubeconfig.');
    expect(stderr, words[0]).not.toContain('Something in Slipway failed');
    expect(exitCode, words[0]).toBe(1);
  }
  expect((await slipway(['cluster', 'delete', 'prod', '--yes'])).stdout).toBe('The cluster prod is forgotten.');
}, 120_000);
