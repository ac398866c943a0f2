/** A GGUF file as a checkpoint: its own tensors to the byte, its layout by what its header says. */
import type { Precision } from '../../../precision.ts';
import type { Quantization } from '../../config/quantization/quantization.ts';
import { configOfGguf } from './config.ts';
import { type GgufTensor, readGgufHeader } from './header.ts';

export interface GgufModel {
  /** As config.json would say it. */
  readonly config: Record<string, unknown>;
  readonly bytes: number;
  readonly parameters: number;
  readonly quantization: Quantization;
}

export function readGguf(file: Uint8Array): { ok: true; model: GgufModel } | { ok: false; problem: string } {
  const answer = readGgufHeader(file);
  if (!answer.ok) return answer;
  const { header } = answer;
  const bytes = header.tensors.reduce((total, tensor) => total + tensor.bytes, 0);
  if (!(bytes > 0 && Number.isFinite(bytes))) return { ok: false, problem: 'The GGUF file has no tensors.' };
  const parameters = header.tensors.reduce((total, tensor) => total + tensor.values, 0);
  return { ok: true, model: { config: configOfGguf(header), bytes, parameters, quantization: quantizationOf(header.tensors) } };
}

/** Tensors of one file differ in type: the one that most values are in gives the name. */
function quantizationOf(tensors: readonly GgufTensor[]): Quantization {
  const values = new Map<Precision, number>();
  for (const { precision, values: count } of tensors) values.set(precision, (values.get(precision) ?? 0) + count);
  const [[precision] = ['fp16' as const]] = [...values].sort((one, other) => other[1] - one[1]);
  return { method: 'gguf', precision, block: undefined, weightOnly: true, storageOf: () => undefined };
}
