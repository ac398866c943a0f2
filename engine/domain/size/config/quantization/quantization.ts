/** What a checkpoint's quantisation says, in one form for all methods. */
import type { Precision } from '../../../precision.ts';
import type { TensorRole } from '../../layout/layout.ts';
import type { Block, Storage } from './storage.ts';

export interface Quantization {
  /** As written: `fp8`, `compressed-tensors`, `awq`. */
  readonly method: string;
  /** Of most quantised weights. */
  readonly precision: Precision;
  /** What shares a scale: where a split over ranks must not cut (`rows` and `columns` above 1 and finite). */
  readonly block: Block | undefined;
  /** True where only weights are quantised and the arithmetic stays in 16 bits; false where activations are quantised too. */
  readonly weightOnly: boolean;
  /** How a matrix of that name and role is stored; undefined: in the model's own type. */
  readonly storageOf: (module: string, role: TensorRole) => Storage | undefined;
}

/** Reads the quantisation_config of one method; problems it meets make the size unknown. */
export type MethodReader = (fields: QuantizationFields) => Quantization | undefined;

/** The object that declares a quantisation, and a place for what is wrong with it. */
export interface QuantizationFields {
  readonly method: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** `expert_dtype` of the model's own config: DeepSeek-V4 stores its experts in another format than quantization_config says. */
  readonly expertType?: string | undefined;
  readonly problem: (sentence: string) => void;
}

/** Roles that quantised checkpoints quantise where nothing else is said: linear maps of the layers, and experts. */
export function isLinear(role: TensorRole): boolean {
  return role === 'linear' || role === 'expert';
}
