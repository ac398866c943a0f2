/** GPUs that Kubernetes nodes have: one device for each that a pod can ask for. */
import type { Node } from 'kubernetes-types/core/v1.d.ts';
import { nodeDevices } from '../../../domain/fleet/node-devices.ts';
import { nodeGpus } from '../../../domain/fleet/node-gpus.ts';
import type { GpuTable } from '../../identify.ts';
import type { Parsed, ToolFile } from '../../parser.ts';
import { readDocuments } from './documents.ts';
import { findNodes } from './nodes.ts';

export function parseNode(files: readonly ToolFile[], { gpus }: GpuTable): Parsed {
  const documents = files.map(({ text }) => readDocuments(text));
  const found = findNodes(documents.flatMap(({ values }) => values));
  const { nodes, doubles } = withoutDoubles(found.nodes);
  const read = nodes.map((node) => nodeGpus(node, gpus));
  const devices = read.flatMap(nodeDevices);
  const isWithout = nodes.length > 0 && devices.length === 0;
  return {
    devices,
    problems: [
      ...documents.flatMap(({ problems }) => problems),
      ...(nodes.length === 0 ? [noNode(found.others)] : []),
      ...(isWithout ? [`No GPU is offered or labelled on ${nodes.length === 1 ? 'the node' : `any of ${nodes.length} nodes`}.`] : []),
      ...doubles.map((name) => `The node ${name} is there several times: the first one counts.`),
      ...read.flatMap(({ name, findings }) => findings.map((finding) => (name === '' ? finding : `${name}: ${finding}`))),
    ],
  };
}

function noNode(others: readonly string[]): string {
  const instead = others.length === 0 ? '' : `, but ${[...new Set(others)].slice(0, 5).join(', ')}`;
  return `No node was found${instead}: this reads what "kubectl get nodes -o yaml" prints, one Node, or its labels.`;
}

function withoutDoubles(nodes: readonly Node[]): { nodes: Node[]; doubles: string[] } {
  const names = new Set<string>();
  const doubles = new Set<string>();
  const single = nodes.filter(({ metadata }) => {
    const name = metadata?.name ?? '';
    const isDouble = name !== '' && names.has(name);
    if (isDouble) doubles.add(name);
    names.add(name);
    return !isDouble;
  });
  return { nodes: single, doubles: [...doubles] };
}
