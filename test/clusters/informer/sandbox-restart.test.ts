import { join } from 'node:path';
import { expect, it } from 'vitest';
import { systemClock } from '../../../clusters/clock.ts';
import { createInformer } from '../../../clusters/informer/create-informer.ts';
import { configMaps } from '../../../clusters/kinds.ts';
import { createKubernetesCluster } from '../../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../../clusters/log.ts';
import { createCertificates, type ServerCertificates } from '../../../clusters/sandbox/api/certificates.ts';
import { writeKubeconfig } from '../../../clusters/sandbox/api/kubeconfig.ts';
import { createApiServer } from '../../../clusters/sandbox/api/server.ts';
import { eventually } from '../../helpers/eventually.ts';
import { noPods } from '../../helpers/no-pods.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const [clock, log, namespace] = [systemClock, silentLog, 'default'];

function openServer(folder: string) {
  return createApiServer({ storage: join(folder, 'sandbox.db'), clock, log, podRuntime: noPods });
}

async function serveOn(folder: string, certificates: ServerCertificates, port: number) {
  const server = openServer(folder);
  const { url } = await server.listen({ host: '127.0.0.1', port, certificates });
  return { server, cluster: server.cluster(), url };
}

it('a cache hears after a restart of the sandbox what it missed, deletions too', async () => {
  await using folder = await temporaryFolder();
  const certificates = await createCertificates(clock.now());
  const kubeconfigPath = join(folder.path, 'kubeconfig');
  const first = await serveOn(folder.path, certificates, 0);
  await writeKubeconfig(kubeconfigPath, { url: first.url, certificates });
  for (const name of ['stays', 'goes']) await first.cluster.create(configMaps, { metadata: { namespace, name } });
  const end = new AbortController();
  const informer = createInformer({
    cluster: createKubernetesCluster({ kubeconfigPath, clock, log }),
    kind: configMaps,
    namespace,
    clock,
    random: () => 0,
    log,
    signal: end.signal,
  });
  await informer.synced;
  const versionBefore = Number(informer.get({ namespace, name: 'goes' })?.metadata.resourceVersion);

  await first.server.close();
  await eventually(() => informer.freshness.state === 'stale');
  const unserved = openServer(folder.path);
  await unserved.cluster().delete(configMaps, { namespace, name: 'goes' });
  await unserved.close();

  const { server, cluster } = await serveOn(folder.path, certificates, Number(new URL(first.url).port));
  const created = await cluster.create(configMaps, { metadata: { namespace, name: 'comes' } });
  expect(Number(created.metadata.resourceVersion)).toBeGreaterThan(versionBefore);
  await eventually(() => informer.get({ namespace, name: 'comes' }), { timeoutMs: 20_000 });
  expect(informer.list().map(({ metadata }) => metadata.name)).toEqual(expect.arrayContaining(['stays', 'comes']));
  expect(informer.get({ namespace, name: 'goes' })).toBeUndefined();
  expect(informer.freshness.state).toBe('live');
  end.abort();
  await server.close();
});
