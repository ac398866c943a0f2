/** The containers that are a kind cluster's nodes, as the engine tells of them. kind knows its clusters by the same labels. */
import type Dockerode from 'dockerode';
import type { ContainerEngine } from '../../containers/engine.ts';
import { ProviderError } from '../../provider.ts';

/** @see https://github.com/kubernetes-sigs/kind/blob/v0.33.0/pkg/cluster/internal/providers/docker/constants.go */
export const clusterLabel = 'io.x-k8s.kind.cluster';
const roleLabel = 'io.x-k8s.kind.role';

export interface NodeContainer {
  id: string;
  /** Of the container, which is the node's too. */
  name: string;
  cluster: string;
  /** `external-load-balancer` is no node of Kubernetes. */
  role: string;
  /** As the engine has it: `created`, `running`, `exited`, `paused`, `dead`. */
  state: string;
  /** On kind's network, while it runs. */
  address: string | undefined;
}

/** Those of one cluster, or of all. Rejects with `ProviderError` when the engine does not answer. */
export async function findContainers(engine: ContainerEngine, cluster?: string): Promise<NodeContainer[]> {
  const label = cluster === undefined ? clusterLabel : `${clusterLabel}=${cluster}`;
  const found = await answered(engine, engine.client.listContainers({ all: true, filters: { label: [label] } }));
  return found.map(toNodeContainer).sort((one, other) => one.name.localeCompare(other.name));
}

/** One that runs stays as it is. */
export async function startContainer(engine: ContainerEngine, { id }: NodeContainer): Promise<void> {
  await answered(engine, unless(304, engine.client.getContainer(id).start()));
}

/** Milliseconds since the epoch by the engine's own clock, which is not this machine's where it has a virtual machine. */
export async function startedAt(engine: ContainerEngine, { id }: NodeContainer): Promise<number> {
  return Date.parse((await answered(engine, engine.client.getContainer(id).inspect())).State.StartedAt);
}

/** One that does not run stays as it is. */
export async function stopContainer(engine: ContainerEngine, { id }: NodeContainer): Promise<void> {
  await answered(engine, unless(304, engine.client.getContainer(id).stop()));
}

/** Also one that runs, with the volumes that were made for it. One that is not there any more is no error. */
export async function removeContainer(engine: ContainerEngine, { id }: NodeContainer): Promise<void> {
  await answered(engine, unless(404, engine.client.getContainer(id).remove({ force: true, v: true })));
}

function toNodeContainer({ Id, Names, Labels, State, NetworkSettings }: Dockerode.ContainerInfo): NodeContainer {
  const [network] = Object.values(NetworkSettings?.Networks ?? {});
  return {
    id: Id,
    name: Names[0]?.replace(/^\//, '') ?? Id,
    cluster: Labels[clusterLabel] ?? '',
    role: Labels[roleLabel] ?? '',
    state: State,
    address: network?.IPAddress || undefined,
  };
}

/** The engine says 304 to what is so already, and 404 of what has gone. */
async function unless(status: number, action: Promise<unknown>): Promise<void> {
  try {
    await action;
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode !== status) throw error;
  }
}

async function answered<T>({ label, host }: ContainerEngine, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const { statusCode, message } = error as { statusCode?: number; message: string };
    if (statusCode !== undefined)
      throw new ProviderError('Failed', `${label} refuses: ${message}`, { cause: error, fix: 'Look at the log of the engine.' });
    throw new ProviderError('Unusable', `${label} does not answer at ${host}: ${message}`, {
      cause: error,
      fix: 'Start it, and try again.',
    });
  }
}
