/** What the nodes of a cluster have: GPUs by kind, how many, how many of them free. */
import type { Node, Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Catalog, GpuModel } from '../catalog/catalog.ts';
import type { StringMap, Vendor } from '../endpoint.ts';
import { bytesPerMiB } from '../units.ts';

/** GPUs of one node. */
export interface GpuNode {
  readonly name: string;
  readonly vendor: Vendor;
  /** Undefined where the labels do not say which GPU it is. */
  readonly gpu: GpuModel | undefined;
  /** The label by which the kind was told, for node selectors. */
  readonly identity: { readonly label: string; readonly value: string } | undefined;
  readonly resourceName: string;
  readonly total: number;
  /** total minus what other pods asked for. */
  readonly free: number;
  /** Of one GPU, as the node reports it; the catalog fills gaps; undefined where neither says. */
  readonly gpuBytes: number | undefined;
}

const resourceNames: Readonly<Record<string, Vendor>> = { 'amd.com/gpu': 'amd', 'nvidia.com/gpu': 'nvidia' };

/**
 * GPU nodes that pods can be scheduled to. `countPod` decides whose requests make a GPU busy: an endpoint that is being
 * chosen for leaves its own pods out.
 */
export function readGpuNodes(
  nodes: readonly Node[],
  pods: readonly Pod[],
  catalog: Catalog,
  countPod: (pod: Pod) => boolean = () => true,
): GpuNode[] {
  const busy = busyGpus(pods.filter((pod) => isRunning(pod) && countPod(pod)));
  return nodes.filter(isSchedulable).flatMap((node) => gpusOf(node, busy, catalog));
}

function gpusOf(node: Node, busy: ReadonlyMap<string, number>, catalog: Catalog): GpuNode[] {
  const name = node.metadata?.name ?? '';
  const labels: StringMap = node.metadata?.labels ?? {};
  return Object.entries(resourceNames).flatMap(([resourceName, vendor]) => {
    const total = wholeNumber(node.status?.allocatable?.[resourceName]);
    if (total === 0) return [];
    const free = Math.max(0, total - (busy.get(`${name} ${resourceName}`) ?? 0));
    const { gpu, identity } = identify(labels, vendor, catalog);
    return [{ name, vendor, gpu, identity, resourceName, total, free, gpuBytes: memoryOf(labels, vendor, gpu) }];
  });
}

/** By PCI id first, then by the product's exact name; never by a part of a name. */
function identify(labels: StringMap, vendor: Vendor, catalog: Catalog): Pick<GpuNode, 'gpu' | 'identity'> {
  const candidates =
    vendor === 'amd'
      ? ['amd.com/gpu.device-id', 'beta.amd.com/gpu.device-id', 'amd.com/gpu.product-name', 'beta.amd.com/gpu.product-name']
      : ['nvidia.com/gpu.product'];
  for (const label of candidates) {
    const value = labels[label];
    if (value === undefined) continue;
    const gpu = catalog.gpus.find((each) => each.vendor === vendor && (each.pciIds.includes(value) || each.products.includes(value)));
    if (gpu) return { gpu, identity: { label, value } };
  }
  return { gpu: undefined, identity: undefined };
}

/** The device's own figure wins. AMD's label is rounded to whole GiB, so an exact catalog figure that rounds to it is better. */
function memoryOf(labels: StringMap, vendor: Vendor, gpu: GpuModel | undefined): number | undefined {
  const listed = gpu?.memoryMiB;
  const label = vendor === 'amd' ? (labels['amd.com/gpu.vram'] ?? labels['beta.amd.com/gpu.vram']) : labels['nvidia.com/gpu.memory'];
  const stated = vendor === 'amd' ? Number.parseInt(label ?? '', 10) * 1024 : Number.parseInt(label ?? '', 10);
  if (!Number.isFinite(stated) || stated <= 0) return listed === undefined ? undefined : listed * bytesPerMiB;
  const rounded = listed !== undefined && vendor === 'amd' && Math.round(listed / 1024) === stated / 1024;
  return (rounded ? listed : stated) * bytesPerMiB;
}

function busyGpus(pods: readonly Pod[]): Map<string, number> {
  const busy = new Map<string, number>();
  for (const pod of pods) {
    for (const resourceName of Object.keys(resourceNames)) {
      const key = `${pod.spec?.nodeName} ${resourceName}`;
      busy.set(key, (busy.get(key) ?? 0) + gpuRequest(pod, resourceName));
    }
  }
  return busy;
}

/** GPUs that a pod holds: requests equal limits for extended resources, and either may be left out. */
function gpuRequest(pod: Pod, resourceName: string): number {
  const containers = pod.spec?.containers ?? [];
  return containers.reduce(
    (total, { resources }) => total + wholeNumber(resources?.limits?.[resourceName] ?? resources?.requests?.[resourceName]),
    0,
  );
}

function isRunning(pod: Pod): boolean {
  return pod.spec?.nodeName !== undefined && pod.status?.phase !== 'Succeeded' && pod.status?.phase !== 'Failed';
}

function isSchedulable(node: Node): boolean {
  const ready = node.status?.conditions?.find((condition) => condition.type === 'Ready');
  return node.spec?.unschedulable !== true && ready?.status === 'True';
}

function wholeNumber(quantity: unknown): number {
  const number = Number(quantity ?? 0);
  return Number.isInteger(number) && number > 0 ? number : 0;
}
