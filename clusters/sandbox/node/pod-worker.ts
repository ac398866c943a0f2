/** Runs one pod from its binding to its end, and keeps its status. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Container, ContainerStatus, Pod, PodStatus } from 'kubernetes-types/core/v1.d.ts';
import { pods } from '../../kinds.ts';
import { keyOf, type Stored } from '../../objects.ts';
import { runContainer } from './container-runner.ts';
import { containerStart } from './container-start.ts';
import { lost, newStatus } from './container-status.ts';
import { type ContainerKind, runPodContainers } from './pod-containers.ts';
import type { PodContext } from './pod-context.ts';
import { podStatus } from './pod-status.ts';
import { allContainers, type PodSurroundings, prepareSurroundings, releaseSurroundings, unlessGone } from './pod-surroundings.ts';
import { createStatusWriter } from './status-writer.ts';

export interface PodWorker {
  /** The pod changed; once it has a deletionTimestamp it is ended. */
  update(pod: Stored<Pod>): void;
  /** The pod is gone from the server: end it without grace, and write nothing. */
  abandon(): void;
  /** The agent stops: the same, but what the pod has on disk stays for the next agent. */
  detach(): void;
  /** Resolves when nothing of the pod runs any more. */
  readonly done: Promise<void>;
}

/** Starts running a pod. Statuses in it are of a run before the agent's, and continue from there. */
export function startPodWorker(context: PodContext, first: Stored<Pod>): PodWorker {
  const { clock, cluster, log } = context;
  let pod = first;
  const startTime = first.status?.startTime ? Date.parse(String(first.status.startTime)) : clock.now();
  const statuses = new Map(initialStatuses(first, clock.now()).map((status) => [status.name, status]));
  // `stop`: the pod is to end. `gone`: and nothing is to be written about it.
  const stop = new AbortController();
  const gone = new AbortController();
  const deletion = Promise.withResolvers<void>();
  let keepFiles = false;
  let surroundings: PodSurroundings | undefined;
  let published: PodStatus | undefined = first.status;
  const writer = createStatusWriter({ send, clock, log, signal: gone.signal });

  async function work(): Promise<void> {
    publish();
    const prepared = await prepareSurroundings(context, pod, stop.signal);
    surroundings = prepared;
    const run = (container: Container, kind: ContainerKind, listener?: (status: ContainerStatus) => void) =>
      runOne(container, kind, { prepared, listener });
    await runPodContainers({ spec: pod.spec, run, end: () => stop.abort(), ending: stop.signal });
    await writer.flush();
    // One whose containers all ended by themselves stays until someone deletes it.
    await deletion.promise;
    releaseSurroundings(context, prepared);
    await leave();
  }

  function runOne(container: Container, kind: ContainerKind, { prepared, listener }: RunDetails): Promise<ContainerStatus> {
    const gpuModel = context.gpuModelOf(pod.spec?.nodeName ?? '');
    return runContainer({
      context,
      pod,
      container,
      restartPolicy: restartPolicyOf(pod, kind),
      specPath: `spec.${kind}`,
      hostPorts: prepared.hostPorts,
      start: () => containerStart({ ...prepared, pod, container, gpuModel }),
      status: statuses.get(container.name) ?? newStatus(container, 'ContainerCreating'),
      onStatus(status) {
        statuses.set(container.name, status);
        publish();
        listener?.(status);
      },
      grace: () => (gone.signal.aborted ? 0 : graceOf(pod)),
      stop: stop.signal,
    });
  }

  function publish(): void {
    const known = (containers: readonly Container[] = []) => containers.flatMap(({ name }) => statuses.get(name) ?? []);
    const { initContainers, containers } = pod.spec ?? { containers: [] };
    const facts = { initStatuses: known(initContainers), statuses: known(containers), sandboxReady: surroundings !== undefined };
    published = podStatus({ pod, ...facts, startTime, now: clock.now() }, published);
    writer.write(published);
  }

  function send(status: PodStatus): Promise<unknown> {
    const body = { metadata: { uid: pod.metadata.uid }, status };
    return cluster.patch(pods, keyOf(pod), { type: 'merge', body }, { subresource: 'status' });
  }

  async function leave(): Promise<void> {
    if (!gone.signal.aborted) {
      const options = { gracePeriodSeconds: 0, preconditions: { uid: pod.metadata.uid } };
      await unlessGone(() => cluster.delete(pods, keyOf(pod), options));
    }
    if (!keepFiles) await rm(join(context.podsFolder, first.metadata.uid), { recursive: true, force: true });
  }

  function abandon(): void {
    gone.abort();
    stop.abort();
    deletion.resolve();
  }

  const done = work().catch((error: unknown) => {
    if (gone.signal.aborted) return;
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log.error({ pod: pod.metadata.name, error: text }, 'a pod could not be run');
  });

  return {
    done,
    update(changed) {
      pod = changed;
      if (!changed.metadata.deletionTimestamp) return;
      stop.abort();
      deletion.resolve();
    },
    abandon,
    detach() {
      keepFiles = true;
      abandon();
    },
  };
}

interface RunDetails {
  prepared: PodSurroundings;
  listener: ((status: ContainerStatus) => void) | undefined;
}

// An init container that succeeded is done, whatever the policy.
function restartPolicyOf({ spec }: Pod, kind: ContainerKind): string {
  const policy = spec?.restartPolicy ?? 'Always';
  return kind === 'initContainers' && policy === 'Always' ? 'OnFailure' : policy;
}

/** In milliseconds. */
function graceOf({ metadata, spec }: Pod): number {
  return (metadata?.deletionGracePeriodSeconds ?? spec?.terminationGracePeriodSeconds ?? 30) * 1000;
}

function initialStatuses(pod: Pod, now: number): ContainerStatus[] {
  const known = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  const reason = pod.spec?.initContainers?.length ? 'PodInitializing' : 'ContainerCreating';
  return allContainers(pod).map((container) => {
    const before = known.find(({ name }) => name === container.name);
    return before ? lost(before, now) : newStatus(container, reason);
  });
}
