/** Number formats of weights, in the field's short words. `fp4` is a four-bit float whose kind is not said. */
export type Precision = 'fp32' | 'fp16' | 'bf16' | 'fp8' | 'mxfp8' | 'mxfp4' | 'nvfp4' | 'fp4' | 'int8' | 'int4';

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
  float8_e4m3fnuz: 'fp8',
  fp8_e4m3fnuz: 'fp8',
  mxfp8: 'mxfp8',
  mxfp4: 'mxfp4',
  ocp_mxfp4: 'mxfp4',
  nvfp4: 'nvfp4',
  fp4: 'fp4',
  int8: 'int8',
  w8a8: 'int8',
  w8a16: 'int8',
  int4: 'int4',
  uint4: 'int4',
  w4a16: 'int4',
};

/** The short word for any spelling in use (`bfloat16`, `torch.bfloat16`, `BF16`); undefined for an unknown one. */
export function normalisePrecision(text: string): Precision | undefined {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/^torch\./, '');
  return Object.hasOwn(spellings, word) ? spellings[word] : undefined;
}

/** All spellings that are understood, for schemas and messages. */
export function precisionSpellings(): string[] {
  return Object.keys(spellings);
}

/** Bits of one value. What a checkpoint adds to it (scales, zero points) is counted by its own layout on disk (size/weights). */
export function bitsPerValue(precision: Precision): number {
  return { fp32: 32, fp16: 16, bf16: 16, fp8: 8, mxfp8: 8, int8: 8, mxfp4: 4, nvfp4: 4, fp4: 4, int4: 4 }[precision];
}

/** True for the formats that need no scales: what engines hold weights in that nobody quantised. */
export function isPlain(precision: Precision): boolean {
  return precision === 'fp32' || precision === 'fp16' || precision === 'bf16';
}

/** True where a wish for `wanted` is met by weights in `held`: `fp4` asks for any four-bit float, `fp8` for any of eight bits. */
export function meets(wanted: Precision, held: Precision): boolean {
  return wanted === held || (wanted === 'fp4' && (held === 'mxfp4' || held === 'nvfp4')) || (wanted === 'fp8' && held === 'mxfp8');
}

/** Bytes of one value. */
export function bytesPerWeight(precision: Precision): number {
  return bitsPerValue(precision) / 8;
}
