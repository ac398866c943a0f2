import type { NodeView } from '../../../engine/contract/views/node.ts';
import { table } from '../../output.ts';

/** A cluster's GPUs for people: by kind, by node, and what a person should know. */
export function fleetText(nodes: readonly NodeView[], findings: readonly string[]): string {
  const withGpus = nodes.filter(({ gpus }) => gpus.length > 0);
  const found =
    withGpus.length === 0 ? [`None of ${nodes.length} nodes offers a GPU to pods.`] : [kindTable(withGpus), nodeTable(withGpus)];
  return [...found, findings.join('\n')].filter((part) => part !== '').join('\n\n');
}

type NodeGpu = NodeView['gpus'][number];

/** Of nodes that are ready: the others' GPUs cannot be had. */
function kindTable(nodes: readonly NodeView[]): string {
  const kinds = new Map<string, { gpu: NodeGpu; total: number; free: number; nodes: number }>();
  for (const { gpus } of nodes.filter(({ ready }) => ready)) {
    for (const gpu of gpus) {
      const key = `${nameOfGpu(gpu)} ${gpu.memoryMiB}`;
      const kind = kinds.get(key) ?? { gpu, total: 0, free: 0, nodes: 0 };
      kinds.set(key, { gpu, total: kind.total + gpu.total, free: kind.free + gpu.free, nodes: kind.nodes + 1 });
    }
  }
  const rows = [...kinds.values()].map(({ gpu, total, free, nodes: count }) => [
    nameOfGpu(gpu),
    String(free),
    String(total - free),
    String(total),
    memory(gpu),
    String(count),
  ]);
  return table(['GPU', 'FREE', 'USED', 'TOTAL', 'MEMORY EACH', 'NODES'], rows);
}

function nodeTable(nodes: readonly NodeView[]): string {
  const rows = nodes.flatMap(({ name, ready, gpus }) =>
    gpus.map((gpu) => [name, ready ? 'ready' : 'not ready', nameOfGpu(gpu), `${gpu.free}/${gpu.total}`, gpu.resourceName]),
  );
  return table(['NODE', 'STATE', 'GPU', 'FREE', 'RESOURCE'], rows);
}

function nameOfGpu({ model, resourceName, partition }: NodeGpu): string {
  return [model ?? resourceName, partition].filter((part) => part !== null).join(' ');
}

function memory({ memoryMiB }: NodeGpu): string {
  return memoryMiB === null ? 'not known' : `${(memoryMiB / 1024).toFixed(1)} GiB`;
}
