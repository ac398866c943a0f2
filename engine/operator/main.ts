/** The operator as a process of its own, in a cluster or beside one: `node engine/operator/main.ts [--kubeconfig FILE] ...`. */
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { pathToFileURL } from 'node:url';
import pino from 'pino';
import { systemClock } from '../../clusters/clock.ts';
import { createKubernetesCluster } from '../../clusters/kubernetes/kubernetes-cluster.ts';
import type { Log } from '../../clusters/log.ts';
import { loadCatalog } from './catalog.ts';
import { serviceNames } from './certificates/server-names.ts';
import { type Flags, readFlags, usage } from './flags.ts';
import { createOperator } from './operator.ts';
import type { OperatorOptions } from './operator-options.ts';
import { explainListening } from './port-in-use.ts';
import { startHealthServer } from './runtime/health-server.ts';

/** What the downward API of a pod says. */
const { POD_NAME: podName = hostname(), POD_NAMESPACE: podNamespace } = process.env;

await main();

async function main(): Promise<void> {
  const flags = flagsOrExit();
  // A plain stream, not pino's own destination: that one writes for ever, blocking, when whoever read the log is gone.
  const log: Log = pino({ name: 'slipway-operator', serializers: { error: pino.stdSerializers.err } }, process.stdout);
  process.stdout.on('error', () => {}); // Nobody is left to tell.
  try {
    await run(flags, log);
  } catch (error) {
    // Whoever runs it starts it again.
    log.error({ error }, 'the operator cannot run');
    process.exitCode = 1;
  }
  // Read on, the lifeline would keep a process that has ended its work.
  if (flags.lifeline) process.stdin.destroy();
}

async function run(flags: Flags, log: Log): Promise<void> {
  const operator = createOperator(await optionsOf(flags, log));
  const { readiness, metrics: registry } = operator;
  const address = { host: flags.metricsHost, port: flags.metricsPort };
  await using health = await startHealthServer({ ...address, registry, readiness }).catch((error: unknown) => {
    throw explainListening(error, { ...address, flag: '--metrics-port' });
  });
  log.info({ port: health.port }, 'metrics and health are served');
  endOn(() => void operator.stop(), flags);
  try {
    await operator.start();
    log.info({ ready: true }, 'the operator is at work');
  } catch (error) {
    // Asked to end while it started, it has not failed: `ended` knows.
    await operator.ended;
    log.info({ reason: String(error) }, 'the operator ended before it was ready');
  }
  await operator.ended;
}

function endOn(end: () => void, { lifeline }: Flags): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, end);
  // Without its parent nobody waits for it: what it was at is ended in order, and the Lease is released.
  if (lifeline) process.stdin.resume().once('end', end).once('error', end);
}

async function optionsOf(flags: Flags, log: Log): Promise<OperatorOptions> {
  const { kubeconfig, context, watchNamespace, installKinds, namespace = podNamespace ?? 'slipway-system' } = flags;
  // Whoever starts the operator chooses its kubeconfig, and with it the program for credentials: as with kubectl.
  const consent = async () => true;
  return {
    cluster: createKubernetesCluster({ kubeconfigPath: kubeconfig, context, consent, clock: systemClock, log }),
    catalog: await loadCatalog(catalogFolder(flags.catalog)),
    clock: systemClock,
    random: Math.random,
    log,
    identity: `${podName}_${randomBytes(4).toString('hex')}`,
    leaderElection: flags.leaderElect,
    namespace,
    watchNamespace,
    installKinds,
    simulate: flags.simulate ?? null,
    webhooks: webhooksOf(flags, namespace),
  };
}

function webhooksOf({ webhooks, metricsHost: host }: Flags, namespace: string): OperatorOptions['webhooks'] {
  if (!webhooks) return undefined;
  const { port, service, certificates } = webhooks;
  if (certificates.from === 'files') return { host, port, certificates };
  return { host, port, certificates: { ...certificates, secret: service, names: serviceNames(service, namespace) } };
}

function catalogFolder(path: string | undefined): URL {
  return path === undefined ? new URL('../../resources/catalog/', import.meta.url) : pathToFileURL(`${path}/`);
}

function flagsOrExit(): Flags {
  try {
    const flags = readFlags(process.argv.slice(2));
    if (flags !== 'help') return flags;
    process.stdout.write(`${usage}\n`);
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
    process.exit(2);
  }
}
