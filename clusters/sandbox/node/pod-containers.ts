/** The containers of a pod in their order: init containers one by one, sidecars beside, then the others together. */
import type { Container, ContainerStatus, Pod } from 'kubernetes-types/core/v1.d.ts';

export interface PodContainers {
  spec: Pod['spec'];
  /** Runs one until it will not be run again; `onStatus` hears each change. */
  run(container: Container, kind: ContainerKind, onStatus?: (status: ContainerStatus) => void): Promise<ContainerStatus>;
  /** Ends all that still run. */
  end(): void;
  ending: AbortSignal;
}

export type ContainerKind = 'initContainers' | 'containers';

/** Resolves when no container of the pod runs any more. Once the containers are over, the sidecars are ended. */
export async function runPodContainers(pod: PodContainers): Promise<void> {
  const sidecars: Promise<unknown>[] = [];
  if (await initialize(pod, sidecars)) await Promise.all((pod.spec?.containers ?? []).map((container) => pod.run(container, 'containers')));
  if (sidecars.length > 0) pod.end();
  await Promise.all(sidecars);
}

/** False when one failed for good, or the pod is to end. */
async function initialize(pod: PodContainers, sidecars: Promise<unknown>[]): Promise<boolean> {
  for (const container of pod.spec?.initContainers ?? []) {
    if (pod.ending.aborted) return false;
    if (container.restartPolicy === 'Always') {
      await untilStarted(pod, container, sidecars);
      continue;
    }
    const last = await pod.run(container, 'initContainers');
    if (last.state?.terminated?.exitCode !== 0) return false;
  }
  return !pod.ending.aborted;
}

function untilStarted(pod: PodContainers, container: Container, sidecars: Promise<unknown>[]): Promise<void> {
  return new Promise((resolve) => {
    const running = pod.run(container, 'initContainers', ({ started }) => {
      if (started) resolve();
    });
    sidecars.push(running.finally(resolve));
  });
}
