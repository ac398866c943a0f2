import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { systemClock } from '../../../clusters/clock.ts';
import { configMaps, namespaces } from '../../../clusters/kinds.ts';
import { createKubernetesCluster } from '../../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../../clusters/log.ts';
import { serve } from '../sandbox/api/serving.ts';

interface Kubeconfig {
  clusters: [{ cluster: Record<string, unknown> }];
  users: [{ user: Record<string, unknown> }];
}

function clusterOf(kubeconfigPath: string, context?: string) {
  return createKubernetesCluster({ kubeconfigPath, context, log: silentLog, clock: systemClock });
}

/** Rewrites a kubeconfig's only cluster and user. */
async function rewrite(path: string, change: (cluster: Record<string, unknown>, user: Record<string, unknown>) => void): Promise<void> {
  const config = parse(await readFile(path, 'utf8')) as Kubeconfig;
  change(config.clusters[0].cluster, config.users[0].user);
  await writeFile(path, stringify(config));
}

function toToken(cluster: Record<string, unknown>, user: Record<string, unknown>): void {
  delete user['client-certificate-data'];
  delete user['client-key-data'];
  delete cluster['proxy-url'];
}

describe('a kubeconfig', () => {
  it('connects with certificates that it has', async () => {
    await using server = await serve();
    expect((await clusterOf(server.kubeconfig).list(namespaces)).items.length).toBeGreaterThan(0);
  });

  it('connects with certificates in files beside it', async () => {
    await using server = await serve();
    await writeFile(join(server.folder, 'ca.pem'), server.certificates.ca);
    await writeFile(join(server.folder, 'client.pem'), server.certificates.clientCertificate);
    await writeFile(join(server.folder, 'key.pem'), server.certificates.clientKey);
    await rewrite(server.kubeconfig, (cluster, user) => {
      toToken(cluster, user);
      delete cluster['certificate-authority-data'];
      Object.assign(cluster, { 'certificate-authority': 'ca.pem' });
      Object.assign(user, { 'client-certificate': 'client.pem', 'client-key': 'key.pem' });
    });
    expect((await clusterOf(server.kubeconfig).list(namespaces)).items.length).toBeGreaterThan(0);
  });

  it('connects with a token, and with one that a file has', async () => {
    await using server = await serve();
    await rewrite(server.kubeconfig, (cluster, user) => {
      toToken(cluster, user);
      user['token'] = 'a-token';
    });
    expect((await clusterOf(server.kubeconfig).list(namespaces)).items.length).toBeGreaterThan(0);
    await writeFile(join(server.folder, 'token'), 'a-token\n');
    await rewrite(server.kubeconfig, (_cluster, user) => Object.assign(user, { token: 'old', tokenFile: 'token' }));
    expect((await clusterOf(server.kubeconfig).list(namespaces)).items.length).toBeGreaterThan(0);
  });

  it('is refused with a sentence when it is not there, or lacks the context or a file', async () => {
    await using server = await serve();
    const list = (path: string, context?: string) => clusterOf(path, context).list(configMaps);
    await expect(list(join(server.folder, 'none'))).rejects.toThrow(
      /The kubeconfig .*none cannot be read: there is no such file\. Check the file\./,
    );
    await expect(list(server.kubeconfig, 'nowhere')).rejects.toThrow(/has no context "nowhere"\. Choose one of: slipway-sandbox\./);
    await rewrite(server.kubeconfig, (cluster, user) => {
      toToken(cluster, user);
      user['tokenFile'] = 'gone';
    });
    await expect(list(server.kubeconfig)).rejects.toThrow(/No credentials for https:.*gone.* Check the user in the kubeconfig/);
  });
});
