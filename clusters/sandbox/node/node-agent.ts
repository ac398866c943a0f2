/** What kubelet is on a real node: runs the pods that are bound to simulated nodes. One agent serves all of them. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Clock } from '../../clock.ts';
import type { Cluster } from '../../cluster.ts';
import { gpuModelLabel } from '../../fleet/gpu-labels.ts';
import { pods } from '../../kinds.ts';
import type { Log } from '../../log.ts';
import type { ObjectKey, Stored } from '../../objects.ts';
import type { AccountToken } from '../account-token.ts';
import type { Caches } from '../controllers/controller-context.ts';
import { createEventRecorder } from '../controllers/event-recorder.ts';
import { isFinished } from '../controllers/pod-facts.ts';
import { simulatedNodeLabel } from '../fleet/node-for.ts';
import type { ImageTable } from '../images.ts';
import type { PodRuntime } from '../pod-runtime.ts';
import { createContainerLogs } from './container-logs.ts';
import { createContainerRuntime } from './container-runtime.ts';
import { createFreePorts } from './free-ports.ts';
import { startHeartbeat } from './heartbeat.ts';
import { createPodConnections } from './pod-connections.ts';
import type { PodContext } from './pod-context.ts';
import { type PodWorker, startPodWorker } from './pod-worker.ts';
import { createRunningContainers } from './running-containers.ts';

export interface NodeAgentOptions {
  cluster: Cluster;
  caches: Pick<Caches, 'pods' | 'nodes'>;
  images: ImageTable;
  /** The agent's own: logs, volumes, claims. */
  dataDirectory: string;
  /** Absent: pods get no tokens. */
  accountToken?: AccountToken;
  clock: Clock;
  random: () => number;
  log: Log;
}

export interface NodeAgent extends PodRuntime {
  processes(): { pid: number; role: string }[];
  /** Kills every container at once and writes nothing: to the cluster it is as if the machine were gone. */
  stop(): Promise<void>;
}

/** Starts the agent. The caches of pods and nodes must have their first lists. */
export async function startNodeAgent(options: NodeAgentOptions): Promise<NodeAgent> {
  const { cluster, caches, dataDirectory, clock, random, log } = options;
  const runtime = createContainerRuntime(log);
  const podsFolder = join(dataDirectory, 'pods');
  const logs = createContainerLogs(podsFolder, clock, log);
  const events = createEventRecorder({ cluster, component: 'kubelet', clock, log });
  const context: PodContext = {
    cluster,
    images: options.images,
    runtime,
    running: createRunningContainers(),
    logs,
    ports: createFreePorts(),
    events,
    accountToken: options.accountToken,
    gpuModelOf: (node) => caches.nodes.get({ name: node })?.metadata.labels?.[gpuModelLabel],
    podsFolder,
    claimsFolder: join(dataDirectory, 'claims'),
    clock,
    random,
    log,
  };
  await removeLeftFolders(podsFolder, caches);
  const workers = new Map<string, PodWorker>();

  const stopPods = caches.pods.onChange(({ type, object }) => {
    const worker = workers.get(object.metadata.uid);
    if (type === 'deleted') return worker?.abandon();
    if (worker) return worker.update(object);
    if (isOurs(object, caches)) begin(object);
  });

  function begin(pod: Stored<Pod>): void {
    const worker = startPodWorker(context, pod);
    workers.set(pod.metadata.uid, worker);
    if (pod.metadata.deletionTimestamp) worker.update(pod);
    void worker.done.then(() => workers.delete(pod.metadata.uid));
  }

  // A pod can be seen before the node that it is bound to.
  const stopNodes = caches.nodes.onChange(({ object }) => {
    for (const pod of caches.pods.byIndex('node', object.metadata.name)) {
      if (!workers.has(pod.metadata.uid) && isOurs(pod, caches)) begin(pod);
    }
  });
  const heartbeat = startHeartbeat({ cluster, nodes: caches.nodes, clock, log });
  // The caches may not have caught up yet with what the caller has seen.
  const find = (key: ObjectKey) => cluster.get(pods, key);

  return {
    async *logs(key, asked) {
      yield* logs.read(await find(key), asked);
    },
    ...createPodConnections({ find, running: context.running, logs }),
    processes: runtime.processes,
    async stop() {
      stopPods();
      stopNodes();
      await heartbeat.stop();
      const ending = [...workers.values()];
      for (const worker of ending) worker.detach();
      await runtime.stop();
      await Promise.all(ending.map(({ done }) => done));
      await events.flush();
    },
  };
}

function isOurs(pod: Stored<Pod>, { nodes }: Pick<Caches, 'nodes'>): boolean {
  const node = nodes.get({ name: pod.spec?.nodeName ?? '' });
  return node?.metadata.labels?.[simulatedNodeLabel] === 'true' && !isFinished(pod);
}

// Pods that were deleted while no agent ran.
async function removeLeftFolders(folder: string, { pods }: Pick<Caches, 'pods'>): Promise<void> {
  const known = new Set(pods.list().map(({ metadata }) => metadata.uid));
  const present = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  for (const uid of present.filter((name) => !known.has(name))) await rm(join(folder, uid), { recursive: true, force: true });
}
