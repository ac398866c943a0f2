import { join } from 'node:path';
import { systemClock } from '../../clusters/clock.ts';
import { createKubernetesCluster } from '../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../clusters/log.ts';
import { createCertificates } from '../../clusters/sandbox/api/certificates.ts';
import { writeKubeconfig } from '../../clusters/sandbox/api/kubeconfig.ts';
import { createApiServer } from '../../clusters/sandbox/api/server.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { clusterContract } from './cluster.contract.ts';

const podRuntime = {
  async *logs() {
    yield 'a line';
  },
};

function openServer() {
  return createApiServer({ storage: ':memory:', clock: systemClock, log: silentLog, podRuntime });
}

clusterContract({
  name: 'the sandbox, in process',
  async open() {
    const server = openServer();
    return { ...server.cluster(), [Symbol.asyncDispose]: () => server.close() };
  },
});

clusterContract({
  name: 'the sandbox, over HTTPS',
  async open() {
    const folder = await temporaryFolder();
    const server = openServer();
    const certificates = await createCertificates(Date.now());
    const { url } = await server.listen({ host: '127.0.0.1', port: 0, certificates });
    const kubeconfigPath = join(folder.path, 'kubeconfig');
    await writeKubeconfig(kubeconfigPath, { url, certificates });
    const cluster = createKubernetesCluster({ kubeconfigPath, clock: systemClock, log: silentLog });
    return {
      ...cluster,
      async [Symbol.asyncDispose]() {
        await server.close();
        await folder[Symbol.asyncDispose]();
      },
    };
  },
});
