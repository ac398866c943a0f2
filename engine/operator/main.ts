/** The operator as a process of its own, in a cluster or beside one: `node engine/operator/main.ts [--kubeconfig FILE] ...`. */
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { systemClock } from '../../clusters/clock.ts';
import { createKubernetesCluster } from '../../clusters/kubernetes/kubernetes-cluster.ts';
import type { Log } from '../../clusters/log.ts';
import { loadCatalog } from './catalog.ts';
import { createOperator } from './operator.ts';
import { startHealthServer } from './runtime/health-server.ts';

const usage = `Usage: operator [--kubeconfig FILE] [--metrics-host HOST] [--metrics-port PORT] [--leader-elect] [--namespace NAMESPACE] [--catalog FOLDER]
`;

await main();

async function main(): Promise<void> {
  const flags = readFlags();
  // A plain stream, not pino's own destination: that one writes for ever, blocking, when whoever read the log is gone.
  const log: Log = pino({ name: 'slipway-operator', serializers: { error: pino.stdSerializers.err } }, process.stdout);
  process.stdout.on('error', () => {}); // Nobody is left to tell.
  // Whoever starts the operator chooses its kubeconfig, and with it the program for credentials: as with kubectl.
  const consent = async () => true;
  const cluster = createKubernetesCluster({ kubeconfigPath: flags.kubeconfig, consent, clock: systemClock, log });
  const operator = createOperator({
    cluster,
    catalog: await loadCatalog(catalogFolder(flags.catalog)),
    clock: systemClock,
    random: Math.random,
    log,
    identity: `${hostname()}_${randomBytes(4).toString('hex')}`,
    leaderElection: flags['leader-elect'],
    namespace: flags.namespace,
  });
  const { readiness, metrics: registry } = operator;
  const health = await startHealthServer({ host: flags['metrics-host'], port: Number(flags['metrics-port']), registry, readiness });
  log.info({ port: health.port }, 'metrics and health are served');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void operator.stop());
  await operator
    .start()
    .then(() => operator.ended)
    .catch(fail(log));
  await health[Symbol.asyncDispose]();
}

/** Ends the process with 1: whoever runs it starts it again. */
function fail(log: Log): (error: unknown) => void {
  return (error) => {
    log.error({ error }, 'the operator cannot run');
    process.exitCode = 1;
  };
}

function catalogFolder(path: string | undefined): URL {
  return path === undefined ? new URL('../../resources/catalog/', import.meta.url) : pathToFileURL(`${path}/`);
}

function readFlags() {
  try {
    return parseArgs({
      options: {
        kubeconfig: { type: 'string' },
        'metrics-host': { type: 'string', default: '127.0.0.1' },
        'metrics-port': { type: 'string', default: '8080' },
        'leader-elect': { type: 'boolean', default: false },
        namespace: { type: 'string' },
        catalog: { type: 'string' },
      },
    }).values;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    process.exit(2);
  }
}
