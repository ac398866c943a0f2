import { systemClock } from '../../clusters/clock.ts';
import { createKubernetesCluster } from '../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../clusters/log.ts';
import type { Sandbox } from '../../clusters/sandbox/sandbox.ts';
import { runningSandbox } from '../clusters/sandbox/running-sandbox.ts';
import { createRawRequests } from '../helpers/raw-requests.ts';
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
  const running = await runningSandbox();
  return { ...reach(running.sandbox), [Symbol.asyncDispose]: () => running[Symbol.asyncDispose]() };
}
