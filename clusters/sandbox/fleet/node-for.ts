import type { Node } from 'kubernetes-types/core/v1.d.ts';
import { gpuLabels, gpuModelLabel, gpuResourceName } from '../../fleet/gpu-labels.ts';
import { gpuOf, type SimulatedGpu } from '../../fleet/gpus.ts';
import { kubernetesVersion } from '../version.ts';

/** A node wanted in the fleet. Without `gpu` it has none. */
export interface FleetNode {
  name: string;
  /** A key of clusters/fleet/gpus.ts, such as `MI300X`. */
  gpu?: string | undefined;
  count?: number | undefined;
}

/** One node of 8 MI300X, one of 8 H100, one without GPU. */
export const defaultFleet: readonly FleetNode[] = [
  { name: 'mi300x-1', gpu: 'MI300X', count: 8 },
  { name: 'h100-1', gpu: 'H100', count: 8 },
  { name: 'cpu-1' },
];

/** Carried by every node that the sandbox's agent runs. */
export const simulatedNodeLabel = 'sandbox.slipway.dev/simulated';

const maximumGpus = 16;

/** The Node object of a fleet entry. Throws RangeError for an unknown GPU or an impossible count. */
export function nodeFor({ name, gpu, count = gpu ? 8 : 0 }: FleetNode): Node {
  const model = gpu ? gpuOf(gpu) : undefined;
  if (model && (!Number.isInteger(count) || count < 1 || count > maximumGpus)) {
    throw new RangeError(
      `A sandbox node has 1 to ${maximumGpus} GPUs; ${count} were asked for node "${name}". Add more nodes for more GPUs.`,
    );
  }
  const capacity = capacityOf(model, count);
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: labelsOf(name, model, count) },
    spec: { providerID: `sandbox://${name}` },
    status: { capacity, allocatable: capacity, addresses: addressesOf(name), nodeInfo },
  };
}

/** The next free name of a GPU kind: `mi325x-1`, `mi325x-2`, ...; `cpu-N` without a GPU. */
export function nextNodeName(gpu: string | undefined, taken: ReadonlySet<string>): string {
  const stem = gpu ? gpuOf(gpu).key.toLowerCase() : 'cpu';
  for (let number = 1; ; number++) {
    const name = `${stem}-${number}`;
    if (!taken.has(name)) return name;
  }
}

// The size of a common 8-GPU server; a node without GPU is a third of it.
function capacityOf(gpu: SimulatedGpu | undefined, count: number): Record<string, string> {
  const size = gpu
    ? { cpu: '192', memory: '2Ti', 'ephemeral-storage': '10Ti' }
    : { cpu: '64', memory: '512Gi', 'ephemeral-storage': '2Ti' };
  // kubelet's default is 110 pods; simulated pods are light, and rehearsals are large.
  return { ...size, pods: '250', ...(gpu ? { [gpuResourceName(gpu)]: String(count) } : {}) };
}

function labelsOf(name: string, gpu: SimulatedGpu | undefined, count: number): Record<string, string> {
  return {
    'kubernetes.io/hostname': name,
    'kubernetes.io/arch': 'amd64',
    'kubernetes.io/os': 'linux',
    'node.kubernetes.io/instance-type': gpu ? `sandbox-${gpu.key.toLowerCase()}-${count}` : 'sandbox-cpu',
    [simulatedNodeLabel]: 'true',
    ...(gpu ? { [gpuModelLabel]: gpu.key, ...gpuLabels(gpu, count) } : {}),
  };
}

function addressesOf(name: string): { type: string; address: string }[] {
  return [
    { type: 'InternalIP', address: '127.0.0.1' },
    { type: 'Hostname', address: name },
  ];
}

const nodeInfo = {
  architecture: 'amd64',
  operatingSystem: 'linux',
  bootID: '',
  machineID: '',
  systemUUID: '',
  kernelVersion: 'simulated',
  osImage: 'Slipway sandbox',
  containerRuntimeVersion: 'slipway://1',
  kubeletVersion: kubernetesVersion,
  kubeProxyVersion: '',
};
