/** A whole sandbox in the folder given as the only argument. Prints its kubeconfig's path once all of it runs; ends with its standard input. */
import { once } from 'node:events';
import { systemClock } from '../../../clusters/clock.ts';
import { silentLog } from '../../../clusters/log.ts';
import type { ImageTable } from '../../../clusters/sandbox/images.ts';
import { startSandbox } from '../../../clusters/sandbox/sandbox.ts';

const [, , dataDirectory = ''] = process.argv;
const images: ImageTable = () => {
  throw new Error('This sandbox is only asked for objects; it runs no image.');
};

const sandbox = await startSandbox({ dataDirectory, images, clock: systemClock, random: Math.random, log: silentLog });
await sandbox.settled;
process.stdout.write(`${sandbox.kubeconfigPath}\n`);
process.stdin.resume();
await once(process.stdin, 'end');
await sandbox.stop();
process.exit(0);
