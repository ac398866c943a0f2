/** GPUs of a node as devices: one for each that a pod can ask for, and for each that is there without a plugin. */
import type { Device } from '../../contract/views/device.ts';
import { type GpuGroup, groupName } from './gpu-group.ts';
import { partitionName } from './gpu-node.ts';
import type { NodeGpus } from './node-gpus.ts';

export function nodeDevices({ name, groups }: NodeGpus): Device[] {
  return groups.flatMap((group) => Array.from({ length: group.total }, () => deviceOf(group, name)));
}

function deviceOf(group: GpuGroup, node: string): Device {
  const unified = group.gpu ? (group.gpu.unified ?? false) : null;
  return {
    vendor: group.vendor,
    model: group.gpu?.key ?? null,
    name: group.name,
    index: null,
    uuid: null,
    pciId: group.pciId,
    pciAddress: null,
    isa: group.isa ?? group.gpu?.isa ?? null,
    memoryMiB: group.memoryMiB,
    memoryFreeMiB: null,
    memoryReason: group.memoryReason,
    unified,
    partition: partitionName(group),
    driver: group.driver,
    node: node === '' ? null : node,
    source: 'node',
    problems: problemsOf(group),
  };
}

function problemsOf(group: GpuGroup): string[] {
  const problems = [...group.problems];
  if (group.replicas > 1)
    problems.push(
      `Each ${groupName(group)} is shared by up to ${group.replicas} pods, and its memory is not kept apart: the figure is that of all of them.`,
    );
  if (group.isMixed) problems.push('The node mixes several kinds of GPU under one resource: which of them a pod gets cannot be said.');
  return problems;
}
