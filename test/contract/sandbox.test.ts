import { systemClock } from '../../clusters/clock.ts';
import { createKubernetesCluster } from '../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../clusters/log.ts';
import { type Sandbox, startSandbox } from '../../clusters/sandbox/sandbox.ts';
import { testImages } from '../clusters/sandbox/running-machinery.ts';
import { createRawRequests } from '../helpers/raw-requests.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { clusterContract } from './cluster.contract.ts';
import type { OpenSubject } from './contract.ts';

clusterContract({
  name: 'the sandbox, in process',
  imitation: true,
  overHttp: false,
  runsPods: true,
  open: () => openSandbox(({ cluster }) => ({ cluster })),
});

clusterContract({
  name: 'the sandbox, over HTTPS',
  imitation: true,
  overHttp: true,
  runsPods: true,
  open: () =>
    openSandbox(({ kubeconfigPath }) => ({
      cluster: createKubernetesCluster({ kubeconfigPath, clock: systemClock, log: silentLog }),
      raw: createRawRequests(kubeconfigPath),
    })),
});

/** A whole sandbox, with controllers and nodes, in a folder of its own. */
async function openSandbox(reach: (sandbox: Sandbox) => Omit<OpenSubject, typeof Symbol.asyncDispose>): Promise<OpenSubject> {
  const folder = await temporaryFolder();
  const sandbox = await startSandbox({
    dataDirectory: folder.path,
    images: testImages,
    clock: systemClock,
    random: Math.random,
    log: silentLog,
  });
  await sandbox.settled;
  return {
    ...reach(sandbox),
    async [Symbol.asyncDispose]() {
      await sandbox.stop();
      await folder[Symbol.asyncDispose]();
    },
  };
}
