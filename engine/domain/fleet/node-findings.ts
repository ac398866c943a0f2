/** What a person should know of a node's GPUs, a sentence each. */

import { type GpuGroup, groupName, type Offer } from './gpu-group.ts';
import type { Labels } from './labelled-gpus.ts';
import { nvidiaCards } from './labels/nvidia.ts';

interface Facts {
  readonly labels: Labels;
  readonly offers: readonly Offer[];
  readonly groups: readonly GpuGroup[];
}

export function nodeFindings(facts: Facts): string[] {
  return [...unhealthy(facts), ...mixed(facts), ...shared(facts), ...unknown(facts), ...fewerThanLabelled(facts), ...virtual(facts)];
}

function unhealthy({ offers }: Facts): string[] {
  return offers
    .filter(({ allocatable, capacity }) => allocatable < capacity)
    .map(
      ({ resource, allocatable, capacity }) =>
        `${capacity - allocatable} of ${capacity} ${resource.name} cannot be used: the device plugin calls them unhealthy, or its number is a mistake.`,
    );
}

function mixed({ groups }: Facts): string[] {
  const resources = new Set(groups.flatMap(({ isMixed, resourceName }) => (isMixed && resourceName !== null ? [resourceName] : [])));
  return [...resources].map((name) => {
    const kinds = groups.filter(({ resourceName }) => resourceName === name).map((group) => `${group.total} ${groupName(group)}`);
    return `${name} mixes ${kinds.join(' and ')}: which of them a pod gets cannot be said, so no recipe is chosen for them.`;
  });
}

function shared({ groups }: Facts): string[] {
  return groups
    .filter(({ replicas }) => replicas > 1)
    .map(
      (group) =>
        `Each ${groupName(group)} is shared by up to ${group.replicas} pods (time slicing or MPS): its memory is not kept apart, and a share is counted as one of ${group.total}.`,
    );
}

function unknown({ groups }: Facts): string[] {
  return groups
    .filter(({ gpu, isMixed, resourceName }) => !gpu && !isMixed && resourceName !== null)
    .map(({ resourceName, name, total }) =>
      name === null
        ? `No label tells which GPU ${resourceName} is (${total} of them): install the vendor's node labels (GPU feature discovery, AMD's node labeller).`
        : `The catalog does not know the GPU ${name}.`,
    );
}

function fewerThanLabelled({ labels, offers }: Facts): string[] {
  const cards = nvidiaCards(labels);
  const offer = offers.find(({ resource }) => resource.name === 'nvidia.com/gpu');
  // Cards that are cut into slices are counted, and are offered as slices.
  const isCut = offers.some(({ resource }) => resource.vendor === 'nvidia' && resource.partition !== null);
  if (isCut || cards === null || !offer || offer.capacity === 0 || offer.capacity >= cards) return [];
  return [`The labels count ${cards} NVIDIA GPUs, but the device plugin knows ${offer.capacity}: look at its log on this node.`];
}

function virtual({ labels }: Facts): string[] {
  if (labels['nvidia.com/vgpu.present'] !== 'true') return [];
  return ['The node has a virtual NVIDIA GPU (vGPU): it has the memory of its profile, not of the card.'];
}
