/** Labels of Intel's GPU rules for node feature discovery: `gpu.intel.com/device-id.0380-56c1.present=true`. */
import { type FleetGpu, hasPciId, type LabelledGpus, type Labels, labelNumber, unlabelledGpu } from '../labelled-gpus.ts';

const deviceId = /^gpu\.intel\.com\/device-id\.[0-9a-f]{4}-([0-9a-f]{4})\.(present|count)$/;

export function intelGpus(labels: Labels, gpus: readonly FleetGpu[]): LabelledGpus | undefined {
  const ids = new Set(Object.keys(labels).flatMap((label) => deviceId.exec(label)?.[1] ?? []));
  const product = labels['gpu.intel.com/product'] ?? null;
  if (ids.size === 0 && product === null) return undefined;
  const [pciId] = ids;
  const gpu = ids.size === 1 && pciId !== undefined ? gpus.find((each) => each.vendor === 'intel' && hasPciId(each, pciId)) : undefined;
  const label = Object.keys(labels).find((each) => deviceId.exec(each)?.[2] === 'present');
  return {
    ...unlabelledGpu,
    name: product,
    gpu,
    pciId: ids.size === 1 ? (pciId ?? null) : null,
    isa: gpu?.isa ?? null,
    count: countOf(labels),
    identity: gpu && label !== undefined ? { label, value: labels[label] ?? '' } : undefined,
    problems: ids.size > 1 ? ['The node has Intel GPUs of several kinds; which of them a pod gets is not known.'] : [],
  };
}

function countOf(labels: Labels): number | null {
  const counts = Object.entries(labels).flatMap(([label, text]) =>
    deviceId.exec(label)?.[2] === 'count' ? (labelNumber(text) ?? []) : [],
  );
  return counts.length === 0 ? null : counts.reduce((total, count) => total + count, 0);
}
