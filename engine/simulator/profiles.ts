/** What the times of a simulated model server follow: one GPU's figures. */

export interface GpuProfile {
  /** As the catalog and the node labels have it: `MI300X`. */
  readonly key: string;
  readonly aliases?: readonly string[];
  readonly vendor: 'amd' | 'nvidia';
  /** What the vendor's tool prints as the total. */
  readonly memoryMiB: number;
  /** GB/s of one GPU. */
  readonly bandwidth: number;
  /** Dense 16-bit matrix TFLOPS of one GPU. */
  readonly teraflops: number;
  /** Below 8.0 there is no bfloat16. NVIDIA only. */
  readonly computeCapability?: number;
}

/**
 * How much of the paper's figures a server reaches. Fitted so that 8B on one GPU and 70B on eight fall into the bands of
 * https://github.com/llm-d/llm-d-inference-sim (docs/latency-profiles.md): TTFT at 256 tokens and ITL on H100 and MI300X.
 */
export const attained = {
  nvidia: { bandwidth: 0.8, compute: 0.1, secondsPerLayer: 0.00018 },
  amd: { bandwidth: 0.65, compute: 0.1, secondsPerLayer: 0.00025 },
} as const;

/**
 * Sources. AMD: https://rocm.docs.amd.com/en/latest/reference/gpu-arch-specs.html and the product pages' peak FP16 without sparsity.
 * NVIDIA: the data sheets' dense FP16 tensor figures (half of those printed "with sparsity"). Memory: tool totals where seen, else nominal.
 */
export const gpuProfiles: readonly GpuProfile[] = [
  { key: 'MI210', vendor: 'amd', memoryMiB: 65_520, bandwidth: 1638, teraflops: 181 },
  { key: 'MI250X', vendor: 'amd', memoryMiB: 131_040, bandwidth: 3277, teraflops: 383 },
  { key: 'MI300A', vendor: 'amd', memoryMiB: 131_072, bandwidth: 5300, teraflops: 981 },
  { key: 'MI300X', vendor: 'amd', memoryMiB: 196_592, bandwidth: 5300, teraflops: 1307 },
  { key: 'MI308X', vendor: 'amd', memoryMiB: 196_592, bandwidth: 5300, teraflops: 188 },
  { key: 'MI325X', vendor: 'amd', memoryMiB: 262_128, bandwidth: 6000, teraflops: 1307 },
  { key: 'MI350X', vendor: 'amd', memoryMiB: 294_896, bandwidth: 8000, teraflops: 2300 },
  { key: 'MI355X', vendor: 'amd', memoryMiB: 294_896, bandwidth: 8000, teraflops: 2500 },
  { key: 'T4', vendor: 'nvidia', memoryMiB: 15_360, bandwidth: 320, teraflops: 65, computeCapability: 7.5 },
  { key: 'L4', vendor: 'nvidia', memoryMiB: 23_034, bandwidth: 300, teraflops: 121, computeCapability: 8.9 },
  { key: 'A10', vendor: 'nvidia', memoryMiB: 23_028, bandwidth: 600, teraflops: 125, computeCapability: 8.6 },
  { key: 'A10G', vendor: 'nvidia', memoryMiB: 23_028, bandwidth: 600, teraflops: 70, computeCapability: 8.6 },
  {
    key: 'A100-40GB',
    aliases: ['A100-40GB-SXM4'],
    vendor: 'nvidia',
    memoryMiB: 40_960,
    bandwidth: 1555,
    teraflops: 312,
    computeCapability: 8.0,
  },
  {
    key: 'A100-80GB',
    aliases: ['A100-80GB-SXM4', 'A100'],
    vendor: 'nvidia',
    memoryMiB: 81_920,
    bandwidth: 2039,
    teraflops: 312,
    computeCapability: 8.0,
  },
  { key: 'L40S', vendor: 'nvidia', memoryMiB: 46_068, bandwidth: 864, teraflops: 362, computeCapability: 8.9 },
  {
    key: 'H100',
    aliases: ['H100-SXM', 'H100-SXM5-80GB'],
    vendor: 'nvidia',
    memoryMiB: 81_559,
    bandwidth: 3350,
    teraflops: 989,
    computeCapability: 9.0,
  },
  { key: 'H100-PCIe-80GB', vendor: 'nvidia', memoryMiB: 81_559, bandwidth: 2000, teraflops: 756, computeCapability: 9.0 },
  { key: 'H200', aliases: ['H200-SXM'], vendor: 'nvidia', memoryMiB: 143_771, bandwidth: 4800, teraflops: 989, computeCapability: 9.0 },
  { key: 'B200', vendor: 'nvidia', memoryMiB: 183_359, bandwidth: 7700, teraflops: 2250, computeCapability: 10.0 },
  { key: 'RTX4090', vendor: 'nvidia', memoryMiB: 24_564, bandwidth: 1008, teraflops: 165, computeCapability: 8.9 },
];

/** The profile of that name in any case of letters; undefined for one that is not known. Names are compared whole. */
export function findGpuProfile(name: string): GpuProfile | undefined {
  const wanted = name.toLowerCase();
  return gpuProfiles.find(({ key, aliases = [] }) => [key, ...aliases].some((known) => known.toLowerCase() === wanted));
}
