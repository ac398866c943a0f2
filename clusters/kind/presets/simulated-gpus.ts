import { simulatedGpuCountLabel, simulatedGpuLabel } from '../../fleet/simulated-node.ts';
import { type KindConfig, nodesOf } from '../config/kind-config.ts';

/**
 * Labels that make a node part of a simulated fleet. In kind's own configuration they outlive every restart.
 * @param gpu its key in the GPU catalog: `MI300X`
 */
export function simulatedGpuLabels(gpu: string, count: number): Record<string, string> {
  return { [simulatedGpuLabel]: gpu, [simulatedGpuCountLabel]: String(count) };
}

/** GPUs that the nodes of a configuration only say they have: which, and how many on all nodes together. */
export function simulatedGpusOf(config: KindConfig): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { labels = {} } of nodesOf(config)) {
    const gpu = labels[simulatedGpuLabel];
    if (gpu) counts.set(gpu, (counts.get(gpu) ?? 0) + Number(labels[simulatedGpuCountLabel] ?? 1));
  }
  return counts;
}
