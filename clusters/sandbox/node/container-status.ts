/** The steps of a container's status, as kubelet writes them. Pure. */
import { createHash } from 'node:crypto';
import type { Container, ContainerStateTerminated, ContainerStatus } from 'kubernetes-types/core/v1.d.ts';
import { timestamp } from '../controllers/time.ts';
import type { ContainerExit } from '../images.ts';

/** Before anything was done. */
export function newStatus({ name, image = '' }: Container, reason: string): ContainerStatus {
  return { name, image, imageID: '', ready: false, started: false, restartCount: 0, state: { waiting: { reason } }, lastState: {} };
}

/** Not running, for a reason. What ended before becomes the last state. */
export function waiting(status: ContainerStatus, reason: string, message?: string): ContainerStatus {
  return {
    ...status,
    ready: false,
    started: false,
    state: { waiting: { reason, ...(message ? { message } : {}) } },
    lastState: lastStateOf(status),
  };
}

/** Started; every start but the first counts as a restart. */
export function running(status: ContainerStatus, containerID: string, now: number): ContainerStatus {
  return {
    ...status,
    ready: false,
    started: false,
    imageID: `sandbox://sha256:${createHash('sha256').update(status.image).digest('hex')}`,
    containerID,
    restartCount: nextRun(status),
    state: { running: { startedAt: timestamp(now) } },
    lastState: lastStateOf(status),
  };
}

/** Which run the next start would be: 0 for the first. */
export function nextRun({ containerID, restartCount }: ContainerStatus): number {
  return containerID ? restartCount + 1 : restartCount;
}

/** Ended. */
export function terminated(status: ContainerStatus, { exitCode, reason }: ContainerExit, now: number): ContainerStatus {
  const { containerID, state } = status;
  const end: ContainerStateTerminated = {
    exitCode,
    reason,
    ...(state?.running?.startedAt ? { startedAt: state.running.startedAt } : {}),
    finishedAt: timestamp(now),
    ...(containerID ? { containerID } : {}),
  };
  return { ...status, ready: false, started: false, state: { terminated: end } };
}

/** After the agent itself was gone: what ran is lost, and nobody saw how it ended. */
export function lost(status: ContainerStatus, now: number): ContainerStatus {
  if (!status.state?.running) return status;
  return terminated(status, { exitCode: 255, reason: 'Unknown' }, now);
}

function lastStateOf({ state, lastState }: ContainerStatus): NonNullable<ContainerStatus['lastState']> {
  return state?.terminated ? { terminated: state.terminated } : (lastState ?? {});
}
