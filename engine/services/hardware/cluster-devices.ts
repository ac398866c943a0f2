import type { Node } from 'kubernetes-types/core/v1.d.ts';
import type { ClusterDevices } from '../../contract/views/device.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import { nodeDevices } from '../../domain/fleet/node-devices.ts';
import { nodeGpus } from '../../domain/fleet/node-gpus.ts';

/** The GPUs of all nodes, in the order of the nodes' names. */
export function clusterDevices(nodes: readonly Node[], { gpus }: Catalog): ClusterDevices {
  const read = nodes
    .map((node) => nodeGpus(node, gpus))
    .sort((left, right) => left.name.localeCompare(right.name, 'en', { numeric: true }));
  return {
    devices: read.flatMap(nodeDevices),
    findings: read.flatMap(({ name, findings }) => findings.map((finding) => `${name}: ${finding}`)),
  };
}
