import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { systemClock } from '../../../clusters/clock.ts';
import type { Cluster } from '../../../clusters/cluster.ts';
import { configMaps, deployments, namespaces, pods } from '../../../clusters/kinds.ts';
import { listContexts } from '../../../clusters/kubernetes/kubeconfig/contexts.ts';
import { createKubernetesCluster } from '../../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../../clusters/log.ts';
import { eventually } from '../../helpers/eventually.ts';
import { httpProxy, socksProxy } from '../../helpers/proxies.ts';
import { noRealCluster, openRealCluster, type RealCluster } from '../../helpers/real-cluster.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

interface Kubeconfig {
  'current-context': string;
  clusters: { name: string; cluster: Record<string, unknown> }[];
  users: { name: string; user: Record<string, unknown> }[];
}

describe.skipIf(noRealCluster)(`the client with a real API server${noRealCluster ? ` (skipped: ${noRealCluster})` : ''}`, () => {
  const namespace = `client-${crypto.randomUUID().slice(0, 8)}`;
  let real: RealCluster;
  let admin: Cluster;
  let minified: string;

  beforeAll(async () => {
    real = await openRealCluster();
    admin = createKubernetesCluster({ kubeconfigPath: real.kubeconfigPath, clock: systemClock, log: silentLog });
    await admin.create(namespaces, { metadata: { name: namespace } });
    const view = await execa('kubectl', ['--kubeconfig', real.kubeconfigPath, 'config', 'view', '--minify', '--raw', '--flatten']);
    minified = view.stdout;
  });
  afterAll(async () => {
    await admin?.delete(namespaces, { name: namespace });
    await real?.[Symbol.asyncDispose]();
  });

  /** The administrator's kubeconfig with other fields. */
  function clusterWith(change: (cluster: Record<string, unknown>, user: Record<string, unknown>) => void): Cluster {
    const config = parse(minified) as Kubeconfig;
    change(config.clusters[0]?.cluster ?? {}, config.users[0]?.user ?? {});
    return createKubernetesCluster({
      kubeconfig: stringify(config),
      consent: async () => true,
      environment: process.env,
      clock: systemClock,
      log: silentLog,
    });
  }

  function withoutCertificate(user: Record<string, unknown>): void {
    delete user['client-certificate-data'];
    delete user['client-key-data'];
  }

  async function serviceAccountToken(): Promise<string> {
    // The account is made by a controller, a moment after its namespace.
    const words = ['--kubeconfig', real.kubeconfigPath, '-n', namespace, 'create', 'token', 'default'];
    return eventually(async () => (await execa('kubectl', words)).stdout.trim());
  }

  it('lists the contexts of its kubeconfig', async () => {
    const [current] = (await listContexts({ kubeconfigPath: real.kubeconfigPath })).filter((context) => context.current);
    expect(current).toMatchObject({ server: expect.stringMatching(/^https:/), program: undefined });
  });

  it('is told who it is not, and what it may not do', async () => {
    const token = await serviceAccountToken();
    const account = clusterWith((_cluster, user) => {
      withoutCertificate(user);
      user['token'] = token;
    });
    await expect(account.list(pods, { namespace })).rejects.toMatchObject({
      code: 403,
      message: expect.stringMatching(
        /^pods is forbidden: User "system:serviceaccount:.*:default" cannot list .*\. Use another context, or ask/,
      ),
    });
    const stranger = clusterWith((_cluster, user) => {
      withoutCertificate(user);
      user['token'] = 'not-a-token';
    });
    await expect(stranger.list(pods, { namespace })).rejects.toMatchObject({
      code: 401,
      message: expect.stringContaining('does not know who asks'),
    });
  });

  it('shows a token of a program, and a fresh one of a file', async () => {
    const token = await serviceAccountToken();
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'token');
    await writeFile(file, token);
    const status = JSON.stringify({ kind: 'ExecCredential', apiVersion: 'client.authentication.k8s.io/v1', status: { token } });
    const byProgram = clusterWith((_cluster, user) => {
      withoutCertificate(user);
      const args = ['-e', `console.log(${JSON.stringify(status)})`];
      user['exec'] = { apiVersion: 'client.authentication.k8s.io/v1', command: process.execPath, args, interactiveMode: 'Never' };
    });
    const byFile = clusterWith((_cluster, user) => {
      withoutCertificate(user);
      user['tokenFile'] = file;
    });
    for (const cluster of [byProgram, byFile]) {
      await expect(cluster.list(pods, { namespace })).rejects.toThrow(`User "system:serviceaccount:${namespace}:default" cannot list`);
    }
  });

  it('acts for somebody else', async () => {
    const jane = clusterWith((_cluster, user) => Object.assign(user, { as: 'jane', 'as-groups': ['reviewers'] }));
    await expect(jane.list(pods, { namespace })).rejects.toThrow('User "jane" cannot list');
    const master = clusterWith((_cluster, user) => Object.assign(user, { as: 'jane', 'as-groups': ['system:masters'] }));
    expect((await master.list(pods, { namespace })).items).toEqual([]);
  });

  it.each([
    ['http', httpProxy],
    ['socks5', socksProxy],
  ] as const)('goes through a proxy of %s, watches too', async (scheme, startProxy) => {
    await using proxy = await startProxy();
    const cluster = clusterWith((fields) => Object.assign(fields, { 'proxy-url': `${scheme}://127.0.0.1:${proxy.port}` }));
    const { items, resourceVersion } = await cluster.list(configMaps, { namespace });
    const end = new AbortController();
    const created = cluster.create(configMaps, { metadata: { namespace, name: `by-${scheme}` } });
    for await (const event of cluster.watch(configMaps, { namespace, resourceVersion, signal: end.signal })) {
      if (event.type === 'ADDED' && event.object.metadata.name === `by-${scheme}`) break;
    }
    await created;
    expect(items.some(({ metadata }) => metadata.name === `by-${scheme}`)).toBe(false);
    expect(proxy.targets.length).toBeGreaterThan(0);
  });

  it('is warned of unknown fields', async () => {
    const warnings: string[] = [];
    const deployment = {
      metadata: { namespace, name: 'warned' },
      spec: {
        replicas: 0,
        replicaz: 1,
        selector: { matchLabels: { app: 'a' } },
        template: { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'a', image: 'a' }] } },
      },
    };
    await admin.create(deployments, deployment, { dryRun: true, onWarning: (message) => warnings.push(message) });
    expect(warnings).toEqual(['unknown field "spec.replicaz"']);
  });

  it('reads long lists that come packed', async () => {
    const { hostname, port } = new URL(String((parse(minified) as Kubeconfig).clusters[0]?.cluster['server']));
    await using named = await httpProxy({ alwaysTo: Number(port) });
    // Under another name than this machine's, where answers come packed.
    const cluster = clusterWith((fields) => {
      Object.assign(fields, {
        server: `https://api.invalid:${port}`,
        'tls-server-name': hostname,
        'proxy-url': `http://127.0.0.1:${named.port}`,
      });
    });
    const data = { text: 'many words '.repeat(20_000) };
    await cluster.create(configMaps, { metadata: { namespace, name: 'long' }, data });
    expect((await cluster.get(configMaps, { namespace, name: 'long' })).data).toEqual(data);
  });
});
