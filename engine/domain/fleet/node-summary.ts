/** A node's GPUs with how many of each kind are free. */
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import type { DeviceVendor } from '../../contract/views/device.ts';
import type { GpuGroup } from './gpu-group.ts';
import { partitionName } from './gpu-node.ts';
import type { NodeGpus } from './node-gpus.ts';
import { podRequest } from './pod-requests.ts';

/** GPUs of one kind that pods can ask for. */
export interface GpuSummary {
  readonly vendor: DeviceVendor;
  readonly model: string | null;
  readonly partition: string | null;
  readonly resourceName: string;
  readonly total: number;
  readonly free: number;
  readonly memoryMiB: number | null;
}

/** `pods` are those that hold resources of the node. GPUs without a plugin are in the findings alone: no pod can have them. */
export function nodeSummary({ groups }: NodeGpus, pods: readonly Pod[]): GpuSummary[] {
  return groups.flatMap((group) => {
    const { vendor, gpu, resourceName, total } = group;
    if (resourceName === null) return [];
    // Nobody can say which of several kinds behind one resource pods have got: what is certainly free is counted.
    const busy = pods.reduce((sum, pod) => sum + podRequest(pod, resourceName), 0);
    const free = Math.max(0, total - busy);
    return [{ vendor, model: gpu?.key ?? null, partition: partitionName(group), resourceName, total, free, memoryMiB: memoryOf(group) }];
  });
}

/** The catalog's figure fills the gap of a whole GPU that reports none. */
function memoryOf({ memoryMiB, gpu, partition }: GpuGroup): number | null {
  return memoryMiB ?? (partition === null ? (gpu?.memoryMiB ?? null) : null);
}
