/**
 * Labels of Google Kubernetes Engine, which come without GPU feature discovery: cloud.google.com/gke-accelerator with the name
 * that Compute Engine gives the accelerator (cloud.google.com/compute/docs/gpus), and how it is cut or shared
 * (cloud.google.com/kubernetes-engine/docs/how-to/gpus-multi, .../timesharing-gpus). No label states the memory.
 */
import { type FleetGpu, type LabelledGpus, type Labels, labelNumber, unlabelledGpu } from '../labelled-gpus.ts';

const label = 'cloud.google.com/gke-accelerator';

/** Catalog keys; a name that is not here is told as it is. */
const kinds: Readonly<Record<string, string>> = {
  'nvidia-tesla-t4': 'T4',
  'nvidia-l4': 'L4',
  'nvidia-tesla-a100': 'A100-40GB-SXM4',
  'nvidia-a100-80gb': 'A100-80GB-SXM4',
  'nvidia-h100-80gb': 'H100-SXM5-80GB',
  'nvidia-h100-mega-80gb': 'H100-SXM5-80GB',
  'nvidia-h200-141gb': 'H200-SXM',
  'nvidia-b200': 'B200',
  'nvidia-gb200': 'GB200',
  'nvidia-gb300': 'GB300',
  'nvidia-rtx-pro-6000': 'RTXPRO6000-Server',
};

export function gkeGpus(labels: Labels, gpus: readonly FleetGpu[]): LabelledGpus | undefined {
  const name = labels[label];
  if (name === undefined || !name.startsWith('nvidia-')) return undefined;
  const gpu = Object.hasOwn(kinds, name) ? gpus.find(({ key }) => key === kinds[name]) : undefined;
  const slice = labels['cloud.google.com/gke-gpu-partition-size'];
  return {
    ...unlabelledGpu,
    name,
    gpu,
    isa: gpu?.isa ?? null,
    memoryReason: `The labels of Google Kubernetes Engine state no memory${gpu ? '' : `, and the catalog has no GPU that it calls ${name}`}.`,
    partition: slice === undefined ? null : `MIG ${slice}`,
    replicas: Math.max(1, labelNumber(labels['cloud.google.com/gke-max-shared-clients-per-gpu']) ?? 1),
    // It counts whole GPUs.
    count: slice === undefined ? labelNumber(labels['cloud.google.com/gke-accelerator-count']) : null,
    identity: { label, value: name },
    sizeLabel: slice === undefined ? undefined : { label: 'cloud.google.com/gke-gpu-partition-size', value: slice },
    problems: gpu ? [] : [`The catalog has no GPU that Google Kubernetes Engine calls ${name}.`],
  };
}
