/** The sandbox's API server and machinery for a test: real ones, in a folder of the test's own. */
import { join } from 'node:path';
import { systemClock } from '../../../clusters/clock.ts';
import type { Cluster } from '../../../clusters/cluster.ts';
import { silentLog } from '../../../clusters/log.ts';
import { createApiServer } from '../../../clusters/sandbox/api/server.ts';
import { ensureFleet } from '../../../clusters/sandbox/fleet/fleet.ts';
import type { ImageTable } from '../../../clusters/sandbox/images.ts';
import { type Machinery, startMachinery } from '../../../clusters/sandbox/machinery.ts';
import { createLatePodRuntime } from '../../../clusters/sandbox/node/late-pod-runtime.ts';

export interface RunningMachinery extends AsyncDisposable {
  cluster: Cluster;
  machinery: Machinery;
}

const echoContainer = new URL('./node/fixtures/echo-container.ts', import.meta.url);

/** `node ...` images are commands; everything else is the echo container. */
export const testImages: ImageTable = (image) =>
  image.startsWith('node')
    ? { run: 'command', prefix: [], command: [process.execPath], note: 'a command of the host runs in its place.' }
    : { run: 'shared', module: echoContainer, note: 'an echo server runs in its place.' };

/** Starts on what the folder holds: a second start on the same folder is a restart. */
export async function runningMachinery(folder: string): Promise<RunningMachinery> {
  const podRuntime = createLatePodRuntime();
  const server = createApiServer({ storage: join(folder, 'sandbox.db'), clock: systemClock, log: silentLog, podRuntime });
  const cluster = server.cluster();
  await ensureFleet(cluster);
  const machinery = await startMachinery({
    cluster,
    images: testImages,
    dataDirectory: folder,
    rootCertificate: 'a certificate',
    clock: systemClock,
    random: Math.random,
    log: silentLog,
  });
  podRuntime.set(machinery.agent);
  return {
    cluster,
    machinery,
    async [Symbol.asyncDispose]() {
      await machinery.stop();
      await server.close();
    },
  };
}
