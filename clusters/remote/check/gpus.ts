/** Which GPUs a cluster's nodes offer, as their device plugins and labellers say it. Pure. */
import type { Node } from 'kubernetes-types/core/v1.d.ts';
import { simulatedGpus } from '../../fleet/gpus.ts';
import { simulatedGpuLabel } from '../../fleet/simulated-node.ts';
import { parseQuantity } from '../../quantity.ts';
import type { GpuKind } from './cluster-check.ts';

/** One entry a name and model, the most first. */
export function gpusOf(nodes: readonly Node[]): GpuKind[] {
  const offers = nodes.flatMap((node) => offersOf(node));
  const kinds = [...Map.groupBy(offers, ({ resourceName, model }) => JSON.stringify([resourceName, model])).values()];
  return kinds
    .flatMap((same) => {
      const [first] = same;
      if (!first) return [];
      const total = same.reduce((sum, { usable }) => sum + usable, 0);
      return [{ resourceName: first.resourceName, model: first.model, nodes: same.length, total }];
    })
    .toSorted((a, b) => b.total - a.total || a.resourceName.localeCompare(b.resourceName) || compareText(a.model, b.model));
}

function compareText(one: string | null, other: string | null): number {
  return (one ?? '').localeCompare(other ?? '');
}

/** Nodes of whose GPUs some cannot be used now: `gpu-1: 6 of 8 amd.com/gpu`. */
export function brokenGpus(nodes: readonly Node[]): string[] {
  return nodes.flatMap((node) =>
    offersOf(node)
      .filter(({ usable, present }) => usable < present)
      .map(({ resourceName, usable, present }) => `${node.metadata?.name}: ${usable} of ${present} ${resourceName}`),
  );
}

interface Offer {
  resourceName: string;
  model: string | null;
  usable: number;
  present: number;
}

function offersOf({ metadata, status }: Node): Offer[] {
  const { capacity = {}, allocatable = {} } = status ?? {};
  return Object.entries(capacity)
    .filter(([name, quantity]) => isGpu(name) && (parseQuantity(quantity) ?? 0) > 0)
    .map(([resourceName, quantity]) => ({
      resourceName,
      model: modelOf(metadata?.labels ?? {}),
      usable: parseQuantity(allocatable[resourceName] ?? quantity) ?? 0,
      present: parseQuantity(quantity) ?? 0,
    }));
}

/** Whole devices, slices of NVIDIA's (MIG) and partitions of AMD's, and the accelerators that are called otherwise. */
function isGpu(resourceName: string): boolean {
  if (resourceName.endsWith('_monitoring')) return false;
  return /(?:^|[./])gpu(?:$|[./])|\/mig-|^amd\.com\/[sdtqc]px|\/gaudi$|\/neuron|\/tpu$/.test(resourceName);
}

/**
 * What our own labels say, else the vendors'.
 * @see https://github.com/NVIDIA/k8s-device-plugin/blob/main/docs/gpu-feature-discovery/README.md
 * @see https://github.com/ROCm/k8s-device-plugin/blob/master/cmd/k8s-node-labeller/README.md
 */
function modelOf(labels: Readonly<Record<string, string>>): string | null {
  const named = modelLabels.map((label) => labels[label]).find((value) => value);
  if (named) return named.replaceAll('_', ' ');
  const deviceId = labels['amd.com/gpu.device-id'] ?? labels['beta.amd.com/gpu.device-id'];
  return simulatedGpus.find((gpu) => gpu.vendor === 'amd' && gpu.deviceId === deviceId?.toLowerCase())?.key ?? null;
}

const modelLabels = [
  simulatedGpuLabel,
  'slipway.dev/gpu-model',
  'nvidia.com/gpu.product',
  'amd.com/gpu.product-name',
  'beta.amd.com/gpu.product-name',
] as const;
