/** Number formats of weights, in the field's short words. */
export type Precision = 'fp32' | 'fp16' | 'bf16' | 'fp8' | 'fp4' | 'int8' | 'int4';

const spellings: Readonly<Record<string, Precision>> = {
  fp32: 'fp32',
  float32: 'fp32',
  float: 'fp32',
  fp16: 'fp16',
  float16: 'fp16',
  half: 'fp16',
  bf16: 'bf16',
  bfloat16: 'bf16',
  fp8: 'fp8',
  float8: 'fp8',
  float8_e4m3: 'fp8',
  float8_e5m2: 'fp8',
  float8_e4m3fn: 'fp8',
  fp8_e4m3: 'fp8',
  fp8_e5m2: 'fp8',
  fp4: 'fp4',
  mxfp4: 'fp4',
  nvfp4: 'fp4',
  int8: 'int8',
  w8a8: 'int8',
  int4: 'int4',
  w4a16: 'int4',
};

/** The short word for any spelling in use (`bfloat16`, `torch.bfloat16`, `BF16`); undefined for an unknown one. */
export function normalisePrecision(text: string): Precision | undefined {
  return spellings[
    text
      .trim()
      .toLowerCase()
      .replace(/^torch\./, '')
  ];
}

/** All spellings that are understood, for schemas and messages. */
export function precisionSpellings(): string[] {
  return Object.keys(spellings);
}

/** Bytes of one weight. The 4-bit formats' scales are counted with the checkpoint's own layout (weights.ts). */
export function bytesPerWeight(precision: Precision): number {
  return { fp32: 4, fp16: 2, bf16: 2, fp8: 1, int8: 1, fp4: 0.5, int4: 0.5 }[precision];
}
