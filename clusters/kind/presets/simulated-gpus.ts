import { type KindConfig, nodesOf } from '../config/kind-config.ts';

/** Labels that make a node part of a simulated fleet. In kind's own configuration they outlive every restart. */
const gpuLabel = 'slipway.dev/simulated-gpu';
const countLabel = 'slipway.dev/simulated-gpu-count';

/** @param gpu its key in the GPU catalog: `MI300X` */
export function simulatedGpuLabels(gpu: string, count: number): Record<string, string> {
  return { [gpuLabel]: gpu, [countLabel]: String(count) };
}

/** GPUs that the nodes of a configuration only say they have: which, and how many on all nodes together. */
export function simulatedGpusOf(config: KindConfig): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { labels = {} } of nodesOf(config)) {
    const gpu = labels[gpuLabel];
    if (gpu) counts.set(gpu, (counts.get(gpu) ?? 0) + Number(labels[countLabel] ?? 1));
  }
  return counts;
}
