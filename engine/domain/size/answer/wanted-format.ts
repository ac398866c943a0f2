/** The format in which the weights are held, from what the checkpoint is and what was asked for. */
import type { GpuModel } from '../../catalog/gpu-model.ts';
import { isPlain, meets, type Precision } from '../../precision.ts';
import type { Quantization } from '../config/quantization/quantization.ts';
import type { Layout } from '../layout/layout.ts';

/** Which weights are counted: the checkpoint's own, what an engine makes of them on loading, or those of another checkpoint. */
export type Loading = { readonly of: 'checkpoint' } | { readonly of: 'conversion' | 'other checkpoint'; readonly precision: Precision };

export interface WantedFormat {
  readonly loading: Loading;
  /** What to know of it. */
  readonly note?: string | undefined;
  /** Why it cannot be asked for. */
  readonly problem?: string | undefined;
}

interface Checkpoint {
  readonly layout: Layout;
  readonly quantization: Quantization | undefined;
  readonly dtype: Precision | undefined;
}

const own: Loading = { of: 'checkpoint' };

interface Question {
  readonly precision: Precision | undefined;
  readonly otherCheckpoint?: boolean | undefined;
  readonly gpu: GpuModel;
}

export function wantedFormat(checkpoint: Checkpoint, question: Question): WantedFormat {
  const { quantization, dtype } = checkpoint;
  const { precision: wanted, otherCheckpoint = false } = question;
  if (!quantization) return ofPlainCheckpoint(dtype, question);
  if (wanted === undefined || formatsOf(checkpoint).some((format) => meets(wanted, format))) return { loading: own };
  // `--dtype` of a quantised checkpoint is what it computes in; its weights stay as they are.
  if (isPlain(wanted)) return { loading: own, note: computedIn(quantization.precision, wanted) };
  if (otherCheckpoint) return { loading: { of: 'other checkpoint', precision: wanted } };
  return { loading: own, problem: `The checkpoint is quantised to ${quantization.precision}, not to ${wanted}: name one in ${wanted}.` };
}

function computedIn(stored: Precision, wanted: Precision): string {
  return `The checkpoint is stored in ${stored}; ${wanted} is what it computes in, not the format of its weights.`;
}

const known = new WeakMap<Quantization, readonly Precision[]>();

/** Every format that quantised weights of the checkpoint have: DeepSeek-V4 keeps its experts in another one than the rest. */
export function formatsOf({ layout, quantization }: Pick<Checkpoint, 'layout' | 'quantization'>): readonly Precision[] {
  if (!quantization) return [];
  const found = known.get(quantization);
  if (found) return found;
  const formats = new Set([quantization.precision]);
  for (const { module, role } of layout.tensors) {
    const precision = quantization.storageOf(module, role)?.precision;
    if (precision && !isPlain(precision)) formats.add(precision);
  }
  const all = [...formats];
  known.set(quantization, all);
  return all;
}

/** A plain checkpoint can be cast to another plain type, or quantised to FP8 on loading (`--quantization fp8`). */
function ofPlainCheckpoint(dtype: Precision | undefined, { precision: wanted, otherCheckpoint, gpu }: Question): WantedFormat {
  if (wanted === undefined) return dtype === 'fp32' ? halved(gpu) : { loading: own };
  if (isPlain(wanted) || wanted === 'fp8') return { loading: { of: 'conversion', precision: wanted } };
  if (otherCheckpoint) return { loading: { of: 'other checkpoint', precision: wanted } };
  return { loading: own, problem: `The checkpoint is not quantised to ${wanted}: name a quantised model instead.` };
}

/** vLLM vllm/config/model.py _resolve_auto_dtype: fp32 is loaded in what the GPU prefers. */
function halved(gpu: GpuModel): WantedFormat {
  const precision = gpu.vendor === 'nvidia' && Number(gpu.isa) < 8 ? 'fp16' : 'bf16';
  const note = `The checkpoint is stored in fp32; engines load it in ${precision}, unless they are told otherwise.`;
  return { loading: { of: 'conversion', precision }, note };
}
