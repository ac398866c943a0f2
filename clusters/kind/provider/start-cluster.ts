import type { ContainerEngine } from '../../containers/engine.ts';
import { type KnownCluster, type Progress, type ProvideRequest, ProviderError } from '../../provider.ts';
import { clusterState, startOrder } from './cluster-state.ts';
import type { KindContext } from './context.ts';
import { explainKindFailure } from './failures/explain-kind-failure.ts';
import { keepKubeconfig } from './kubeconfig.ts';
import { halfMade, notThere } from './names.ts';
import { findContainers, type NodeContainer, startContainer, startedAt, stopContainer } from './node-containers.ts';
import { bringUp } from './run-cluster.ts';

/** How long all may take after the containers run: kubelet, the API server and DNS all begin anew. */
const patienceMs = 240_000;

/** Starts the containers of a cluster's nodes, until it can be worked with. Called off, it stops those that it started. */
export async function startCluster(context: KindContext, name: string, request: Omit<ProvideRequest, 'options'>): Promise<KnownCluster> {
  const { signal, onProgress: tell = () => {} } = request;
  const engine = await context.engine();
  const record = await context.records.find(name);
  const containers = await findContainers(engine, name);
  if (containers.length === 0) throw notThere(name, record);
  if (clusterState(record, containers) === 'partial') throw halfMade(name);
  const still = startOrder(containers, record?.startOrder).filter(({ state }) => state !== 'running');
  const started: NodeContainer[] = [];
  try {
    await startEach(engine, still, { started, signal, tell });
    const since = await firstStart(engine, started);
    // Ports that the engine chooses are others than before.
    await keepKubeconfig(context, engine, name, signal);
    await bringUp(context, { name, record, containers, since, patienceMs, signal, tell });
  } catch (error) {
    const isCalledOff = signal?.aborted ?? false;
    if (isCalledOff || started.length < still.length) await Promise.all(started.map((container) => stopContainer(engine, container)));
    throw isCalledOff ? signal?.reason : error;
  }
  tell({ step: 'done', message: `The kind cluster "${name}" runs.`, fraction: 1 });
  return { name, state: 'running' };
}

/** Undefined when none was started. */
async function firstStart(engine: ContainerEngine, started: readonly NodeContainer[]): Promise<number | undefined> {
  if (started.length === 0) return undefined;
  return Math.min(...(await Promise.all(started.map((container) => startedAt(engine, container)))));
}

interface Start {
  /** Filled as containers begin to run. */
  started: NodeContainer[];
  signal: AbortSignal | undefined;
  tell: (progress: Progress) => void;
}

/** One after the other, so that each gets the address that it had. */
async function startEach(engine: ContainerEngine, containers: readonly NodeContainer[], { started, signal, tell }: Start): Promise<void> {
  for (const [index, container] of containers.entries()) {
    signal?.throwIfAborted();
    tell({ step: 'containers', message: `Starting ${container.name}`, fraction: (0.3 * index) / containers.length });
    try {
      await startContainer(engine, container);
    } catch (error) {
      throw whyNotStarted(container, error);
    }
    started.push(container);
  }
  signal?.throwIfAborted();
}

function whyNotStarted({ name, cluster }: NodeContainer, error: unknown): unknown {
  if (!(error instanceof ProviderError) || error.refusal !== 'Failed') return error;
  const known = explainKindFailure([error.message]);
  const { message, fix } = known.fix === undefined ? error : known;
  return new ProviderError('Failed', `The node "${name}" of the kind cluster "${cluster}" cannot be started. ${message}`, {
    cause: error,
    fix,
  });
}
