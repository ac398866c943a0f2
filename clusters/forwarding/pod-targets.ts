import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { problemView, type TargetView } from './targets.ts';

export interface PodAddress {
  namespace: string;
  name: string;
  /** Of a container: its name, or its number. */
  port: string | number;
}

/** One pod, from when it runs until it ends; being ready is not asked of it. Pure. */
export function podTargets({ namespace, name, port }: PodAddress, pod: Pod | undefined): TargetView {
  const title = `${namespace}/${name}`;
  if (!pod) return problemView('failed', `There is no pod ${title}. Its owner may have made another in its place.`);
  const number = typeof port === 'number' ? port : numberOf(pod, port);
  if (number === undefined)
    return problemView('failed', `The pod ${title} has no port "${port}". Name one of its containers' ports, or a number.`);
  const phase = pod.status?.phase ?? 'Pending';
  if (phase === 'Succeeded' || phase === 'Failed') return problemView('failed', `The pod ${title} has ended (${phase}).`);
  if (phase !== 'Running') return problemView('waiting', `The pod ${title} does not run yet (${phase}).`);
  return { targets: [{ pod: { namespace, name }, port: number }] };
}

function numberOf({ spec }: Pod, port: string): number | undefined {
  if (/^\d+$/.test(port)) return Number(port);
  return spec?.containers.flatMap(({ ports = [] }) => ports).find(({ name }) => name === port)?.containerPort;
}
