/** What keeps a pod from running, in words. */
import type { ContainerStatus, Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Stored } from '../../../../../clusters/objects.ts';
import type { HealthFailure } from './health.ts';
import { imageFix } from './image-fix.ts';

export interface PodTrouble {
  readonly message: string;
  readonly fix: string;
  /** Whether waiting cannot help. */
  readonly lasting: boolean;
}

/** kubelet's words for an image that it does not have, and tries for later, or never. */
const pullReasons = ['ErrImagePull', 'ImagePullBackOff', 'ErrImageNeverPull', 'InvalidImageName', 'RegistryUnavailable'];
/** It has tried once and failed: the next try may go well. */
const passingPullReasons = ['ErrImagePull', 'RegistryUnavailable'];
/** A program may end once or twice while the cluster is still coming up. */
const patientRestarts = 3;

/** The first trouble of a pod; undefined for one that starts, runs or goes. */
export function podTrouble(pod: Stored<Pod>, lastLines: readonly string[] = []): PodTrouble | undefined {
  if (pod.metadata.deletionTimestamp) return undefined;
  return (
    unscheduled(pod) ??
    containersOf(pod)
      .map((status) => containerTrouble(pod, status, lastLines))
      .find((trouble) => trouble !== undefined)
  );
}

/** The troubles of pods that waiting does not heal. */
export function lastingTroubles(pods: readonly Stored<Pod>[], lastLines: ReadonlyMap<string, readonly string[]>): HealthFailure[] {
  const troubles = pods.map((pod) => podTrouble(pod, lastLines.get(pod.metadata.name)));
  return troubles.filter((trouble) => trouble !== undefined).flatMap(({ message, fix, lasting }) => (lasting ? [{ message, fix }] : []));
}

/** Whether it ended again and again, so that its last words are worth asking for. */
export function crashes(pod: Stored<Pod>): boolean {
  return containersOf(pod).some(
    ({ state, restartCount }) => state?.waiting?.reason === 'CrashLoopBackOff' || restartCount >= patientRestarts,
  );
}

function containersOf({ status }: Stored<Pod>): ContainerStatus[] {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
}

function unscheduled({ metadata, status }: Stored<Pod>): PodTrouble | undefined {
  const scheduled = status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.status !== 'False') return undefined;
  return {
    message: `Pod ${metadata.name} finds no node: ${scheduled.message ?? 'the scheduler does not say why'}`,
    fix: 'Add a node, or make room on one.',
    lasting: false,
  };
}

function containerTrouble({ metadata }: Stored<Pod>, status: ContainerStatus, lastLines: readonly string[]): PodTrouble | undefined {
  const { reason = '', message = '' } = status.state?.waiting ?? {};
  if (pullReasons.includes(reason)) {
    const why = message === '' ? reason : message;
    const sentence = `Pod ${metadata.name} cannot get the image ${status.image}: ${why}`;
    return { message: sentence, fix: imageFix(status.image, why), lasting: !passingPullReasons.includes(reason) };
  }
  if (reason === 'CreateContainerConfigError' || reason === 'CreateContainerError' || reason === 'RunContainerError') {
    return {
      message: `Pod ${metadata.name} cannot be started: ${message}`,
      fix: `See kubectl describe pod ${metadata.name}.`,
      lasting: true,
    };
  }
  return crash(metadata.name, status, lastLines);
}

function crash(
  pod: string,
  { state, lastState, restartCount, name }: ContainerStatus,
  lastLines: readonly string[],
): PodTrouble | undefined {
  const ended = state?.terminated ?? lastState?.terminated;
  if (!ended || state?.running) return undefined;
  const said = lastLines.length > 0 ? ` Its last words: ${lastLines.join(' / ')}` : '';
  const how = ended.reason === 'OOMKilled' ? 'it took more memory than it may' : `exit code ${ended.exitCode}`;
  const often = restartCount > 1 ? ' again and again' : '';
  const restarts = restartCount > 0 ? `${restartCount} ${restartCount === 1 ? 'restart' : 'restarts'}, ` : '';
  return {
    message: `Pod ${pod} ends${often} (${restarts}${how}).${said}`,
    fix: `See kubectl logs ${pod} --container ${name} --previous.`,
    lasting: state?.waiting?.reason === 'CrashLoopBackOff' && restartCount >= patientRestarts,
  };
}
