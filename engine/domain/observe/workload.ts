/** What runs for an endpoint now, from its Deployment and pods. */
import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import type { ContainerStatus, Pod } from 'kubernetes-types/core/v1.d.ts';

export interface Workload {
  readonly desired: number;
  /** Pods that exist, of whatever revision. */
  readonly current: number;
  readonly ready: number;
  readonly available: number;
  /** A new revision is on its way. */
  readonly rolling: boolean;
  /** The deployment gave up waiting. */
  readonly stuck: boolean;
  /** The most telling reason why a pod is not ready. */
  readonly trouble: string | undefined;
}

export function readWorkload(deployment: Deployment, pods: readonly Pod[]): Workload {
  const status = deployment.status ?? {};
  const desired = deployment.spec?.replicas ?? 1;
  const seen = (status.observedGeneration ?? 0) >= (deployment.metadata?.generation ?? 0);
  const progressing = status.conditions?.find((condition) => condition.type === 'Progressing');
  return {
    desired,
    current: status.replicas ?? 0,
    ready: status.readyReplicas ?? 0,
    available: status.availableReplicas ?? 0,
    rolling: !seen || isRolling(status, desired, progressing?.reason),
    stuck: seen && progressing?.reason === 'ProgressDeadlineExceeded',
    trouble: podTrouble(pods),
  };
}

/** Complete once: pods that fail afterwards are no new rollout. */
function isRolling(status: NonNullable<Deployment['status']>, desired: number, reason: string | undefined): boolean {
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0 } = status;
  return updatedReplicas < desired || replicas > updatedReplicas || (availableReplicas < desired && reason !== 'NewReplicaSetAvailable');
}

/** A sentence about the pod that is worst off; undefined when all go their way. */
export function podTrouble(pods: readonly Pod[]): string | undefined {
  const sentences = pods.filter((pod) => !pod.metadata?.deletionTimestamp).map((pod) => crashTrouble(pod) ?? schedulingTrouble(pod));
  return sentences.find((sentence) => sentence !== undefined);
}

function crashTrouble(pod: Pod): string | undefined {
  for (const status of pod.status?.containerStatuses ?? []) {
    const { waiting } = status.state ?? {};
    if (!waiting?.reason || waiting.reason === 'ContainerCreating' || waiting.reason === 'PodInitializing') continue;
    const message = waiting.message ? ` (${waiting.message})` : '';
    return `Pod ${pod.metadata?.name}: ${waiting.reason}${message}${lastExit(status)}.`;
  }
  return undefined;
}

function lastExit({ lastState }: ContainerStatus): string {
  const ended = lastState?.terminated;
  return ended ? `, last exit code ${ended.exitCode}${ended.reason ? ` ${ended.reason}` : ''}` : '';
}

function schedulingTrouble(pod: Pod): string | undefined {
  const scheduled = pod.status?.conditions?.find((condition) => condition.type === 'PodScheduled');
  if (scheduled?.status !== 'False') return undefined;
  return `Pod ${pod.metadata?.name} waits for a node: ${scheduled.message ?? scheduled.reason ?? 'no reason given'}`;
}
