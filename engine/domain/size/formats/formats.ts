/** Which number formats run where. */
import type { GpuModel } from '../../catalog/gpu-model.ts';
import type { Precision } from '../../precision.ts';
import { amdProblem, isNativeOnAmd } from './amd.ts';
import { isNativeOnNvidia, nvidiaProblem } from './nvidia.ts';
import { type FormatProblem, type FormatQuestion, unknown } from './question.ts';

/** Vendors whose GPUs the engines reach through plugins with rules of their own, which are not known here. */
const plugins: Partial<Record<GpuModel['vendor'], string>> = {
  intel: "Intel GPUs run through the engines' XPU builds",
  habana: "Gaudi runs through vLLM's own plugin (vllm-gaudi)",
  apple: 'Apple GPUs run through plugins such as vllm-metal, or other servers (MLX, llama.cpp)',
};

/** Why this engine does not run these weights on this GPU, or that nobody can say; undefined when nothing speaks against it. */
export function formatProblem(question: FormatQuestion): FormatProblem | undefined {
  const { vendor } = question.gpu;
  if (vendor === 'nvidia') return nvidiaProblem(question);
  if (vendor === 'amd') return amdProblem(question);
  return unknown(`${plugins[vendor] ?? `${vendor} GPUs are not known here`}: what fits there is not computed.`);
}

/** What to know of a format that runs, a sentence each. */
export function formatNotes({ gpu, weights }: FormatQuestion): string[] {
  if (isNative(gpu, weights)) return [];
  return [
    `${gpu.key} does not compute in ${weights.toUpperCase()}: the weights stay packed in memory and are unpacked to 16 bits for each step.`,
  ];
}

/** FP8 caches (`--kv-cache-dtype fp8`) are for AMD GPUs that have FP8, and for NVIDIA's from Ampere on, whose kernels unpack it. */
export function takesFp8Cache(gpu: GpuModel): boolean {
  return gpu.vendor === 'nvidia' ? Number(gpu.isa) >= 8 : gpu.fp8 !== 'none';
}

/** True where the GPU computes in the format itself rather than unpacking it. */
export function isNative(gpu: GpuModel, weights: Precision): boolean {
  // Integers below eight bits are always unpacked, which is how they are meant.
  if (gpu.vendor === 'nvidia') return isNativeOnNvidia(gpu.isa, weights);
  return gpu.vendor === 'amd' ? isNativeOnAmd(gpu, weights) : true;
}
