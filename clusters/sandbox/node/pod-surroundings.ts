/** What a pod has before its containers: ports, volumes, and what its spec refers to. */
import { join } from 'node:path';
import type { Container, Pod } from 'kubernetes-types/core/v1.d.ts';
import { isReason } from '../../api-error.ts';
import { pause } from '../../clock.ts';
import { configMaps, pods, secrets } from '../../kinds.ts';
import { type KubernetesObject, keyOf, type ResourceKind, type Stored } from '../../objects.ts';
import type { References } from './environment.ts';
import type { PodContext } from './pod-context.ts';
import { portsAnnotation } from './port-annotation.ts';
import { prepareVolumes } from './volumes.ts';

export interface PodSurroundings {
  /** Host port by container port. */
  hostPorts: Readonly<Record<string, number>>;
  /** Folder by volume name. */
  volumes: ReadonlyMap<string, string>;
  references: References;
}

const retry = 2_000;

/** Assigns ports and notes them on the pod, then makes its volumes, trying until what they need is there or the pod is to end. */
export async function prepareSurroundings(context: PodContext, pod: Stored<Pod>, stop: AbortSignal): Promise<PodSurroundings> {
  const references = referencesOf(context, pod.metadata.namespace);
  const folders = { podFolder: join(context.podsFolder, pod.metadata.uid), claimsFolder: context.claimsFolder };
  const untilDone = attempts(context, pod, stop);
  const hostPorts = await untilDone('FailedCreatePodSandBox', () => assignPorts(context, pod));
  const volumes = await untilDone('FailedMount', () => prepareVolumes(pod, folders, { ...references, accountToken: context.accountToken }));
  return { hostPorts: hostPorts ?? {}, references, volumes: volumes ?? new Map() };
}

/** Gives back what the machine has only so many of. Files are the caller's. */
export function releaseSurroundings({ ports }: PodContext, { hostPorts }: PodSurroundings): void {
  for (const port of Object.values(hostPorts)) ports.giveBack(port);
}

/** Init containers first. */
export function allContainers({ spec }: Pod): Container[] {
  return [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
}

/** A write to a pod that may be gone already, or replaced by another of its name. */
export async function unlessGone(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isReason(error, 'NotFound', 'Conflict')) throw error;
  }
}

// Whatever is in the way, a missing ConfigMap or a full disk, may go away: it is told, and tried again.
function attempts({ clock, events }: PodContext, pod: Stored<Pod>, stop: AbortSignal) {
  return async <T>(reason: string, attempt: () => Promise<T>): Promise<T | undefined> => {
    while (!stop.aborted) {
      try {
        return await attempt();
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        events.record(pod, { type: 'Warning', reason, message, host: pod.spec?.nodeName });
        await pause(clock, retry, stop);
      }
    }
    return undefined;
  };
}

async function assignPorts({ cluster, ports }: PodContext, pod: Stored<Pod>): Promise<Record<string, number>> {
  const hostPorts: Record<string, number> = {};
  try {
    for (const { containerPort } of allContainers(pod).flatMap((container) => container.ports ?? []))
      hostPorts[containerPort] ??= await ports.take();
    if (Object.keys(hostPorts).length === 0) return hostPorts;
    const body = { metadata: { uid: pod.metadata.uid, annotations: { [portsAnnotation]: JSON.stringify(hostPorts) } } };
    await unlessGone(() => cluster.patch(pods, keyOf(pod), { type: 'merge', body }));
    return hostPorts;
  } catch (error) {
    for (const port of Object.values(hostPorts)) ports.giveBack(port);
    throw error;
  }
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
