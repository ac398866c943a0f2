import type { ContainerStatus, Pod } from 'kubernetes-types/core/v1.d.ts';
import { ageOf } from './common-columns.ts';

/** `1/2`: how many of its containers are ready. */
export function podReady({ spec, status }: Pod): string {
  const ready = (status?.containerStatuses ?? []).filter((container) => container.ready && container.state?.running).length;
  return `${ready}/${spec?.containers.length ?? 0}`;
}

/** The one word that says most about a pod. @see https://github.com/kubernetes/kubernetes/blob/master/pkg/printers/internalversion/printers.go (printPod) */
export function podStatus({ metadata, spec, status }: Pod): string {
  if (metadata?.deletionTimestamp) return status?.reason === 'NodeLost' ? 'Unknown' : 'Terminating';
  const initial = initialisation(spec?.initContainers?.length ?? 0, status?.initContainerStatuses ?? []);
  if (initial) return initial;
  const reasons = (status?.containerStatuses ?? []).map(containerReason).filter((reason) => reason !== undefined);
  const reason = reasons[0] ?? status?.reason ?? status?.phase ?? 'Unknown';
  const isRunning = status?.containerStatuses?.some((container) => container.ready && container.state?.running);
  if (reason !== 'Completed' || !isRunning) return reason;
  const isReady = status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True');
  return isReady ? 'Running' : 'NotReady';
}

/** `3 (2m ago)`: how often its containers were started again, and when last. */
export function podRestarts({ status }: Pod, now: number): string {
  const containers = status?.containerStatuses ?? [];
  const count = containers.reduce((sum, { restartCount }) => sum + restartCount, 0);
  const ends = containers.map(({ lastState }) => lastState?.terminated?.finishedAt).filter((time) => time !== undefined);
  const last = ends.sort().at(-1);
  return count > 0 && last ? `${count} (${ageOf(last, now)} ago)` : String(count);
}

function initialisation(total: number, statuses: ContainerStatus[]): string | undefined {
  const index = statuses.findIndex(({ state }) => state?.terminated?.exitCode !== 0);
  if (index === -1) return undefined;
  const { terminated, waiting } = statuses[index]?.state ?? {};
  if (terminated) return `Init:${terminatedReason(terminated)}`;
  if (waiting?.reason && waiting.reason !== 'PodInitializing') return `Init:${waiting.reason}`;
  return `Init:${index}/${total}`;
}

function containerReason({ state }: ContainerStatus): string | undefined {
  if (state?.waiting?.reason) return state.waiting.reason;
  return state?.terminated ? terminatedReason(state.terminated) : undefined;
}

function terminatedReason({ reason, signal, exitCode }: { reason?: string; signal?: number; exitCode: number }): string {
  if (reason) return reason;
  return signal ? `Signal:${signal}` : `ExitCode:${exitCode}`;
}
