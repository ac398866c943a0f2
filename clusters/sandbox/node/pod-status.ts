/** A pod's phase and conditions from its containers' states, as kubelet derives them. Pure. */
import type { ContainerStatus, Pod, PodCondition, PodStatus } from 'kubernetes-types/core/v1.d.ts';
import { timestamp } from '../controllers/time.ts';
import { podAddress } from './port-annotation.ts';

export interface PodFacts {
  pod: Pod;
  initStatuses: readonly ContainerStatus[];
  statuses: readonly ContainerStatus[];
  /** Volumes and ports are there. */
  sandboxReady: boolean;
  startTime: number;
  now: number;
}

/** The whole status. Conditions keep the times of `before` where they did not change. */
export function podStatus(facts: PodFacts, before: PodStatus | undefined): PodStatus {
  const phase = podPhase(facts);
  const conditions = conditionsOf(facts, phase).map((condition) => withTime(condition, before, facts.now));
  return {
    phase,
    conditions,
    hostIP: podAddress,
    startTime: timestamp(facts.startTime),
    ...(facts.sandboxReady ? { podIP: podAddress, podIPs: [{ ip: podAddress }] } : {}),
    ...(facts.initStatuses.length > 0 ? { initContainerStatuses: [...facts.initStatuses] } : {}),
    containerStatuses: [...facts.statuses],
    ...(before?.qosClass ? { qosClass: before.qosClass } : {}),
  };
}

/** @see https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/kubelet_pods.go (getPhase) */
export function podPhase({ pod, initStatuses, statuses }: Pick<PodFacts, 'pod' | 'initStatuses' | 'statuses'>): string {
  const policy = pod.spec?.restartPolicy ?? 'Always';
  if (initStatuses.some((status) => failed(status)) && policy === 'Never') return 'Failed';
  if (!initStatuses.every((status) => isInitialized(pod, status))) return 'Pending';
  if (statuses.some(({ state, lastState }) => !state?.running && !state?.terminated && !lastState?.terminated)) return 'Pending';
  if (statuses.some(({ state }) => state?.running) || policy === 'Always') return 'Running';
  if (statuses.every(({ state }) => state?.terminated?.exitCode === 0)) return 'Succeeded';
  return policy === 'Never' && statuses.every(({ state }) => state?.terminated) ? 'Failed' : 'Running';
}

function conditionsOf({ pod, initStatuses, statuses, sandboxReady }: PodFacts, phase: string): PodCondition[] {
  const completed = phase === 'Succeeded' ? { reason: 'PodCompleted' } : undefined;
  const uninitialized = initStatuses.filter((status) => !isInitialized(pod, status)).map(({ name }) => name);
  const unready = statuses.filter(({ ready }) => !ready).map(({ name }) => name);
  const initialized =
    uninitialized.length === 0 ? yes : no('ContainersNotInitialized', `containers with incomplete status: [${uninitialized.join(' ')}]`);
  const ready = unready.length === 0 ? yes : no('ContainersNotReady', `containers with unready status: [${unready.join(' ')}]`);
  return [
    { type: 'PodReadyToStartContainers', status: sandboxReady && !completed ? 'True' : 'False' },
    { type: 'Initialized', ...initialized, ...(completed && initialized === yes ? completed : {}) },
    { type: 'Ready', ...ready, ...(completed ? { ...completed, message: '' } : {}) },
    { type: 'ContainersReady', ...ready, ...(completed ? { ...completed, message: '' } : {}) },
    { type: 'PodScheduled', ...yes },
  ];
}

const yes = { status: 'True' };

function no(reason: string, message: string): { status: string; reason: string; message: string } {
  return { status: 'False', reason, message };
}

// One that restarts always is a sidecar: it need only have started.
function isInitialized(pod: Pod, { name, state, started }: ContainerStatus): boolean {
  const sidecar = pod.spec?.initContainers?.find((container) => container.name === name)?.restartPolicy === 'Always';
  return sidecar ? started === true : state?.terminated?.exitCode === 0;
}

function failed({ state }: ContainerStatus): boolean {
  return state?.terminated !== undefined && state.terminated.exitCode !== 0;
}

function withTime(condition: PodCondition, before: PodStatus | undefined, now: number): PodCondition {
  const known = before?.conditions?.find(({ type }) => type === condition.type);
  const since = known?.status === condition.status ? known.lastTransitionTime : undefined;
  return { ...condition, lastTransitionTime: since ?? timestamp(now) };
}
