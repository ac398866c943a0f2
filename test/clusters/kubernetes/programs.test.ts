import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../clusters/clock.ts';
import { pods } from '../../../clusters/kinds.ts';
import type { Consent, ProgramRequest } from '../../../clusters/kubernetes/credentials/program-credentials.ts';
import { createKubernetesCluster } from '../../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../../clusters/log.ts';
import { eventually } from '../../helpers/eventually.ts';
import { answerJson, kubeconfigFor, statusBody } from '../../helpers/scripted-api-server.ts';
import { onePod, type SecureApiServer, secureApiServer } from '../../helpers/secure-api-server.ts';
import { SimulatedClock } from '../../helpers/simulated-clock.ts';
import { type TemporaryFolder, temporaryFolder } from '../../helpers/temporary-folder.ts';

const key = { namespace: 'default', name: 'web' };
const v1 = 'client.authentication.k8s.io/v1';

interface Setting {
  server: SecureApiServer;
  folder: TemporaryFolder;
}

/** A program of the test's own, in JavaScript; `folder` is where it keeps what it was told. */
async function programOf({ folder }: Setting, source: string): Promise<string> {
  const path = join(folder.path, 'give-credentials.mjs');
  const prelude = `#!${process.execPath}
import { appendFileSync, writeFileSync } from 'node:fs';
const say = (status) => console.log(JSON.stringify({ kind: 'ExecCredential', apiVersion: JSON.parse(process.env.KUBERNETES_EXEC_INFO).apiVersion, status }));
appendFileSync(${JSON.stringify(join(folder.path, 'runs'))}, process.env.KUBERNETES_EXEC_INFO + '\\n');
`;
  await writeFile(path, `${prelude}${source}\n`);
  await chmod(path, 0o755);
  return path;
}

function runsOf({ folder }: Setting): Promise<string[]> {
  return readFile(join(folder.path, 'runs'), 'utf8').then(
    (text) => text.trim().split('\n'),
    () => [],
  );
}

const allowed: Consent = async () => true;

function clusterOf(
  { server }: Setting,
  exec: object,
  options: { consent?: Consent | undefined; clock?: SimulatedClock; cluster?: object } = {},
) {
  const program = { apiVersion: v1, interactiveMode: 'Never', ...exec };
  return createKubernetesCluster({
    kubeconfig: kubeconfigFor(`https://127.0.0.1:${server.port}`, { exec: program }, { ...server.trust, ...options.cluster }),
    consent: 'consent' in options ? options.consent : allowed,
    environment: { PATH: process.env['PATH'], HERE: 'yes' },
    log: silentLog,
    clock: options.clock ?? systemClock,
  });
}

async function withServer(use: (setting: Setting) => Promise<void>, answer = onePod): Promise<void> {
  await using server = await secureApiServer({ answer });
  await using folder = await temporaryFolder();
  await use({ server, folder });
}

describe('a program for credentials', () => {
  it.each([v1, 'client.authentication.k8s.io/v1beta1'])('of %s gives a token, once for all who wait', (apiVersion) =>
    withServer(async (setting) => {
      const command = await programOf(setting, `say({ token: process.argv[2] + process.env.HERE + process.env.MORE });`);
      const cluster = clusterOf(setting, { apiVersion, command, args: ['a'], env: [{ name: 'MORE', value: 'so' }] });
      await Promise.all([cluster.get(pods, key), cluster.get(pods, key)]);
      await cluster.get(pods, key);
      expect(setting.server.requests.map(({ headers }) => headers.authorization)).toEqual(Array(3).fill('Bearer ayesso'));
      expect(await runsOf(setting)).toEqual([JSON.stringify({ kind: 'ExecCredential', apiVersion, spec: { interactive: false } })]);
    }),
  );

  it('is told about the cluster when it wants to know', () =>
    withServer(async (setting) => {
      const command = await programOf(setting, `say({ token: 'a' });`);
      const extensions = [{ name: 'client.authentication.k8s.io/exec', extension: { audience: 'x' } }];
      await clusterOf(setting, { command, provideClusterInfo: true }, { cluster: { extensions } }).get(pods, key);
      const [told = ''] = await runsOf(setting);
      expect(JSON.parse(told)).toMatchObject({
        spec: { cluster: { server: `https://127.0.0.1:${setting.server.port}`, ...setting.server.trust, config: { audience: 'x' } } },
      });
    }));

  it('gives a client certificate', () =>
    withServer(async (setting) => {
      const { clientCertificate: clientCertificateData, clientKey: clientKeyData } = setting.server.certificates;
      const command = await programOf(setting, `say(${JSON.stringify({ clientCertificateData, clientKeyData })});`);
      await clusterOf(setting, { command }).get(pods, key);
      expect(setting.server.requests[0]?.certificate).toBe('slipway-admin');
    }));

  it('runs again when what it gave has expired', () =>
    withServer(async (setting) => {
      const clock = new SimulatedClock();
      const expirationTimestamp = new Date(clock.now() + 60_000).toISOString();
      const command = await programOf(setting, `say({ token: 'a', expirationTimestamp: '${expirationTimestamp}' });`);
      const cluster = clusterOf(setting, { command }, { clock });
      await cluster.get(pods, key);
      await clock.advance(59_000);
      await cluster.get(pods, key);
      expect(await runsOf(setting)).toHaveLength(1);
      await clock.advance(1_000);
      await cluster.get(pods, key);
      expect(await runsOf(setting)).toHaveLength(2);
    }));

  it('runs again when the server does not accept what it gave, but not without end', async () => {
    let refused = 0;
    await withServer(
      async (setting) => {
        const clock = new SimulatedClock();
        const command = await programOf(setting, `say({ token: 'a' });`);
        const cluster = clusterOf(setting, { command }, { clock });
        await cluster.get(pods, key);
        await clock.advance(60_000);
        refused = 1;
        expect(await cluster.get(pods, key)).toMatchObject({ metadata: { name: 'web' } });
        expect(await runsOf(setting)).toHaveLength(2);
        refused = 100;
        for (let time = 0; time < 3; time++) await expect(cluster.get(pods, key)).rejects.toMatchObject({ code: 401 });
        expect(await runsOf(setting)).toHaveLength(2);
      },
      (request, response) => (refused-- > 0 ? answerJson(response, 401, statusBody(401, 'Unauthorized')) : onePod(request, response)),
    );
  });

  it('runs only with consent, which is told all about it', () =>
    withServer(async (setting) => {
      const command = await programOf(setting, `say({ token: 'a' });`);
      const asked: ProgramRequest[] = [];
      const consent: Consent = async (request) => {
        asked.push(request);
        return false;
      };
      const exec = { command, args: ['login'], env: [{ name: 'A', value: 'b' }] };
      const outcome = clusterOf(setting, exec, { consent }).get(pods, key);
      await expect(outcome).rejects.toThrow(
        /the kubeconfig given wants the program .* to be run for the context "scripted", and that was not allowed/,
      );
      expect(asked).toEqual([{ ...exec, kubeconfig: 'given', context: 'scripted', server: `https://127.0.0.1:${setting.server.port}` }]);
      await expect(clusterOf(setting, exec, { consent: undefined }).get(pods, key)).rejects.toThrow('was not allowed');
      expect(await runsOf(setting)).toEqual([]);
      expect(setting.server.requests).toEqual([]);
    }));

  it('is not run where a token or a certificate is there', () =>
    withServer(async (setting) => {
      const exec = { apiVersion: v1, command: 'never', interactiveMode: 'Never' };
      const { clientCertificate, clientKey } = setting.server.certificates;
      const certificate = {
        'client-certificate-data': Buffer.from(clientCertificate).toString('base64'),
        'client-key-data': Buffer.from(clientKey).toString('base64'),
      };
      for (const user of [
        { token: 'mine', exec },
        { ...certificate, exec },
      ]) {
        const kubeconfig = kubeconfigFor(`https://127.0.0.1:${setting.server.port}`, user, setting.server.trust);
        await createKubernetesCluster({ kubeconfig, log: silentLog, clock: systemClock }).get(pods, key);
      }
      expect(setting.server.requests.map(({ headers, certificate: shown }) => headers.authorization ?? shown)).toEqual([
        'Bearer mine',
        'slipway-admin',
      ]);
    }));

  it('is ended when nobody waits for it any more', () =>
    withServer(async (setting) => {
      const pid = join(setting.folder.path, 'pid');
      const command = await programOf(setting, `writeFileSync(${JSON.stringify(pid)}, String(process.pid)); setInterval(() => {}, 1000);`);
      const cluster = clusterOf(setting, { command });
      const [first, second] = [new AbortController(), new AbortController()];
      const asked = [first, second].map(({ signal }) => cluster.get(pods, key, { signal }));
      const outcomes = Promise.allSettled(asked);
      const number = Number(await eventually(() => readFile(pid, 'utf8')));
      first.abort(new Error('first'));
      await expect(asked[0]).rejects.toThrow('first');
      expect(isRunning(number)).toBe(true);
      second.abort(new Error('second'));
      await expect(asked[1]).rejects.toThrow('second');
      await eventually(() => !isRunning(number));
      await outcomes;
    }));

  it('is ended when it takes too long', () =>
    withServer(async (setting) => {
      const clock = new SimulatedClock();
      const command = await programOf(setting, `process.stderr.write('waiting for the browser'); setInterval(() => {}, 1000);`);
      const outcome = expect(clusterOf(setting, { command }, { clock }).get(pods, key)).rejects.toThrow(/did not end within 180 s/);
      await eventually(async () => (await runsOf(setting)).length === 1);
      await clock.advance(180_000);
      await outcome;
    }));

  it.each<[string, string, RegExp]>([
    [
      'that fails',
      `process.stderr.write('\\u001b[31mnot\\nlogged in\\u001b[0m'); process.exit(3);`,
      /No credentials for https:\/\/127.*: the program .* ended with 3: not logged in\. Check the user/,
    ],
    ['that prints no JSON', `console.log('secret');`, /ran, but it did not print JSON\. (?!.*secret)/],
    ['that prints null', `console.log('null');`, /ran, but it printed something else than an ExecCredential/],
    [
      'of another version',
      `console.log('{"kind":"ExecCredential","apiVersion":"other"}');`,
      /an ExecCredential of other, where the kubeconfig says client\.auth/,
    ],
    ['without a status', `say(undefined);`, /without a status/],
    ['that gives nothing', `say({});`, /neither a token nor a certificate/],
    ['that gives half', `say({ clientCertificateData: 'x' });`, /only one of a certificate and its key/],
    ['that gives no certificate', `say({ clientCertificateData: 'x', clientKeyData: 'y' });`, /No credentials for .*PEM/i],
    ['that gives a number', `say({ token: 1 });`, /a field of the wrong type/],
    ['that gives what no header can have', `say({ token: 'a\\nb' });`, /the token has characters that no token can have/],
    ['that expires never', `say({ token: 'a', expirationTimestamp: 'never' });`, /the expirationTimestamp "never", which is not a time/],
  ])('%s is a sentence', (_what, source, sentence) =>
    withServer(async (setting) => {
      const command = await programOf(setting, source);
      await expect(clusterOf(setting, { command }).get(pods, key)).rejects.toMatchObject({
        name: 'ClusterUnreachable',
        message: expect.stringMatching(sentence),
      });
    }),
  );

  it('that is not there is said with its hint, and one that needs a terminal too', () =>
    withServer(async (setting) => {
      const missing = clusterOf(setting, { command: 'no-such-program-here', installHint: 'Get it from\n\u001b[1mexample.com' });
      await expect(missing.get(pods, key)).rejects.toThrow(
        /the program no-such-program-here is not there, or not on the PATH\. Get it from example\.com\. Check the user in the kubeconfig\./,
      );
      const asking = clusterOf(setting, { command: 'true', interactiveMode: 'Always' });
      await expect(asking.get(pods, key)).rejects.toThrow('asks questions on a terminal, and there is none here');
    }));
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
