/**
 * Where a sandbox pod's ports really are: its address is 127.0.0.1, and each declared container port is answered on a
 * free loopback port, noted on the pod. See docs/decisions/0003-loopback-pods.md.
 */
import type { Pod } from 'kubernetes-types/core/v1.d.ts';

/** JSON: `{"8000":40123}`, host port by container port. */
export const portsAnnotation = 'sandbox.slipway.dev/ports';

/** Every pod's address. */
export const podAddress = '127.0.0.1';

/** The host ports of a pod, by container port; empty before it is assigned any, and where someone wrote something else there. */
export function hostPortsOf(pod: Pod): Record<string, number> {
  const ports = parsed(pod.metadata?.annotations?.[portsAnnotation] ?? '{}');
  if (typeof ports !== 'object' || ports === null) return {};
  return Object.fromEntries(Object.entries(ports).filter((entry): entry is [string, number] => Number.isInteger(entry[1])));
}

/** The port on which a container port is reached. One that the pod does not declare is taken to be itself. */
export function reachablePort(pod: Pod, containerPort: number): number {
  return hostPortsOf(pod)[containerPort] ?? containerPort;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
