import type { Container, Pod, ResourceRequirements } from 'kubernetes-types/core/v1.d.ts';
import { milliUnits } from '../../quantity.ts';

/** Amounts by resource name, in thousandths (see quantity.ts). */
export type Amounts = Record<string, number>;

/**
 * What a pod takes from its node: the sum of its containers or its largest init container, whichever is more, plus
 * overhead, and one of `pods`.
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers
 */
export function podRequests(pod: Pod): Amounts {
  const total: Amounts = {};
  for (const container of pod.spec?.containers ?? []) add(total, requestsOf(container.resources));
  for (const container of pod.spec?.initContainers ?? []) raiseTo(total, container);
  add(total, amounts(pod.spec?.overhead));
  total['pods'] = 1000;
  return total;
}

/** True when the pod asks for a device, such as `amd.com/gpu`. */
export function requestsDevice(requests: Amounts): boolean {
  return Object.entries(requests).some(([name, amount]) => isDevice(name) && amount > 0);
}

/** True for extended resources that are GPUs or slices of them. */
export function isDevice(resource: string): boolean {
  return resource.startsWith('amd.com/') || resource.startsWith('nvidia.com/');
}

/** What a node has to give, as amounts. */
export function amounts(quantities: Record<string, string | number> = {}): Amounts {
  return Object.fromEntries(Object.entries(quantities).map(([name, quantity]) => [name, milliUnits(quantity)]));
}

// A limit without a request is its own request, as the API server would have defaulted it.
function requestsOf(resources: ResourceRequirements | undefined): Amounts {
  return amounts({ ...resources?.limits, ...resources?.requests });
}

function add(total: Amounts, more: Amounts): void {
  for (const [name, amount] of Object.entries(more)) total[name] = (total[name] ?? 0) + amount;
}

function raiseTo(total: Amounts, container: Container): void {
  for (const [name, amount] of Object.entries(requestsOf(container.resources))) total[name] = Math.max(total[name] ?? 0, amount);
}
