/** The labels that the vendors' own node labellers write for `count` GPUs of one kind. */
import type { AmdGpu, NvidiaGpu, SimulatedGpu } from './gpus.ts';

/** The GPU's catalog key, which the vendors' labels do not have: for people, and for whoever simulates the GPU. */
export const gpuModelLabel = 'slipway.dev/gpu-model';

/** The extended resources under which device plugins offer GPUs. */
export const gpuResourceNames: readonly string[] = ['amd.com/gpu', 'nvidia.com/gpu'];

/** The extended resource under which a device plugin offers the GPU. */
export function gpuResourceName(gpu: SimulatedGpu): string {
  return gpu.vendor === 'amd' ? 'amd.com/gpu' : 'nvidia.com/gpu';
}

/** Labels of a node whose GPUs are all of this kind. */
export function gpuLabels(gpu: SimulatedGpu, count: number): Record<string, string> {
  return gpu.vendor === 'amd' ? amdLabels(gpu, count) : nvidiaLabels(gpu, count);
}

const simdsPerComputeUnit = 4;

/** @see https://github.com/ROCm/k8s-device-plugin/blob/master/cmd/k8s-node-labeller/README.md */
function amdLabels(gpu: AmdGpu, count: number): Record<string, string> {
  const properties: Record<string, string> = {
    'cu-count': String(gpu.computeUnits),
    'simd-count': String(gpu.computeUnits * simdsPerComputeUnit),
    'device-id': gpu.deviceId,
    family: 'AI',
    vram: `${gpu.memoryGiB}G`,
    ...(gpu.productName ? { 'product-name': gpu.productName } : {}),
  };
  const labels: Record<string, string> = { 'amd.com/gpu.driver-version': '6.10.5' };
  for (const [name, value] of Object.entries(properties)) {
    labels[`amd.com/gpu.${name}`] = value;
    labels[`beta.amd.com/gpu.${name}`] = value;
    labels[`beta.amd.com/gpu.${name}.${value}`] = String(count);
  }
  return labels;
}

/** @see https://github.com/NVIDIA/k8s-device-plugin/blob/main/docs/gpu-feature-discovery/README.md */
function nvidiaLabels(gpu: NvidiaGpu, count: number): Record<string, string> {
  const [major, minor] = gpu.compute;
  return {
    'nvidia.com/cuda.driver-version.full': '570.133.20',
    'nvidia.com/cuda.driver-version.major': '570',
    'nvidia.com/cuda.driver-version.minor': '133',
    'nvidia.com/cuda.driver-version.revision': '20',
    'nvidia.com/cuda.runtime-version.full': '12.8',
    'nvidia.com/cuda.runtime-version.major': '12',
    'nvidia.com/cuda.runtime-version.minor': '8',
    'nvidia.com/gpu.compute.major': String(major),
    'nvidia.com/gpu.compute.minor': String(minor),
    'nvidia.com/gpu.count': String(count),
    'nvidia.com/gpu.family': gpu.family,
    'nvidia.com/gpu.memory': String(gpu.memoryMiB),
    'nvidia.com/gpu.present': 'true',
    'nvidia.com/gpu.product': gpu.product,
    'nvidia.com/gpu.replicas': '1',
    'nvidia.com/mig.capable': String(gpu.partitionable),
    'nvidia.com/mig.strategy': 'none',
  };
}
