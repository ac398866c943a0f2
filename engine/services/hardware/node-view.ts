import type { Node, Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Stored } from '../../../clusters/objects.ts';
import type { NodeView } from '../../contract/views/node.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import { nodeGpus } from '../../domain/fleet/node-gpus.ts';
import { nodeSummary } from '../../domain/fleet/node-summary.ts';
import { holdsResources } from '../../domain/fleet/pod-requests.ts';

/** A node with its GPUs, cordoned or not: free are those that no pod on it asked for. `pods` are the pods bound to the node. */
export function nodeView(node: Stored<Node>, pods: readonly Stored<Pod>[], catalog: Catalog): NodeView {
  const holding = pods.filter(holdsResources);
  const gpus = nodeGpus(node, catalog.gpus);
  return {
    name: node.metadata.name,
    ready: node.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false,
    gpus: nodeSummary(gpus, holding),
    findings: [...gpus.findings],
    cpu: node.status?.allocatable?.['cpu'] ?? '',
    memory: node.status?.allocatable?.['memory'] ?? '',
    pods: holding.length,
  };
}
