/** Formats on NVIDIA GPUs, by compute capability. */
import type { Engine } from '../../endpoint.ts';
import type { Precision } from '../../precision.ts';
import { type FormatProblem, type FormatQuestion, incompatible, unknown } from './question.ts';

/** vLLM's floor of years (docs.vllm.ai getting_started/installation/gpu); SGLang says "only supports sm75 and above" (load_model_utils.py). */
const floors: Readonly<Record<Engine, number>> = { vllm: 7, sglang: 7.5 };

/**
 * The least compute capability with which an engine runs quantised weights, native or unpacked by Marlin kernels:
 * get_min_capability of the methods in vllm/model_executor/layers/quantization and sglang/srt/layers/quantization.
 * SGLang's cookbook refuses four-bit floats below Blackwell, but for gpt-oss (MXFP4).
 */
const least: Readonly<Record<Engine, Partial<Record<Precision, number>>>> = {
  vllm: { fp8: 8, mxfp8: 8, mxfp4: 8, nvfp4: 8, fp4: 8, int8: 7.5, int4: 7 },
  sglang: { fp8: 8, mxfp8: 10, mxfp4: 8, nvfp4: 10, fp4: 10, int8: 7.5, int4: 7.5 },
};

/** Methods that need more than their format: AWQ's kernel is for Turing and newer, int8 experts and FBGEMM for Ampere. */
const leastOfMethods: Readonly<Record<string, number>> = { awq: 7.5, 'compressed-tensors': 7.5, experts_int8: 8, fbgemm_fp8: 8 };

const names: Readonly<Record<Engine, string>> = { vllm: 'vLLM', sglang: 'SGLang' };

/** Where the GPU computes in the format itself; below, the weights are unpacked to 16 bits. */
const native: Partial<Record<Precision, number>> = { fp8: 8.9, mxfp8: 10, mxfp4: 10, nvfp4: 10, fp4: 10 };

export function nvidiaProblem({ engine, gpu, weights, method }: FormatQuestion): FormatProblem | undefined {
  const capability = Number(gpu.isa);
  if (!(capability > 0)) return unknown(`The compute capability of ${gpu.key} is not known, so neither is what runs on it.`);
  const where = `${gpu.key} (compute capability ${gpu.isa})`;
  if (capability < floors[engine])
    return incompatible(`${names[engine]} does not run on ${where}: it needs ${floors[engine].toFixed(1)} or more.`);
  // SGLang falls back to fp16 by itself, vLLM refuses to start.
  if (weights === 'bf16' && capability < 8 && engine === 'vllm') {
    return incompatible(`${where} has no bf16: use fp16.`, 'It can be run in fp16 (--dtype half).');
  }
  const needed = Math.max(least[engine][weights] ?? 0, (method && leastOfMethods[method]) || 0);
  if (capability >= needed) return undefined;
  const remedy = weights === 'fp8' ? ' use bf16 or fp16.' : ' use a checkpoint in another format.';
  return incompatible(
    `${names[engine]} does not run ${weights.toUpperCase()} weights on ${where}: it needs ${needed.toFixed(1)} or more;${remedy}`,
  );
}

/** True where the GPU computes in the format rather than unpacking it. */
export function isNativeOnNvidia(isa: string, weights: Precision): boolean {
  return Number(isa) >= (native[weights] ?? 0);
}
