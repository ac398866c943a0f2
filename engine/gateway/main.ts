/** The gateway's process: Routes and EndpointSlices of one cluster in, OpenAI-compatible HTTP on one port. */
import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { pause, systemClock } from '../../clusters/clock.ts';
import { createInformer } from '../../clusters/informer/create-informer.ts';
import { endpointSlices } from '../../clusters/kinds.ts';
import { createKubernetesCluster } from '../../clusters/kubernetes/kubernetes-cluster.ts';
import type { Log } from '../../clusters/log.ts';
import { type Flags, readFlags, usage } from './flags.ts';
import { createGateway, type Gateway } from './gateway.ts';
import { followRoutes, routes } from './routes-from-cluster.ts';

const clock = systemClock;
// Standard output is for the ready line alone. A plain stream, not pino's own destination: that one writes again and again,
// for ever and blocking, when whoever read the log is gone.
const log: Log = pino({ serializers: { error: pino.stdSerializers.err } }, process.stderr);
process.stderr.on('error', () => {}); // Nobody is left to tell.

await main();

async function main(): Promise<void> {
  const flags = flagsOrExit();
  const stopping = new AbortController();
  const gateway = createGateway({ clock, log, newId: randomUUID });
  endOn(() => void stop(gateway, flags, stopping), flags);
  try {
    const url = await gateway.listen(flags);
    log.info({ url }, 'listening');
    await follow(gateway, flags, stopping.signal);
    process.stdout.write(`${JSON.stringify({ ready: true, url })}\n`);
  } catch (error) {
    if (stopping.signal.aborted) return;
    log.error({ error }, 'the gateway could not start');
    process.exit(1);
  }
}

function flagsOrExit(): Flags {
  try {
    const flags = readFlags(process.argv.slice(2));
    if (flags !== 'help') return flags;
    process.stdout.write(`${usage}\n`);
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${usage}\n`);
    process.exit(2);
  }
}

async function follow(gateway: Gateway, { kubeconfig, context, watchNamespace: namespace }: Flags, signal: AbortSignal): Promise<void> {
  // Whoever starts the gateway chooses its kubeconfig, and with it the program for credentials: as with kubectl.
  const consent = async () => true;
  const cluster = createKubernetesCluster({ kubeconfigPath: kubeconfig, context, consent, clock, log });
  const common = { cluster, namespace, clock, random: Math.random, log, signal };
  await followRoutes({
    routes: createInformer({ ...common, kind: routes }),
    slices: createInformer({ ...common, kind: endpointSlices, labelSelector: 'kubernetes.io/service-name' }),
    clock,
    update: gateway.update,
  });
}

function endOn(end: () => void, { lifeline }: Flags): void {
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  if (!lifeline) return;
  // Without its parent nobody waits for it, and the parent's successor wants the port.
  const endAtOnce = () => process.exit(0);
  process.stdin.resume().once('end', endAtOnce).once('error', endAtOnce);
}

/** A Service goes on sending for a moment to a pod that ends: it is served until that has come through, then it is drained. */
async function stop(gateway: Gateway, { leaveMs, drainMs }: Flags, stopping: AbortController): Promise<void> {
  log.info({ leaveMs, drainMs }, 'draining');
  gateway.leave();
  await pause(clock, leaveMs);
  const { cut } = await gateway.close({ drainMs });
  if (cut > 0) log.warn({ cut }, 'answers were cut off: they were not finished within the drain time');
  stopping.abort();
  process.exit(0);
}
