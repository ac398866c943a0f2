import { type KindConfig, type KindMount, type KindNode, kindApiVersion } from '../config/kind-config.ts';
import { simulatedGpuLabels } from './simulated-gpus.ts';

/** A configuration to begin with. */
export interface KindPreset {
  id: 'single' | 'three-workers' | 'mi300x' | 'h100' | 'nvidia' | 'amd';
  /** As people read it. */
  label: string;
  /** What it is for, in a sentence. */
  help: string;
  /** What the machine must have beyond an engine, each as a sentence. */
  needs: readonly string[];
  config(request?: PresetRequest): KindConfig;
}

export interface PresetRequest {
  /** Of all nodes; kind's own for its release where it is not said. */
  image?: string | undefined;
}

export const presets: readonly KindPreset[] = [
  {
    id: 'single',
    label: 'One node',
    help: 'The smallest cluster: one node that is control plane and worker at once.',
    needs: [],
    config: (request) => cluster([{ role: 'control-plane' }], request),
  },
  {
    id: 'three-workers',
    label: 'One control plane, three workers',
    help: 'For what needs several nodes: spreading, draining, disruption budgets.',
    needs: ['About 3 GB of memory for the nodes alone.'],
    config: (request) => cluster([{ role: 'control-plane' }, ...times(3, { role: 'worker' })], request),
  },
  simulatedFleet('mi300x', 'MI300X', 'AMD Instinct MI300X'),
  simulatedFleet('h100', 'H100', 'NVIDIA H100'),
  {
    id: 'nvidia',
    label: "This machine's NVIDIA GPUs",
    help: 'One node that sees the NVIDIA GPUs of this machine.',
    needs: [
      'NVIDIA GPUs with their driver, on Linux.',
      'The NVIDIA container toolkit, its runtime being the default of Docker.',
      'accept-nvidia-visible-devices-as-volume-mounts = true in /etc/nvidia-container-runtime/config.toml.',
    ],
    config: (request) => cluster([{ role: 'control-plane', extraMounts: nvidiaMounts() }], request),
  },
  {
    id: 'amd',
    label: "This machine's AMD GPUs",
    help: 'One node that sees the AMD GPUs of this machine.',
    needs: ['AMD GPUs with the amdgpu driver, on Linux: /dev/kfd and /dev/dri.'],
    config: (request) => cluster([{ role: 'control-plane', extraMounts: amdMounts() }], request),
  },
];

/** Undefined where there is none of that id. */
export function presetOf(id: string): KindPreset | undefined {
  return presets.find((preset) => preset.id === id);
}

function cluster(nodes: readonly KindNode[], { image }: PresetRequest = {}): KindConfig {
  return { kind: 'Cluster', apiVersion: kindApiVersion, nodes: nodes.map((node) => (image === undefined ? node : { ...node, image })) };
}

function simulatedFleet(id: 'mi300x' | 'h100', gpu: string, product: string): KindPreset {
  return {
    id,
    label: `A simulated fleet: 2 nodes with 8 ${gpu} each`,
    help: `Two workers that say they have eight ${product} each. No GPU is needed: models are simulated, and say so.`,
    needs: [],
    config: (request) => cluster([{ role: 'control-plane' }, ...times(2, { role: 'worker', labels: simulatedGpuLabels(gpu, 8) })], request),
  };
}

/**
 * The NVIDIA runtime reads which GPUs a container gets from the names of mounts below this folder; /dev/null is mounted because
 * something must be. https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/docker-specialized.html
 */
function nvidiaMounts(): KindMount[] {
  return [{ hostPath: '/dev/null', containerPath: '/var/run/nvidia-container-devices/all' }];
}

/** Compute and memory queues, and the render nodes: https://rocm.docs.amd.com/projects/install-on-linux/en/latest/how-to/docker.html */
function amdMounts(): KindMount[] {
  return ['/dev/kfd', '/dev/dri'].map((device) => ({ hostPath: device, containerPath: device }));
}

function times(count: number, node: KindNode): KindNode[] {
  return Array.from({ length: count }, () => structuredClone(node));
}
