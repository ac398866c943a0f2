/** The operator: controllers of all dialects on one cluster, in whichever process. */
import { Registry } from 'prom-client';
import { createInformers } from '../../clusters/informer/informers.ts';
import { withoutKinds } from '../../clusters/informer/without-kinds.ts';
import { nodes } from '../../clusters/kinds.ts';
import type { ResourceKind } from '../../clusters/objects.ts';
import { createAimEndpointController } from './controllers/aim-endpoint/aim-endpoint.ts';
import { createAimRecipeController } from './controllers/aim-recipe.ts';
import type { ControllerDependencies } from './controllers/dependencies.ts';
import { createSimulatedFleetController } from './controllers/simulated-fleet/simulated-fleet.ts';
import { installCustomResources } from './install-custom-resources.ts';
import { lookAtNodes } from './look-at-nodes.ts';
import type { OperatorOptions } from './operator-options.ts';
import type { Controller } from './runtime/controller/controller.ts';
import { countedCluster } from './runtime/counted-cluster.ts';
import { createLeaseElector } from './runtime/election/lease-elector.ts';
import { createManager, type Manager } from './runtime/manager.ts';
import { createRuntimeMetrics } from './runtime/metrics.ts';
import { createApplier } from './runtime/objects/applier.ts';
import { createEventRecorder } from './runtime/objects/event-recorder.ts';
import { type ServedWebhooks, serveWebhooks } from './serve-webhooks.ts';
import { waitForKinds } from './wait-for-kinds.ts';

export interface Operator {
  /** Installs missing kinds or waits for them, fills the caches, and works once it leads. Resolves when `ready` does. */
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

const defaultNamespace = 'slipway-system';

export function createOperator(given: OperatorOptions): Operator {
  const metrics = new Registry();
  const options = { ...given, cluster: countedCluster(given.cluster, metrics) };
  const { cluster, clock, log } = options;
  const ending = new AbortController();
  const ready = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  // Whoever waits hears of a failure; without anyone waiting it is in the log.
  for (const { promise } of [ready, ended]) promise.catch((error: unknown) => log.error({ error }, 'the operator failed'));
  const runtimeMetrics = createRuntimeMetrics(metrics);
  const recorder = createEventRecorder({ cluster, clock, log, component: 'slipway-operator' });
  let waiting = 'waiting for the kinds to be installed';
  let running: { manager: Manager; webhooks: ServedWebhooks | undefined } | undefined;
  let started = false;
  let isAskedToEnd = false;

  return {
    async start() {
      if (started) throw new Error('The operator was started before: make another one.');
      started = true;
      void run();
      await ready.promise;
    },
    async stop() {
      isAskedToEnd = true;
      ending.abort(new Error('the operator ends'));
      if (started) await ended.promise.catch(() => {});
      await recorder.flush();
    },
    ready: ready.promise,
    ended: ended.promise,
    readiness,
    metrics,
  };

  async function run(): Promise<void> {
    try {
      await kindsAreThere();
      await work(await dependenciesOf());
      ended.resolve();
    } catch (error) {
      // Whatever still watches would keep the process for ever.
      ending.abort(error);
      ready.reject(error);
      if (isAskedToEnd) ended.resolve();
      else ended.reject(error);
    }
  }

  async function kindsAreThere(): Promise<void> {
    const common = { cluster, clock, log, signal: ending.signal };
    if (options.installKinds) await installCustomResources(common);
    else await waitForKinds({ ...common, namespace: options.watchNamespace, tell: (reason) => (waiting = reason) });
  }

  async function dependenciesOf(): Promise<ControllerDependencies> {
    const { random, watchNamespace: namespace } = options;
    const fleet = await lookAtNodes(cluster, { signal: ending.signal });
    if (fleet === 'unknown') log.warn({}, 'nodes may not be listed: GPUs are taken to be there as endpoints and recipes name them');
    const seen = fleet === 'known' ? cluster : withoutKinds(cluster, isNode, clock);
    const informers = options.informers ?? createInformers({ cluster: seen, namespace, clock, random, log, signal: ending.signal });
    const simulator = options.simulate ?? undefined;
    return { ...options, informers, fleet, simulator, applier: createApplier(cluster), recorder, metrics: runtimeMetrics };
  }

  async function work(dependencies: ControllerDependencies): Promise<void> {
    const { namespace = defaultNamespace } = options;
    const webhooks = options.webhooks && serveWebhooks(options.webhooks, namespace, dependencies);
    await using _server = webhooks?.server;
    const controllers = [...controllersOf(dependencies), ...(webhooks?.controllers ?? [])];
    const manager = createManager({ controllers, elector: electorOf(options, namespace), clock, log, metrics: runtimeMetrics });
    running = { manager, webhooks };
    // Without webhooks where they were asked for, all else is given up too.
    webhooks?.server.listening.catch((error: unknown) => ending.abort(error));
    const managing = manager.run(ending.signal);
    await Promise.race([Promise.all(controllers.map((controller) => controller.warmUp())), managing]);
    if (!ending.signal.aborted) ready.resolve();
    await managing;
    if (!isAskedToEnd) ending.signal.throwIfAborted();
  }

  function readiness(): 'ready' | string {
    if (!running) return waiting;
    const of = running.manager.readiness();
    return of === 'ready' ? (running.webhooks?.server.readiness() ?? 'ready') : of;
  }
}

function isNode({ group, plural }: ResourceKind): boolean {
  return group === nodes.group && plural === nodes.plural;
}

function controllersOf(dependencies: ControllerDependencies): Controller[] {
  const { simulator, fleet } = dependencies;
  const always = [createAimRecipeController(dependencies), createAimEndpointController(dependencies)];
  return simulator !== undefined && fleet === 'known' ? [createSimulatedFleetController(dependencies), ...always] : always;
}

function electorOf({ leaderElection, cluster, identity, clock, random, log }: OperatorOptions, namespace: string) {
  if (!leaderElection) return undefined;
  return createLeaseElector({ cluster, lease: { namespace, name: 'slipway-operator' }, identity, clock, random, log });
}
