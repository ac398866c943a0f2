/** What a tensor type of GGUF takes: so many values in so many bytes. https://github.com/ggml-org/ggml (ggml-common.h), https://github.com/ggml-org/ggml/blob/master/docs/gguf.md */
import type { Precision } from '../../../precision.ts';

interface TensorType {
  readonly values: number;
  readonly bytes: number;
  readonly precision: Precision;
}

const types: Readonly<Record<number, TensorType>> = {
  0: { values: 1, bytes: 4, precision: 'fp32' },
  1: { values: 1, bytes: 2, precision: 'fp16' },
  2: { values: 32, bytes: 18, precision: 'int4' }, // Q4_0
  3: { values: 32, bytes: 20, precision: 'int4' }, // Q4_1
  6: { values: 32, bytes: 22, precision: 'int8' }, // Q5_0
  7: { values: 32, bytes: 24, precision: 'int8' }, // Q5_1
  8: { values: 32, bytes: 34, precision: 'int8' }, // Q8_0
  9: { values: 32, bytes: 36, precision: 'int8' }, // Q8_1
  10: { values: 256, bytes: 84, precision: 'int4' }, // Q2_K
  11: { values: 256, bytes: 110, precision: 'int4' }, // Q3_K
  12: { values: 256, bytes: 144, precision: 'int4' }, // Q4_K
  13: { values: 256, bytes: 176, precision: 'int8' }, // Q5_K
  14: { values: 256, bytes: 210, precision: 'int8' }, // Q6_K
  15: { values: 256, bytes: 292, precision: 'int8' }, // Q8_K
  16: { values: 256, bytes: 66, precision: 'int4' }, // IQ2_XXS
  17: { values: 256, bytes: 74, precision: 'int4' }, // IQ2_XS
  18: { values: 256, bytes: 98, precision: 'int4' }, // IQ3_XXS
  19: { values: 256, bytes: 50, precision: 'int4' }, // IQ1_S
  20: { values: 32, bytes: 18, precision: 'int4' }, // IQ4_NL
  21: { values: 256, bytes: 110, precision: 'int4' }, // IQ3_S
  22: { values: 256, bytes: 82, precision: 'int4' }, // IQ2_S
  23: { values: 256, bytes: 136, precision: 'int4' }, // IQ4_XS
  24: { values: 1, bytes: 1, precision: 'int8' },
  25: { values: 1, bytes: 2, precision: 'fp16' }, // 16-bit integers
  26: { values: 1, bytes: 4, precision: 'fp32' }, // 32-bit integers
  27: { values: 1, bytes: 8, precision: 'fp32' }, // 64-bit integers
  28: { values: 1, bytes: 8, precision: 'fp32' }, // doubles
  29: { values: 256, bytes: 56, precision: 'int4' }, // IQ1_M
  30: { values: 1, bytes: 2, precision: 'bf16' },
  34: { values: 256, bytes: 54, precision: 'int4' }, // TQ1_0
  35: { values: 256, bytes: 66, precision: 'int4' }, // TQ2_0
  39: { values: 32, bytes: 17, precision: 'mxfp4' },
};

/** Integers of up to four bits are `int4` here, of up to eight `int8`; undefined for a type that is not known. */
export function tensorType(type: number): TensorType | undefined {
  return types[type];
}
