/** Starts a sandbox on the folder given as the only argument, and prints the milliseconds until its API answered over HTTPS. */
import { systemClock } from '../../clusters/clock.ts';
import { namespaces } from '../../clusters/kinds.ts';
import { createKubernetesCluster } from '../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../clusters/log.ts';
import type { ImageTable } from '../../clusters/sandbox/images.ts';
import { startSandbox } from '../../clusters/sandbox/sandbox.ts';

const [, , dataDirectory = ''] = process.argv;
const clock = systemClock;
const log = silentLog;
const images: ImageTable = () => {
  throw new Error('This sandbox is only started; it runs no image.');
};

const began = performance.now();
const sandbox = await startSandbox({ dataDirectory, images, clock, random: Math.random, log });
await createKubernetesCluster({ kubeconfigPath: sandbox.kubeconfigPath, clock, log }).list(namespaces);
process.stdout.write(`${performance.now() - began}\n`);
await sandbox.settled;
await sandbox.stop();
process.exit(0);
