import type { PodSpec } from 'kubernetes-types/core/v1.d.ts';
import { parseQuantity } from '../../../quantity.ts';

/** How a pod is treated when memory runs short. @see https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/ */
export function qualityOfService(spec: PodSpec | undefined): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  const containers = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].map(({ resources }) => resources ?? {});
  const asks = (amounts: Record<string, unknown> = {}) => ['cpu', 'memory'].some((name) => (parseQuantity(amounts[name]) ?? 0) > 0);
  if (!containers.some(({ limits, requests }) => asks(limits) || asks(requests))) return 'BestEffort';
  const isGuaranteed = containers.every(({ limits = {}, requests = {} }) =>
    ['cpu', 'memory'].every(
      (name) => (parseQuantity(limits[name]) ?? 0) > 0 && parseQuantity(limits[name]) === parseQuantity(requests[name]),
    ),
  );
  return isGuaranteed ? 'Guaranteed' : 'Burstable';
}
