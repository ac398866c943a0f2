import type { ContainerStatus, Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Stored } from '../../../clusters/objects.ts';
import type { PodView } from '../../contract/views/endpoint.ts';
import type { StateWord } from '../../contract/views/state.ts';

/** A pod as a row: its status in kubectl's words, its state in ours. */
export function podView(pod: Stored<Pod>): PodView {
  const containers = pod.status?.containerStatuses ?? [];
  const status = podStatus(pod);
  return {
    name: pod.metadata.name,
    state: podState(pod, status),
    status,
    message: podMessage(pod),
    ready: `${containers.filter((container) => container.ready).length}/${pod.spec?.containers.length ?? 0}`,
    restarts: containers.reduce((sum, container) => sum + container.restartCount, 0),
    node: pod.spec?.nodeName ?? null,
    gpus: gpuText(pod),
    containers: (pod.spec?.containers ?? []).map((container) => container.name),
    createdAt: pod.metadata.creationTimestamp,
  };
}

/** kubectl's STATUS column: the most telling of the containers' reasons, else the phase. */
function podStatus(pod: Stored<Pod>): string {
  if (pod.metadata.deletionTimestamp) return 'Terminating';
  const containers = pod.status?.containerStatuses ?? [];
  const reasons = containers.map((container) => container.state?.waiting?.reason ?? container.state?.terminated?.reason);
  return reasons.findLast((reason) => reason !== undefined) ?? pod.status?.reason ?? pod.status?.phase ?? 'Unknown';
}

/** Waiting reasons that do not mend themselves without a change. */
const failing = /BackOff|Err|Error|OOMKilled|Failed|InvalidImageName/;

function podState(pod: Stored<Pod>, status: string): StateWord {
  if (failing.test(status) || pod.status?.phase === 'Failed') return 'failed';
  if (status === 'Terminating') return 'progressing';
  if (pod.status?.phase === 'Succeeded') return 'idle';
  if (isReady(pod)) return 'ready';
  return pod.status?.phase === 'Pending' || pod.status?.phase === 'Running' ? 'progressing' : 'unknown';
}

/** The Ready condition of a pod. */
export function isReady(pod: Stored<Pod>): boolean {
  return pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

/** Why the pod is not ready, in the words of whoever knows: a container, the scheduler, the kubelet. */
export function podMessage(pod: Stored<Pod>): string | null {
  const containers = pod.status?.containerStatuses ?? [];
  return firstText(containers.map(containerMessage)) ?? unscheduledMessage(pod) ?? pod.status?.message ?? null;
}

function containerMessage(container: ContainerStatus): string | null {
  const { waiting, terminated } = container.state ?? {};
  const last = container.lastState?.terminated;
  if (waiting?.reason && failing.test(waiting.reason)) {
    const before = last ? ` after exit code ${last.exitCode} (${last.reason ?? 'no reason'})` : '';
    return `Container ${container.name} waits: ${waiting.reason}${before}${waiting.message ? `, ${waiting.message}` : ''}`;
  }
  if (terminated && terminated.exitCode !== 0) {
    return `Container ${container.name} ended with exit code ${terminated.exitCode} (${terminated.reason ?? 'no reason'})`;
  }
  return null;
}

function unscheduledMessage(pod: Stored<Pod>): string | null {
  const scheduled = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  return scheduled?.status === 'False' ? (scheduled.message ?? scheduled.reason ?? null) : null;
}

function gpuText(pod: Stored<Pod>): string | null {
  const limits = (pod.spec?.containers ?? []).flatMap((container) => Object.entries(container.resources?.limits ?? {}));
  const gpus = limits.filter(([name]) => name.endsWith('/gpu')).map(([name, count]) => `${count} ${name}`);
  return gpus.length > 0 ? gpus.join(', ') : null;
}

function firstText(texts: (string | null)[]): string | null {
  return texts.find((text) => text !== null) ?? null;
}
