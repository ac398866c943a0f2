import type { Clock } from '../../clusters/clock.ts';
import type { Log } from '../../clusters/log.ts';
import { unlessAborted } from '../../clusters/unless-aborted.ts';
import type { InstallOptions } from '../../engine/operator/install/options.ts';
import type { LocalOperators } from '../../engine/services/installations/installation-ports.ts';
import { parseJson, passOn } from '../child-log.ts';
import { entryPoints } from '../entry-points.ts';
import { type KeptProcess, keepRunning } from '../kept-process.ts';

export interface LocalOperatorsOptions {
  /** Where kubectl would find the cluster. */
  addressOf(cluster: string): Promise<{ kubeconfig: string | null; context: string | null }>;
  clock: Clock;
  log: Log;
}

/** Operators of this machine that work on a cluster elsewhere, one a cluster, each a child process that ends with this one. */
export function createLocalOperators({ addressOf, clock, log }: LocalOperatorsOptions): LocalOperators & { stopAll(): Promise<void> } {
  const running = new Map<string, KeptProcess<number>>();

  async function stop(cluster: string): Promise<void> {
    const kept = running.get(cluster);
    running.delete(cluster);
    await kept?.stop();
  }

  return {
    async start(cluster, options, { onLine, signal }) {
      if (running.has(cluster)) return;
      const own = log.child({ part: 'operator', cluster });
      const kept = keepRunning({
        name: `the operator of ${cluster}`,
        program: entryPoints.operator,
        programArguments: argumentsOf(await addressOf(cluster), options),
        readReport: servedPort,
        onLine(line) {
          passOn(line, own);
          onLine(line);
        },
        clock,
        log: own,
      });
      running.set(cluster, kept);
      try {
        await unlessAborted(kept.ready, signal);
      } catch (error) {
        await stop(cluster);
        throw error;
      }
    },
    stop,
    isRunning: (cluster) => running.get(cluster)?.report() !== null && running.has(cluster),
    stopAll: async () => void (await Promise.all([...running.keys()].map(stop))),
  };
}

function argumentsOf(address: { kubeconfig: string | null; context: string | null }, options: InstallOptions): string[] {
  return [
    ...flag('--kubeconfig', address.kubeconfig),
    ...flag('--context', address.context),
    ...flag('--watch-namespace', options.scope.kind === 'namespace' ? options.scope.namespace : null),
    ...flag('--simulate', options.simulated ? options.images.simulator : null),
    '--namespace',
    options.namespace,
    '--metrics-port',
    '0',
    '--leader-elect',
    '--lifeline',
  ];
}

function flag(name: string, value: string | null): string[] {
  return value === null ? [] : [name, value];
}

/** The operator says where its metrics are once it is at work. */
function servedPort(line: string): number | null {
  const { port } = (parseJson(line) ?? {}) as { port?: unknown };
  return typeof port === 'number' ? port : null;
}
