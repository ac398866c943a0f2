/** GPUs that a node has and that no device plugin offers to pods. */
import type { DeviceVendor } from '../../contract/views/device.ts';
import type { GpuGroup, Offer } from './gpu-group.ts';
import { type FleetGpu, type LabelledGpus, type Labels, unlabelledGpu } from './labelled-gpus.ts';
import { pciLabelled } from './labelled-resource.ts';
import { amdGpus } from './labels/amd.ts';
import { intelGpus } from './labels/intel.ts';
import { hasInvalidSlices, nvidiaGpus } from './labels/nvidia.ts';
import { pciGpus } from './labels/pci.ts';

interface Looked {
  readonly labels: Labels;
  readonly gpus: readonly FleetGpu[];
  /** Those of which pods can have GPUs. */
  readonly vendorsOnOffer: ReadonlySet<DeviceVendor>;
  readonly offers: readonly Offer[];
  /** False: what pods can ask for was not told, as in a list of labels alone. */
  readonly tellsOffers: boolean;
}

interface Missing {
  readonly groups: GpuGroup[];
  readonly findings: string[];
}

const plugins: Readonly<Record<string, string>> = {
  amd: "AMD's device plugin or GPU operator (resource amd.com/gpu)",
  nvidia: "NVIDIA's device plugin or GPU operator (resource nvidia.com/gpu)",
  intel: "Intel's device plugin (resource gpu.intel.com/xe or gpu.intel.com/i915)",
  habana: "Habana's device plugin (resource habana.ai/gaudi)",
};
const names: Readonly<Record<string, string>> = { amd: 'AMD', nvidia: 'NVIDIA', intel: 'Intel', habana: 'Gaudi' };

/** No server has more GPUs: a label that counts more is a mistake. */
const mostOfOneNode = 64;

export function withoutPlugin(looked: Looked): Missing {
  const found = (['nvidia', 'amd', 'intel', 'habana'] as const)
    .filter((vendor) => !looked.vendorsOnOffer.has(vendor))
    .map((vendor) => ofVendor(vendor, looked));
  return { groups: found.flatMap(({ groups }) => groups), findings: found.flatMap(({ findings }) => findings) };
}

function ofVendor(vendor: DeviceVendor, { labels, gpus, offers, tellsOffers }: Looked): Missing {
  const told = labelsOf(vendor, labels, gpus);
  if (told.length === 0) return { groups: [], findings: [] };
  const hasPlugin = offers.some(({ resource }) => resource.vendor === vendor);
  const finding = vendor === 'nvidia' && hasInvalidSlices(labels) ? invalidSlices : tellsOffers ? sentence(vendor, hasPlugin) : notTold;
  const groups = told.map((each) => ({
    ...each,
    problems: [...each.problems, finding],
    vendor,
    resourceName: null,
    total: Math.min(mostOfOneNode, Math.max(1, each.count ?? 1)),
    isMixed: told.length > 1,
  }));
  return { groups, findings: [finding] };
}

const invalidSlices =
  'MIG is on, but the slices of the GPUs differ, so the single MIG strategy offers none of them: cut all GPUs alike, or set the strategy of the device plugin to mixed.';

const notTold = 'Only labels were given, without the resources of the node: whether pods can ask for the GPU is not known.';

function sentence(vendor: DeviceVendor, hasPlugin: boolean): string {
  const name = names[vendor] ?? vendor;
  if (hasPlugin)
    return `${name} GPU present, but its device plugin offers none to pods: look at the plugin's log on this node, where a missing driver or unhealthy GPUs are told.`;
  return `${name} GPU present, device plugin missing: pods cannot ask for it. Install ${plugins[vendor]}.`;
}

/** The plugin's own labels say most; a label of the PCI device says at least that there is one. */
function labelsOf(vendor: DeviceVendor, labels: Labels, gpus: readonly FleetGpu[]): LabelledGpus[] {
  const own = ownLabels(vendor, labels, gpus);
  if (own.length > 0) return own;
  const pci = pciGpus(labels).filter((each) => each.vendor === vendor);
  const withId = new Map(pci.flatMap((each) => (each.pciId === null ? [] : [[each.pciId, each] as const])));
  if (withId.size > 0) return [...withId.values()].map((each) => ({ ...pciLabelled(each, gpus), memoryReason }));
  return pci.length === 0 ? [] : [{ ...unlabelledGpu, memoryReason }];
}

const memoryReason = 'Labels of PCI devices state no memory; a device plugin with its labels does.';

function ownLabels(vendor: DeviceVendor, labels: Labels, gpus: readonly FleetGpu[]): LabelledGpus[] {
  if (vendor === 'amd') return amdGpus(labels, gpus);
  const told = vendor === 'nvidia' ? nvidiaGpus(labels, gpus) : vendor === 'intel' ? intelGpus(labels, gpus) : undefined;
  return told ? [told] : [];
}
