import type { Clock } from '../../clusters/clock.ts';
import type { Log } from '../../clusters/log.ts';
import { unlessAborted } from '../../clusters/unless-aborted.ts';
import type { InstallOptions } from '../../engine/operator/install/options.ts';
import type { LocalOperators } from '../../engine/services/installations/installation-ports.ts';
import { entryPoints } from '../entry-points.ts';
import { type OperatorChild, startOperatorChild } from './operator-child.ts';
import type { RememberedOperators } from './remembered-operators.ts';

export interface LocalOperatorsOptions {
  /** Where kubectl would find the cluster. */
  addressOf(cluster: string): Promise<ClusterAddress>;
  remembered: RememberedOperators;
  /** Whether this process goes on after what was asked of it, as `serve` does. */
  lasts: boolean;
  /** Default: ours. */
  program?: URL | undefined;
  clock: Clock;
  log: Log;
}

export interface ClusterAddress {
  kubeconfig: string | null;
  context: string | null;
}

/** What the host itself does with them. */
export interface HostedOperators extends LocalOperators {
  /** Clusters whose operator this process runs. */
  clusters(): string[];
  /** Ends them; they belong to this machine all the same. */
  stopAll(): Promise<void>;
}

/** Operators of this machine that work on a cluster elsewhere, one a cluster, each a child process that ends with this one. */
export function createLocalOperators(options: LocalOperatorsOptions): HostedOperators {
  const { addressOf, remembered, lasts, program = entryPoints.operator, clock, log } = options;
  const children = new Map<string, OperatorChild>();

  async function end(cluster: string): Promise<void> {
    const child = children.get(cluster);
    children.delete(cluster);
    await child?.stop();
  }

  return {
    async start(cluster, chosen, { onLine, signal }) {
      const programArguments = argumentsOf(await addressOf(cluster), chosen);
      // Asked for twice, it is there after the first.
      const child =
        children.get(cluster) ??
        startOperatorChild({ cluster, program, programArguments, onLine, clock, log: log.child({ part: 'operator', cluster }) });
      children.set(cluster, child);
      try {
        await unlessAborted(child.atWork, signal);
      } catch (error) {
        await end(cluster);
        throw error;
      }
      remembered.add(cluster);
    },
    async stop(cluster) {
      remembered.remove(cluster);
      await end(cluster);
    },
    rest: end,
    belongHere: (cluster) => lasts && remembered.list().includes(cluster),
    isRunning: (cluster) => children.get(cluster)?.isRunning() === true,
    clusters: () => [...children.keys()],
    stopAll: async () => void (await Promise.all([...children.keys()].map(end))),
  };
}

/** The command line of an operator that works on a cluster from outside, as an installation was chosen. Pure. */
export function argumentsOf({ kubeconfig, context }: ClusterAddress, options: InstallOptions): string[] {
  return [
    ...flag('--kubeconfig', kubeconfig),
    ...flag('--context', context),
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
