/** How much of a data sheet's figures serving reaches: measured by others, or assumed and said so. */
import type { GpuModel } from '../catalog/gpu-model.ts';

/** Shares of the data sheet's figure; `low` is what an untuned engine reaches, `high` what a good one does. */
export interface Share {
  readonly low: number;
  readonly high: number;
}

export interface Efficiency {
  readonly bandwidth: Share;
  readonly compute: Share;
  /** A sentence with where the bounds are from. */
  readonly source: string;
}

/**
 * Upper compute bounds are measured matrix multiplications: 720 of 989 TFLOPS (H100) and 620 of 1307 (MI300X) in BF16
 * (SemiAnalysis, MI300X vs H100 vs H200 part 1, December 2024). Upper bandwidth bounds are copies: MI300X 4.3 of 5.3 TB/s.
 * Lower bounds are those of whole engines: Llama-3.1-405B-FP8 on eight MI300X gives 36 tokens/s alone and 1,846 for 256
 * sequences with an early vLLM (Oracle, Serving Llama 3.1 405B with AMD MI300X GPUs, 2024); on NVIDIA engines commonly reach
 * 60 to 85 percent of the bandwidth (open-source-ai.tech, model bandwidth utilization).
 */
const nvidia: Efficiency = {
  bandwidth: { low: 0.5, high: 0.9 },
  compute: { low: 0.25, high: 0.73 },
  source: 'NVIDIA: 50 to 90 % of the bandwidth, 25 to 73 % of the compute (engines in use; measured matrix products as the upper end).',
};

const amd: Efficiency = {
  bandwidth: { low: 0.35, high: 0.81 },
  compute: { low: 0.12, high: 0.47 },
  source:
    'AMD: 35 to 81 % of the bandwidth, 12 to 47 % of the compute (engines in use; measured copies and matrix products as the upper end).',
};

const assumed: Efficiency = {
  bandwidth: { low: 0.35, high: 0.85 },
  compute: { low: 0.15, high: 0.6 },
  source: 'Assumed, as no measurement of this kind was seen: 35 to 85 % of the bandwidth, 15 to 60 % of the compute.',
};

export function efficiencyOf({ vendor }: Pick<GpuModel, 'vendor'>): Efficiency {
  if (vendor === 'nvidia') return nvidia;
  return vendor === 'amd' ? amd : assumed;
}

/** Milliseconds of each step for scheduling and sampling: with little to do, and with a busy host. Assumed. */
export const stepOverheadMs = { low: 0.3, high: 2 };

/** Microseconds a layer between its kernels: from CUDA graphs to eager. A mixture has more and smaller ones: its experts' share is small. Assumed. */
export const layerOverheadMicroseconds = { dense: { low: 4, high: 25 }, mixture: { low: 10, high: 100 } };

/** Milliseconds for taking a request, splitting its text into tokens and sending the first one back. Assumed. */
export const requestOverheadMs = { low: 3, high: 30 };

/** Two all-reduces a layer among GPUs of one machine; microseconds each for a few tokens. Assumed: NVLink or Infinity Fabric, not PCIe. */
export const allReduceMicroseconds = { low: 8, high: 30 };

/** GB/s between GPUs of one machine for the large messages of a prompt: NVLink 4 and Infinity Fabric give 450. */
export const linkBandwidth = { low: 100, high: 450 };
