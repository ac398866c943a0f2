/** Labels of NVIDIA's GPU feature discovery. The product is the driver's own name with dashes for spaces; memory is in MiB. */
import { gpuResource } from '../gpu-resource.ts';
import { type FleetGpu, type LabelledGpus, type Labels, labelNumber } from '../labelled-gpus.ts';
import { gkeGpus } from './gke.ts';

const gpuPrefix = 'nvidia.com/gpu';

/** Whole GPUs, or the slices of the single MIG strategy, that the node's labels describe; the cloud's label where there is no other. */
export function nvidiaGpus(labels: Labels, gpus: readonly FleetGpu[]): LabelledGpus | undefined {
  return labels[`${gpuPrefix}.product`] === undefined ? gkeGpus(labels, gpus) : described(labels, gpuPrefix, gpus);
}

/** The slices behind a resource of the mixed MIG strategy, such as `nvidia.com/mig-1g.10gb`. */
export function nvidiaSlices(labels: Labels, resourceName: string, gpus: readonly FleetGpu[]): LabelledGpus {
  const slice = described(labels, resourceName, gpus);
  return { ...slice, partition: gpuResource(resourceName)?.partition ?? slice.partition };
}

/** What the product label says when MIG is on but the slices differ, which the single strategy cannot offer. */
export function hasInvalidSlices(labels: Labels): boolean {
  return /-MIG-INVALID(-SHARED)?$/.test(labels[`${gpuPrefix}.product`] ?? '');
}

/** GPUs of the node before any are cut into slices; null where no label says. */
export function nvidiaCards(labels: Labels): number | null {
  return labelNumber(labels[`${gpuPrefix}.count`]);
}

function described(labels: Labels, prefix: string, gpus: readonly FleetGpu[]): LabelledGpus {
  const product = labels[`${prefix}.product`] ?? labels[`${gpuPrefix}.product`];
  const { base, slice, isShared } = productParts(product ?? '');
  const gpu = gpus.find((each) => each.vendor === 'nvidia' && each.products.includes(base));
  const ownLabel = labels[`${prefix}.product`] !== undefined;
  return {
    name: product ?? null,
    gpu,
    pciId: null,
    isa: computeCapability(labels),
    partition: slice === undefined ? null : `MIG ${slice}`,
    replicas: isShared || labels[`${prefix}.replicas`] !== undefined ? Math.max(1, labelNumber(labels[`${prefix}.replicas`]) ?? 1) : 1,
    count: labelNumber(labels[`${prefix}.count`]),
    driver: driverVersion(labels),
    identity: product !== undefined && ownLabel ? { label: `${prefix}.product`, value: product } : undefined,
    // The product of a slice or a share is another one than the GPU's.
    sizeLabel: undefined,
    ...memoryOf(labels, prefix, gpu?.unified === true),
    problems: product !== undefined && !gpu ? [`The catalog has no GPU whose product label is ${base}.`] : [],
  };
}

/** `NVIDIA-A100-SXM4-40GB-MIG-1g.5gb-SHARED` in its parts. */
function productParts(product: string): { base: string; slice: string | undefined; isShared: boolean } {
  const isShared = product.endsWith('-SHARED');
  const unshared = isShared ? product.slice(0, -'-SHARED'.length) : product;
  const [, base, slice] = /^(.*)-MIG-([^-]+)$/.exec(unshared) ?? [];
  return { base: base ?? unshared, slice, isShared };
}

function memoryOf(labels: Labels, prefix: string, isUnified: boolean): Pick<LabelledGpus, 'memoryMiB' | 'memoryReason'> {
  const memoryMiB = labelNumber(labels[`${prefix}.memory`]);
  if (memoryMiB !== null && memoryMiB > 0) return { memoryMiB, memoryReason: null };
  const why = isUnified ? ': a GPU that shares the memory of the host reports none' : '';
  return { memoryMiB: null, memoryReason: `The node has no label ${prefix}.memory${why}.` };
}

function computeCapability(labels: Labels): string | null {
  const major = labelNumber(labels[`${gpuPrefix}.compute.major`]);
  const minor = labelNumber(labels[`${gpuPrefix}.compute.minor`]);
  return major === null || minor === null ? null : `${major}.${minor}`;
}

function driverVersion(labels: Labels): string | null {
  const parts = ['major', 'minor', 'rev'].map((part) => labels[`nvidia.com/cuda.driver.${part}`]);
  const known = parts.filter((part) => part !== undefined && part !== '');
  return labels['nvidia.com/cuda.driver-version.full'] ?? (known.length === 0 ? null : known.join('.'));
}
