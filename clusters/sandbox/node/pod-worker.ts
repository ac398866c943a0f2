/** Runs one pod: its ports, its volumes, its init containers one by one, its containers together; then ends it. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Container, ContainerStatus, Pod, PodStatus } from 'kubernetes-types/core/v1.d.ts';
import { isReason } from '../../api-error.ts';
import { pause } from '../../clock.ts';
import { configMaps, pods, secrets } from '../../kinds.ts';
import { type KubernetesObject, keyOf, type ResourceKind, type Stored } from '../../objects.ts';
import { runContainer } from './container-runner.ts';
import { containerStart } from './container-start.ts';
import { lost, newStatus } from './container-status.ts';
import { ContainerConfigError, type References } from './environment.ts';
import type { PodContext } from './pod-context.ts';
import { podStatus } from './pod-status.ts';
import { portsAnnotation } from './port-annotation.ts';
import { createStatusWriter } from './status-writer.ts';
import { prepareVolumes, VolumeError } from './volumes.ts';

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

const volumeRetry = 2_000;

/** Starts running a pod. Statuses in it are of a run before the agent's, and continue from there. */
export function startPodWorker(context: PodContext, first: Stored<Pod>): PodWorker {
  const { clock, cluster, log } = context;
  let pod = first;
  const startTime = first.status?.startTime ? Date.parse(String(first.status.startTime)) : clock.now();
  const stop = new AbortController();
  const gone = new AbortController();
  const hostPorts: Record<string, number> = {};
  const statuses = new Map(initialStatuses(first, clock.now()).map((status) => [status.name, status]));
  const folder = join(context.podsFolder, first.metadata.uid);
  const references = referencesOf(context, first.metadata.namespace);
  let volumes: ReadonlyMap<string, string> = new Map();
  let written: PodStatus | undefined = first.status;
  let sandboxReady = false;
  const writer = createStatusWriter({ send, clock, log, signal: gone.signal });

  async function work(): Promise<void> {
    publish();
    await assignPorts();
    await makeVolumes();
    sandboxReady = true;
    if (await runInitContainers()) await Promise.all((pod.spec?.containers ?? []).map((container) => run(container, 'spec.containers')));
    await sidecars();
    await writer.flush();
    await stopped();
    await leave();
  }

  async function assignPorts(): Promise<void> {
    for (const { containerPort } of allContainers(pod).flatMap(({ ports = [] }) => ports))
      hostPorts[containerPort] ??= await context.ports.take();
    if (Object.keys(hostPorts).length === 0) return;
    const body = { metadata: { uid: pod.metadata.uid, annotations: { [portsAnnotation]: JSON.stringify(hostPorts) } } };
    await unlessGone(() => cluster.patch(pods, keyOf(pod), { type: 'merge', body }));
  }

  async function makeVolumes(): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        volumes = await prepareVolumes(pod, { podFolder: folder, claimsFolder: context.claimsFolder }, references);
        return;
      } catch (error) {
        if (!(error instanceof VolumeError || error instanceof ContainerConfigError)) throw error;
        context.events.record(pod, { type: 'Warning', reason: 'FailedMount', message: error.message, host: pod.spec?.nodeName });
        await pause(clock, volumeRetry, stop.signal);
      }
    }
  }

  const besides: Promise<ContainerStatus>[] = [];

  /** False when one failed for good, or the pod is to end. */
  async function runInitContainers(): Promise<boolean> {
    for (const container of pod.spec?.initContainers ?? []) {
      if (stop.signal.aborted) return false;
      if (container.restartPolicy === 'Always') {
        await startBeside(container);
        continue;
      }
      const last = await run(container, 'spec.initContainers');
      if (last.state?.terminated?.exitCode !== 0) return false;
    }
    return !stop.signal.aborted;
  }

  // A sidecar goes on beside the containers; the next begins when it has started.
  function startBeside(container: Container): Promise<void> {
    return new Promise((resolve) => {
      const onStatus = ({ started }: ContainerStatus) => {
        if (started) resolve();
      };
      besides.push(run(container, 'spec.initContainers', onStatus).finally(resolve));
    });
  }

  async function sidecars(): Promise<void> {
    if (besides.length === 0) return;
    stop.abort();
    await Promise.all(besides);
  }

  function run(container: Container, specPath: string, listener?: (status: ContainerStatus) => void): Promise<ContainerStatus> {
    const gpuModel = context.gpuModelOf(pod.spec?.nodeName ?? '');
    const policy = pod.spec?.restartPolicy ?? 'Always';
    return runContainer({
      context,
      pod,
      container,
      // An init container that succeeded is done whatever the policy.
      restartPolicy: specPath === 'spec.initContainers' && policy === 'Always' ? 'OnFailure' : policy,
      specPath,
      hostPorts,
      start: () => containerStart({ pod, container, hostPorts, volumes, gpuModel, references }),
      status: statuses.get(container.name) ?? newStatus(container, 'ContainerCreating'),
      onStatus(status) {
        statuses.set(container.name, status);
        publish();
        listener?.(status);
      },
      grace: () =>
        gone.signal.aborted ? 0 : (pod.metadata.deletionGracePeriodSeconds ?? pod.spec?.terminationGracePeriodSeconds ?? 30) * 1000,
      stop: stop.signal,
    });
  }

  function publish(): void {
    const of = (containers: readonly Container[] = []) =>
      containers.map(({ name }) => statuses.get(name)).filter((status) => status !== undefined);
    const facts = { initStatuses: of(pod.spec?.initContainers), statuses: of(pod.spec?.containers), sandboxReady, startTime };
    written = podStatus({ pod, ...facts, now: clock.now() }, written);
    writer.write(written);
  }

  function send(status: PodStatus): Promise<unknown> {
    const body = { metadata: { uid: pod.metadata.uid }, status };
    return cluster.patch(pods, keyOf(pod), { type: 'merge', body }, { subresource: 'status' });
  }

  /** A pod whose containers all ended stays until someone deletes it. */
  function stopped(): Promise<void> {
    if (pod.metadata.deletionTimestamp || gone.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      wakeLeaving = resolve;
    });
  }

  let wakeLeaving: () => void = () => {};

  async function leave(): Promise<void> {
    for (const port of Object.values(hostPorts)) context.ports.giveBack(port);
    if (!gone.signal.aborted) {
      const options = { gracePeriodSeconds: 0, preconditions: { uid: pod.metadata.uid } };
      await unlessGone(() => cluster.delete(pods, keyOf(pod), options));
    }
    if (!detached) await rm(folder, { recursive: true, force: true });
  }

  let detached = false;

  function abandon(): void {
    gone.abort();
    stop.abort();
    wakeLeaving();
  }

  const done = work().catch((error: unknown) => {
    if (!gone.signal.aborted)
      log.error(
        { pod: pod.metadata.name, error: error instanceof Error ? (error.stack ?? error.message) : String(error) },
        'a pod could not be run',
      );
  });

  return {
    done,
    update(changed) {
      pod = changed;
      if (!changed.metadata.deletionTimestamp) return;
      stop.abort();
      wakeLeaving();
    },
    abandon,
    detach() {
      detached = true;
      abandon();
    },
  };
}

function allContainers({ spec }: Pod): Container[] {
  return [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
}

function initialStatuses({ spec, status }: Pod, now: number): ContainerStatus[] {
  const known = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  const reason = spec?.initContainers?.length ? 'PodInitializing' : 'ContainerCreating';
  return allContainers({ spec } as Pod).map((container) => {
    const before = known.find(({ name }) => name === container.name);
    return before ? lost(before, now) : newStatus(container, reason);
  });
}

function referencesOf({ cluster }: PodContext, namespace: string | undefined): References {
  const read = async <T extends KubernetesObject>(kind: ResourceKind<T>, name: string): Promise<T | undefined> => {
    try {
      return await cluster.get(kind, { namespace, name });
    } catch (error) {
      if (isReason(error, 'NotFound')) return undefined;
      throw error;
    }
  };
  return { configMap: (name) => read(configMaps, name), secret: (name) => read(secrets, name) };
}

async function unlessGone(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isReason(error, 'NotFound', 'Conflict')) throw error;
  }
}
