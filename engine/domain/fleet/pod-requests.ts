/** What pods hold of a node's extended resources, counted as the scheduler counts. */
import type { Container, Pod } from 'kubernetes-types/core/v1.d.ts';
import { gpuQuantity } from './gpu-resource.ts';

/** Bound to a node, and not at its end: what it asked for is taken. */
export function holdsResources(pod: Pod): boolean {
  return pod.spec?.nodeName !== undefined && pod.status?.phase !== 'Succeeded' && pod.status?.phase !== 'Failed';
}

/**
 * The sum of its containers, or what its greediest moment of starting needs if that is more: one initial container at a time,
 * beside the sidecars that have started before it. Sidecars stay, so they count with the containers too.
 */
export function podRequest(pod: Pod, resourceName: string): number {
  const { containers = [], initContainers = [], overhead } = pod.spec ?? {};
  let sidecars = 0;
  let starting = 0;
  for (const container of initContainers) {
    const asked = requested(container, resourceName);
    if (isSidecar(container)) sidecars += asked;
    starting = Math.max(starting, isSidecar(container) ? sidecars : sidecars + asked);
  }
  const running = containers.reduce((total, container) => total + requested(container, resourceName), sidecars);
  return Math.max(running, starting) + gpuQuantity(overhead?.[resourceName]);
}

/** Requests equal limits for extended resources, and either may be left out. */
function requested({ resources }: Container, resourceName: string): number {
  return gpuQuantity(resources?.requests?.[resourceName] ?? resources?.limits?.[resourceName]);
}

function isSidecar(container: Container): boolean {
  return container.restartPolicy === 'Always';
}
