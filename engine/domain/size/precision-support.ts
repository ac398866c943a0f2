/** Which number formats run where: a question of engine, GPU architecture and format together. */
import type { GpuModel } from '../catalog/catalog.ts';
import type { Engine } from '../endpoint.ts';
import type { Precision } from '../precision.ts';
import type { ModelConfig } from './model-config.ts';

interface PrecisionQuestion {
  readonly engine: Engine;
  readonly gpu: GpuModel;
  /** The format of the weights as they are held. */
  readonly weights: Precision;
  readonly config: ModelConfig;
}

/** Why this engine cannot run these weights on this GPU; undefined when nothing speaks against it. */
export function precisionProblem({ engine, gpu, weights, config }: PrecisionQuestion): string | undefined {
  const method = config.quantization_config?.quant_method;
  if (method === 'mxfp4' && engine === 'sglang' && gpu.vendor === 'amd' && !gpu.fp4) {
    return `SGLang does not run MXFP4 weights on ${gpu.key}: it wants the bf16 conversion of the model.`;
  }
  const capability = gpu.vendor === 'nvidia' ? Number(gpu.isa) : undefined;
  if (capability !== undefined && capability < 8 && weights === 'bf16') {
    return `${gpu.key} (compute capability ${gpu.isa}) has no bf16: use fp16.`;
  }
  if (weights === 'fp8' && gpu.fp8 === 'none' && !(capability !== undefined && capability >= 8)) {
    return `${gpu.key} (${gpu.isa}) has no FP8: use bf16 or fp16.`;
  }
  return undefined;
}

/** True where the GPU computes in the format itself rather than unpacking it. */
export function isNative(gpu: GpuModel, weights: Precision): boolean {
  if (weights === 'fp8') return gpu.fp8 !== 'none';
  if (weights === 'fp4') return gpu.fp4;
  return true;
}
