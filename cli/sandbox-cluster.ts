import { systemClock } from '../clusters/clock.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { createKubernetesCluster } from '../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../clusters/log.ts';
import { SlipwayError } from '../engine/contract/errors.ts';
import { dataDirectoryOf } from '../host/data-directory.ts';
import { sandboxKubeconfigOf } from '../host/sandbox-files.ts';
import { findServe } from './engine-client.ts';

/** The sandbox of the `serve` that has the data directory, reached as any other cluster. Rejects with `not_ready` when none runs. */
export async function connectSandbox(dataDirectory: string | undefined): Promise<Cluster> {
  const folder = dataDirectoryOf(dataDirectory, process.env);
  if (!(await findServe(dataDirectory))) {
    throw new SlipwayError('not_ready', `No Slipway is running on the data directory ${folder}.`, {
      fix: 'Start one with "slipway serve" (in a checkout: npm start), then try again.',
    });
  }
  return createKubernetesCluster({ name: 'sandbox', kubeconfigPath: sandboxKubeconfigOf(folder), clock: systemClock, log: silentLog });
}
