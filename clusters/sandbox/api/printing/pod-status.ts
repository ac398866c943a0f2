import type { ContainerStatus, Pod } from 'kubernetes-types/core/v1.d.ts';
import { ageOf } from './common-columns.ts';

/** `1/2`: how many of its containers are ready; helpers that start first and stay count too. */
export function podReady(pod: Pod): string {
  const { ready } = initialisation(pod);
  const total = (pod.spec?.containers.length ?? 0) + (pod.spec?.initContainers ?? []).filter(isHelper).length;
  const main = hasBegun(pod)
    ? (pod.status?.containerStatuses ?? []).filter((status) => status.ready && isPlainlyRunning(status)).length
    : 0;
  return `${ready + main}/${total}`;
}

/** The one word that says most about a pod. @see https://github.com/kubernetes/kubernetes/blob/master/pkg/printers/internalversion/printers.go (printPod) */
export function podStatus(pod: Pod): string {
  const { metadata, status } = pod;
  const phase = status?.phase ?? '';
  if (metadata?.deletionTimestamp && status?.reason === 'NodeLost') return 'Unknown';
  if (metadata?.deletionTimestamp && phase !== 'Succeeded' && phase !== 'Failed') return 'Terminating';
  const { reason } = initialisation(pod);
  return hasBegun(pod) ? mainReason(pod, reason ?? generalReason(pod)) : (reason ?? generalReason(pod));
}

/** `3 (2m ago)`: how often its containers were started again, and when last. */
export function podRestarts(pod: Pod, now: number): string {
  const initial = pod.status?.initContainerStatuses ?? [];
  const counted = hasBegun(pod)
    ? [...initial.filter(({ name }) => isHelper(initContainer(pod, name))), ...(pod.status?.containerStatuses ?? [])]
    : initial;
  const count = counted.reduce((sum, { restartCount }) => sum + restartCount, 0);
  const ends = counted.map(({ lastState }) => lastState?.terminated?.finishedAt).filter((time) => time !== undefined);
  const last = ends.sort().at(-1);
  return count > 0 && last ? `${count} (${ageOf(last, now)} ago)` : String(count);
}

/** `1/2`: how many of the conditions hold that it must also meet. */
export function readinessGates({ spec, status }: Pod): string {
  const gates = spec?.readinessGates ?? [];
  if (gates.length === 0) return '<none>';
  const holds = (type: string) => status?.conditions?.find((condition) => condition.type === type)?.status === 'True';
  return `${gates.filter(({ conditionType }) => holds(conditionType)).length}/${gates.length}`;
}

interface Initialisation {
  /** Undefined once all containers that come first are done, or stay as helpers. */
  reason: string | undefined;
  ready: number;
}

function initialisation(pod: Pod): Initialisation {
  let ready = 0;
  for (const [index, status] of (pod.status?.initContainerStatuses ?? []).entries()) {
    if (status.state?.terminated?.exitCode === 0) continue;
    if (!isHelper(initContainer(pod, status.name)) || !status.started) return { ready, reason: initialReason(pod, status, index) };
    if (status.ready) ready += 1;
  }
  return { ready, reason: undefined };
}

function initialReason({ spec }: Pod, { state }: ContainerStatus, index: number): string {
  if (state?.terminated) return `Init:${terminatedReason(state.terminated)}`;
  if (state?.waiting?.reason && state.waiting.reason !== 'PodInitializing') return `Init:${state.waiting.reason}`;
  return `Init:${index}/${spec?.initContainers?.length ?? 0}`;
}

/** Whether the main containers have their turn. */
function hasBegun(pod: Pod): boolean {
  const initialized = pod.status?.conditions?.find(({ type }) => type === 'Initialized');
  return initialisation(pod).reason === undefined || initialized?.status === 'True';
}

function generalReason({ status }: Pod): string {
  const isGated = status?.conditions?.some(({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated');
  return isGated ? 'SchedulingGated' : status?.reason || (status?.phase ?? '');
}

function mainReason({ status }: Pod, before: string): string {
  const statuses = status?.containerStatuses ?? [];
  const reason = statuses.map(containerReason).find((one) => one !== undefined) ?? before;
  if (reason !== 'Completed') return reason;
  const isRunning = statuses.some((one) => one.ready && isPlainlyRunning(one));
  const isReady = status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True');
  if (isRunning && isReady) return 'Running';
  const failed = statuses.find(({ state }) => state?.terminated && state.terminated.exitCode !== 0);
  if (failed?.state?.terminated) return terminatedReason(failed.state.terminated);
  return isRunning ? 'NotReady' : reason;
}

function isPlainlyRunning(status: ContainerStatus): boolean {
  return containerReason(status) === undefined && status.state?.running !== undefined;
}

function containerReason({ state }: ContainerStatus): string | undefined {
  if (state?.waiting?.reason) return state.waiting.reason;
  return state?.terminated ? terminatedReason(state.terminated) : undefined;
}

function terminatedReason({ reason, signal, exitCode }: { reason?: string; signal?: number; exitCode: number }): string {
  if (reason) return reason;
  return signal ? `Signal:${signal}` : `ExitCode:${exitCode}`;
}

function initContainer({ spec }: Pod, name: string) {
  return spec?.initContainers?.find((container) => container.name === name);
}

function isHelper(container: object | undefined): boolean {
  return (container as { restartPolicy?: string } | undefined)?.restartPolicy === 'Always';
}
