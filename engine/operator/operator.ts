/** The operator: controllers of all dialects on one cluster, in whichever process. */
import { Registry } from 'prom-client';
import type { Cluster } from '../../clusters/cluster.ts';
import { createInformers, type Informers } from '../../clusters/informer/informers.ts';
import type { Log } from '../../clusters/log.ts';
import type { Clock, Random } from '../contract/clock.ts';
import type { Catalog } from '../domain/catalog/catalog.ts';
import { createAimEndpointController } from './controllers/aim-endpoint/aim-endpoint.ts';
import { createAimRecipeController } from './controllers/aim-recipe.ts';
import type { ControllerDependencies } from './controllers/dependencies.ts';
import { installCustomResources } from './install-custom-resources.ts';
import { createLeaseElector } from './runtime/election/lease-elector.ts';
import { createManager } from './runtime/manager.ts';
import { createRuntimeMetrics } from './runtime/metrics.ts';
import { createApplier } from './runtime/objects/applier.ts';
import { createEventRecorder } from './runtime/objects/event-recorder.ts';

interface OperatorOptions {
  readonly cluster: Cluster;
  readonly catalog: Catalog;
  /** Shared with others in the process; absent: its own. */
  readonly informers?: Informers | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Unlike that of any other replica: a pod's name and a random part. */
  readonly identity: string;
  /** False where there can be only one replica, as inside the sandbox's process. */
  readonly leaderElection: boolean;
  /** Where the Lease is. Default `slipway-system`. */
  readonly namespace?: string | undefined;
}

export interface Operator {
  /** Installs missing kinds, fills the caches, and works once it leads. Resolves when `ready` does. */
  start(): Promise<void>;
  /** Finishes what is being reconciled, writes the last events, and releases the Lease. */
  stop(): Promise<void>;
  /** Resolves when the caches are full. Rejects when starting fails. */
  readonly ready: Promise<void>;
  /** Resolves when it has ended; rejects when it had to end by itself, as when leadership is lost. */
  readonly ended: Promise<void>;
  readonly readiness: () => 'ready' | string;
  readonly metrics: Registry;
}

export function createOperator(options: OperatorOptions): Operator {
  const { cluster, clock, random, log } = options;
  const metrics = new Registry();
  const ending = new AbortController();
  const ready = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  // Whoever waits hears of a failure; without anyone waiting it is in the log.
  for (const { promise } of [ready, ended]) promise.catch((error: unknown) => log.error({ error }, 'the operator failed'));
  const runtimeMetrics = createRuntimeMetrics(metrics);
  const recorder = createEventRecorder({ cluster, clock, log, component: 'slipway-operator' });
  const dependencies: ControllerDependencies = {
    ...options,
    informers: options.informers ?? createInformers({ cluster, clock, random, log, signal: ending.signal }),
    applier: createApplier(cluster),
    recorder,
    metrics: runtimeMetrics,
  };
  let manager: ReturnType<typeof createManager> | undefined;
  let started = false;

  return {
    async start() {
      if (started) throw new Error('The operator was started before: make another one.');
      started = true;
      void run();
      await ready.promise;
    },
    async stop() {
      ending.abort(new Error('the operator ends'));
      if (started) await ended.promise.catch(() => {});
      await recorder.flush();
    },
    ready: ready.promise,
    ended: ended.promise,
    readiness: () => manager?.readiness() ?? 'waiting for the kinds to be installed',
    metrics,
  };

  async function run(): Promise<void> {
    try {
      await installCustomResources({ cluster, clock, log, signal: ending.signal });
      const controllers = [createAimRecipeController(dependencies), createAimEndpointController(dependencies)];
      manager = createManager({ controllers, elector: electorOf(options), clock, log, metrics: runtimeMetrics });
      const running = manager.run(ending.signal);
      await Promise.race([Promise.all(controllers.map((controller) => controller.warmUp())), running]);
      ready.resolve();
      await running;
      ended.resolve();
    } catch (error) {
      ready.reject(error);
      if (ending.signal.aborted) ended.resolve();
      else ended.reject(error);
    }
  }
}

function electorOf({ leaderElection, cluster, namespace = 'slipway-system', identity, clock, random, log }: OperatorOptions) {
  if (!leaderElection) return undefined;
  return createLeaseElector({ cluster, lease: { namespace, name: 'slipway-operator' }, identity, clock, random, log });
}
