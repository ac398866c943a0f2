import type { Node, Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Stored } from '../../../clusters/objects.ts';
import type { NodeView } from '../../contract/views/workbench.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import { readGpuNodes } from '../../domain/choose/nodes.ts';
import { bytesPerMiB } from '../../domain/units.ts';

/** A node with its GPUs: free are those that no pod on it asked for. `pods` are the pods bound to the node. */
export function nodeView(node: Stored<Node>, pods: readonly Stored<Pod>[], catalog: Catalog): NodeView {
  const running = pods.filter((pod) => pod.status?.phase !== 'Succeeded' && pod.status?.phase !== 'Failed');
  return {
    name: node.metadata.name,
    ready: node.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false,
    gpu: gpuOf(node, running, catalog),
    cpu: node.status?.allocatable?.['cpu'] ?? '',
    memory: node.status?.allocatable?.['memory'] ?? '',
    pods: running.length,
  };
}

function gpuOf(node: Stored<Node>, pods: readonly Stored<Pod>[], catalog: Catalog): NodeView['gpu'] {
  const [found] = readGpuNodes([asSchedulable(node)], pods, catalog);
  if (!found) return null;
  const { vendor, gpu, resourceName, total, free, gpuBytes } = found;
  const memoryMiB = gpuBytes === undefined ? null : Math.round(gpuBytes / bytesPerMiB);
  return { vendor, model: gpu?.key ?? null, resourceName, total, free, memoryMiB };
}

// A choice counts only nodes that take pods; people want to see the GPUs of a cordoned node too.
function asSchedulable(node: Stored<Node>): Node {
  const { conditions, ...status } = node.status ?? {};
  return { ...node, spec: { ...node.spec, unschedulable: false }, status: { ...status, conditions: [ready] } };
}

const ready = { type: 'Ready', status: 'True' } as const;
