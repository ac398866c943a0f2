/** What the nodes of a cluster have: GPUs by kind, how many, how many of them free. */
import type { Node, Pod } from 'kubernetes-types/core/v1.d.ts';
import type { DeviceVendor } from '../../contract/views/device.ts';
import type { Catalog, GpuModel } from '../catalog/catalog.ts';
import { bytesPerMiB } from '../units.ts';
import type { GpuGroup } from './gpu-group.ts';
import type { LabelValue } from './labelled-gpus.ts';
import { type NodeGpus, nodeGpus } from './node-gpus.ts';
import { holdsResources, podRequest } from './pod-requests.ts';

/** GPUs of one node that pods can ask for under one name. */
export interface GpuNode {
  readonly name: string;
  readonly vendor: DeviceVendor;
  /** Undefined where the labels do not say which GPU it is, or the node mixes several. */
  readonly gpu: GpuModel | undefined;
  /** `MIG 3g.40gb`, `CPX/NPS4`, `shared by 4`; absent for whole GPUs. */
  readonly partition?: string | undefined;
  /** The label by which the kind was told, for node selectors. */
  readonly identity: LabelValue | undefined;
  /** A second label, where the first one is also that of partitions, or of whole GPUs, of the same kind. */
  readonly alsoLabel?: LabelValue | undefined;
  readonly resourceName: string;
  readonly total: number;
  /** total minus what other pods asked for. */
  readonly free: number;
  /** Of one GPU or partition, as the node reports it; the catalog fills gaps of whole GPUs; undefined where neither says. */
  readonly gpuBytes: number | undefined;
}

/**
 * GPU nodes that pods can be scheduled to. `countPod` decides whose requests make a GPU busy: an endpoint that is being
 * chosen for leaves its own pods out.
 */
export function readGpuNodes(
  nodes: readonly Node[],
  pods: readonly Pod[],
  catalog: Pick<Catalog, 'gpus'>,
  countPod: (pod: Pod) => boolean = () => true,
): GpuNode[] {
  const byNode = podsByNode(pods.filter((pod) => holdsResources(pod) && countPod(pod)));
  const read = nodes.map((node) => nodeGpus(node, catalog.gpus));
  const isShared = sharedIdentities(read.flatMap(({ groups }) => groups));
  return read
    .filter(({ isSchedulable }) => isSchedulable)
    .flatMap((node) => gpuNodes(node, { pods: byNode.get(node.name) ?? [], catalog, isShared }));
}

/** Pods that hold resources, by the node that they are bound to. */
function podsByNode(pods: readonly Pod[]): ReadonlyMap<string, Pod[]> {
  const byNode = new Map<string, Pod[]>();
  for (const pod of pods) {
    const name = pod.spec?.nodeName ?? '';
    const held = byNode.get(name);
    if (held) held.push(pod);
    else byNode.set(name, [pod]);
  }
  return byNode;
}

interface Around {
  /** Those that hold resources of the node. */
  readonly pods: readonly Pod[];
  readonly catalog: Pick<Catalog, 'gpus'>;
  readonly isShared: (group: GpuGroup) => boolean;
}

function gpuNodes({ name, groups }: NodeGpus, { pods, catalog, isShared }: Around): GpuNode[] {
  const resources = new Set(groups.flatMap(({ resourceName }) => resourceName ?? []));
  return [...resources].map((resourceName) => {
    const behind = groups.filter((group) => group.resourceName === resourceName);
    const total = behind.reduce((sum, group) => sum + group.total, 0);
    const busy = pods.reduce((sum, pod) => sum + podRequest(pod, resourceName), 0);
    return { name, resourceName, total, free: Math.max(0, total - busy), ...kindOf(behind, { catalog, isShared }) };
  });
}

type Kind = Pick<GpuNode, 'vendor' | 'gpu' | 'partition' | 'identity' | 'alsoLabel' | 'gpuBytes'>;

function kindOf([first, ...others]: readonly GpuGroup[], { catalog, isShared }: Omit<Around, 'pods'>): Kind {
  if (!first || others.length > 0) return { vendor: first?.vendor ?? 'other', gpu: undefined, identity: undefined, gpuBytes: undefined };
  const { vendor, identity, sizeLabel } = first;
  const gpu = catalog.gpus.find(({ key }) => key === first.gpu?.key);
  const partition = partitionName(first);
  const alsoLabel = isShared(first) ? sizeLabel : undefined;
  return {
    vendor,
    gpu,
    identity,
    gpuBytes: bytesOf(first),
    ...(partition === null ? {} : { partition }),
    ...(alsoLabel ? { alsoLabel } : {}),
  };
}

/** Whether whole GPUs and partitions of a cluster have the same identity and the same resource. */
function sharedIdentities(groups: readonly GpuGroup[]): (group: GpuGroup) => boolean {
  const keyOf = ({ resourceName, identity }: GpuGroup) => `${resourceName} ${identity?.label} ${identity?.value}`;
  const partitions = new Map<string, Set<string | null>>();
  for (const group of groups) partitions.set(keyOf(group), (partitions.get(keyOf(group)) ?? new Set()).add(group.partition));
  return (group) => (partitions.get(keyOf(group))?.size ?? 0) > 1;
}

/** A share is a kind of its own too: what fits on a whole GPU need not fit beside others. */
export function partitionName({ partition, replicas }: Pick<GpuGroup, 'partition' | 'replicas'>): string | null {
  const parts = [partition, replicas > 1 ? `shared by ${replicas}` : null].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' ');
}

/** Nobody keeps the memory of shares apart: no more than an even share can be counted on. */
function bytesOf({ memoryMiB, gpu, partition, replicas }: GpuGroup): number | undefined {
  const listed = partition === null ? gpu?.memoryMiB : undefined;
  const known = memoryMiB ?? listed;
  return known === undefined ? undefined : Math.floor((known * bytesPerMiB) / replicas);
}
