/** A GPU that a simulated node can have: what its device plugin and labeller would say about it. */
export type SimulatedGpu = AmdGpu | NvidiaGpu;

interface GpuFacts {
  /** The key of the product's GPU catalog, written to the node as `slipway.dev/gpu-model`. */
  key: string;
  memoryGiB: number;
}

export interface AmdGpu extends GpuFacts {
  vendor: 'amd';
  /** PCI device id of the bare-metal function. */
  deviceId: string;
  computeUnits: number;
  /** Absent where no node with the label has been seen; the labeller leaves it out on boards without a product name too. */
  productName?: string;
}

export interface NvidiaGpu extends GpuFacts {
  vendor: 'nvidia';
  /** As NVML names it, in a label's characters. */
  product: string;
  family: string;
  /** `nvidia.com/gpu.memory`: MiB, the total that NVML reports. */
  memoryMiB: number;
  /** CUDA compute capability, major and minor. */
  compute: readonly [number, number];
  partitionable: boolean;
}

/**
 * Device ids: the pci.ids database (https://pci-ids.ucw.cz). Compute units: https://rocm.docs.amd.com/en/latest/reference/gpu-specs.html;
 * it leaves out MI308X, whose 80 are from a kernel's topology files, four partitions of 80 SIMDs.
 * Product labels: what nodes with AMD's node labeller and NVIDIA's GPU feature discovery were seen to carry.
 * NVIDIA memory: totals as nvidia-smi printed them, H100 and A100 to T4 together in https://github.com/modal-labs/modal-client/pull/2797,
 * A10 in https://github.com/mayooot/detect-gpu/issues/3 (24,146,608,128 bytes), H200 in nvidia_gpu_exporter's captures, RTX 4090 in netdata's
 * test data; B200's was seen in benchmark logs, without one to cite.
 */
export const simulatedGpus: readonly SimulatedGpu[] = [
  { vendor: 'amd', key: 'MI210', memoryGiB: 64, deviceId: '740f', computeUnits: 104 },
  // One board is two devices to the driver; a simulated node counts boards.
  { vendor: 'amd', key: 'MI250X', memoryGiB: 128, deviceId: '7408', computeUnits: 220 },
  { vendor: 'amd', key: 'MI300X', memoryGiB: 192, deviceId: '74a1', computeUnits: 304, productName: 'AMD_Instinct_MI300X_OAM' },
  { vendor: 'amd', key: 'MI308X', memoryGiB: 192, deviceId: '74a2', computeUnits: 80, productName: 'AMD_Instinct_MI308X_OAM' },
  // The board calls itself MI325 and MI355, without the X.
  { vendor: 'amd', key: 'MI325X', memoryGiB: 256, deviceId: '74a5', computeUnits: 304, productName: 'AMD_Instinct_MI325_OAM' },
  { vendor: 'amd', key: 'MI350X', memoryGiB: 288, deviceId: '75a0', computeUnits: 256 },
  { vendor: 'amd', key: 'MI355X', memoryGiB: 288, deviceId: '75a3', computeUnits: 256, productName: 'AMD_Instinct_MI355_OAM' },
  nvidia('T4', 16, { product: 'Tesla-T4', family: 'turing', memoryMiB: 15_360, compute: [7, 5], partitionable: false }),
  nvidia('L4', 24, { product: 'NVIDIA-L4', family: 'ada-lovelace', memoryMiB: 23_034, compute: [8, 9], partitionable: false }),
  nvidia('A10', 24, { product: 'NVIDIA-A10', family: 'ampere', memoryMiB: 23_028, compute: [8, 6], partitionable: false }),
  nvidia('A100-40GB', 40, { product: 'NVIDIA-A100-SXM4-40GB', family: 'ampere', memoryMiB: 40_960, compute: [8, 0], partitionable: true }),
  nvidia('A100-80GB', 80, { product: 'NVIDIA-A100-SXM4-80GB', family: 'ampere', memoryMiB: 81_920, compute: [8, 0], partitionable: true }),
  nvidia('L40S', 48, { product: 'NVIDIA-L40S', family: 'ada-lovelace', memoryMiB: 46_068, compute: [8, 9], partitionable: false }),
  nvidia('H100', 80, { product: 'NVIDIA-H100-80GB-HBM3', family: 'hopper', memoryMiB: 81_559, compute: [9, 0], partitionable: true }),
  nvidia('H200', 141, { product: 'NVIDIA-H200', family: 'hopper', memoryMiB: 143_771, compute: [9, 0], partitionable: true }),
  nvidia('B200', 180, { product: 'NVIDIA-B200', family: 'blackwell', memoryMiB: 183_359, compute: [10, 0], partitionable: true }),
  nvidia('RTX4090', 24, {
    product: 'NVIDIA-GeForce-RTX-4090',
    family: 'ada-lovelace',
    memoryMiB: 24_564,
    compute: [8, 9],
    partitionable: false,
  }),
];

/** The GPU of that catalog key, in any case of letters. Throws with the known keys. */
export function gpuOf(key: string): SimulatedGpu {
  const gpu = simulatedGpus.find((candidate) => candidate.key.toLowerCase() === key.toLowerCase());
  if (gpu) return gpu;
  const known = simulatedGpus.map((candidate) => candidate.key).join(', ');
  throw new RangeError(`There is no GPU "${key}" to simulate. Choose one of: ${known}.`);
}

function nvidia(key: string, memoryGiB: number, facts: Omit<NvidiaGpu, 'vendor' | 'key' | 'memoryGiB'>): NvidiaGpu {
  return { vendor: 'nvidia', key, memoryGiB, ...facts };
}
