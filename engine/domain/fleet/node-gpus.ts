/** The GPUs of one node: what its plugins offer, what its labels tell of them, and what a person should know. */
import type { Node } from 'kubernetes-types/core/v1.d.ts';
import type { GpuGroup, Offer } from './gpu-group.ts';
import { gpuQuantity, gpuResource } from './gpu-resource.ts';
import { type FleetGpu, type LabelledGpus, type Labels, unlabelledGpu } from './labelled-gpus.ts';
import { labelledGpus } from './labelled-resource.ts';
import { withoutPlugin } from './missing-plugin.ts';
import { nodeFindings } from './node-findings.ts';

export interface NodeGpus {
  readonly name: string;
  /** Ready and not cordoned. */
  readonly isSchedulable: boolean;
  readonly groups: readonly GpuGroup[];
  /** A sentence each. */
  readonly findings: readonly string[];
}

/** No node has more on offer, time slices included: a larger number is a mistake. */
const mostOnOffer = 512;

const known = new WeakMap<Node, { readonly gpus: readonly FleetGpu[]; readonly found: NodeGpus }>();

/** Read once an object: of a thousand nodes that are asked for again and again, few have changed. */
export function nodeGpus(node: Node, gpus: readonly FleetGpu[]): NodeGpus {
  const before = known.get(node);
  if (before?.gpus === gpus) return before.found;
  const found = readNode(node, gpus);
  known.set(node, { gpus, found });
  return found;
}

function readNode(node: Node, gpus: readonly FleetGpu[]): NodeGpus {
  const labels: Labels = node.metadata?.labels ?? {};
  const offers = offersOf(node);
  const offered = offers.flatMap((offer) => groupsOf(offer, labels, gpus));
  const vendorsOnOffer = new Set(offered.map(({ vendor }) => vendor));
  const missing = withoutPlugin({ labels, gpus, vendorsOnOffer, offers, tellsOffers: tellsOffers(node) });
  const groups = [...offered, ...missing.groups];
  return {
    name: node.metadata?.name ?? '',
    isSchedulable: isSchedulable(node),
    groups,
    findings: [...missing.findings, ...nodeFindings({ labels, offers, groups })],
  };
}

/** Also resources of which there are none: that a plugin is there counts. */
function offersOf(node: Node): Offer[] {
  const { allocatable, capacity } = node.status ?? {};
  const usable = allocatable ?? capacity ?? {};
  const names = new Set([...Object.keys(usable), ...Object.keys(capacity ?? {})]);
  return [...names].flatMap((name) => {
    const resource = gpuResource(name);
    if (!resource) return [];
    const count = gpuQuantity(usable[name]);
    return [{ resource, allocatable: count > mostOnOffer ? 0 : count, capacity: Math.max(count, gpuQuantity(capacity?.[name])) }];
  });
}

function groupsOf({ resource, allocatable, capacity }: Offer, labels: Labels, gpus: readonly FleetGpu[]): GpuGroup[] {
  if (allocatable === 0) return [];
  const kinds = shares(labelledGpus(labels, { resource, capacity }, gpus), allocatable);
  return kinds.map(({ kind, total }) => ({
    ...kind,
    partition: resource.partition ?? kind.partition,
    vendor: resource.vendor,
    resourceName: resource.name,
    total,
    isMixed: kinds.length > 1,
  }));
}

/** How many of each kind pods can ask for; those that no label counts are of a kind that nobody tells. */
function shares(kinds: readonly LabelledGpus[], allocatable: number): { kind: LabelledGpus; total: number }[] {
  const [only, ...others] = kinds;
  if (only && others.length === 0) return [{ kind: only, total: allocatable }];
  let left = allocatable;
  const counted = kinds.map((kind) => {
    const total = Math.min(left, kind.count ?? 0);
    left -= total;
    return { kind, total };
  });
  return [...counted, { kind: unlabelledGpu, total: left }].filter(({ total }) => total > 0);
}

function tellsOffers({ status }: Node): boolean {
  return status?.allocatable !== undefined || status?.capacity !== undefined;
}

function isSchedulable(node: Node): boolean {
  const ready = node.status?.conditions?.find((condition) => condition.type === 'Ready');
  return node.spec?.unschedulable !== true && ready?.status === 'True';
}
