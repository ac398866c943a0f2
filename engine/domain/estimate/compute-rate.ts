import type { GpuModel } from '../catalog/gpu-model.ts';
import type { Precision } from '../precision.ts';
import type { Quantization } from '../size/config/quantization/quantization.ts';

export interface ComputeRate {
  /** Dense, of the data sheet. */
  readonly tflops: number;
  /** What it is computed in: `FP8`. */
  readonly format: string;
}

/** The rate for the format in which the matrices are multiplied: weights that alone are quantised are unpacked to 16 bits first. */
export function computeRate({ tflops }: GpuModel, precision: Precision, quantization: Quantization | undefined): ComputeRate | undefined {
  if (!tflops) return undefined;
  const weightOnly = quantization?.precision === precision && quantization.weightOnly;
  if (!weightOnly && isFourBitFloat(precision) && tflops.fp4 !== undefined) return { tflops: tflops.fp4, format: 'FP4' };
  if (!weightOnly && isEightBitFloat(precision) && tflops.fp8 !== undefined) return { tflops: tflops.fp8, format: 'FP8' };
  return { tflops: tflops.bf16, format: '16-bit' };
}

function isFourBitFloat(precision: Precision): boolean {
  return precision === 'mxfp4' || precision === 'nvfp4' || precision === 'fp4';
}

function isEightBitFloat(precision: Precision): boolean {
  return precision === 'fp8' || precision === 'mxfp8';
}
