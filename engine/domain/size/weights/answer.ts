/** The weights of one model in the format a person wants: the checkpoint's own, or what an engine can make of it on loading. */
import { bytesPerWeight, isPlain, meets, type Precision } from '../../precision.ts';
import { fp8OnLoading, usualQuantization } from '../config/quantization/usual.ts';
import { sumBytes } from './stored.ts';
import { believe } from './trust.ts';
import { shapesOf, type Weighing, weigh } from './weigh.ts';
import type { WeightsAnswer } from './weights.ts';

export interface Checkpoint extends Omit<Weighing, 'plain'> {
  /** Undefined: the config does not say. */
  readonly dtype: Precision | undefined;
  readonly index: unknown;
  readonly filesBytes: number | undefined;
  /** What a header that lists every tensor says; then no other figure is asked. */
  readonly exact?: { readonly bytes: number; readonly parameters: number } | undefined;
}

/** `wanted` undefined: as the checkpoint is. */
export function weightsOf(checkpoint: Checkpoint, wanted?: Precision): WeightsAnswer {
  const { quantization } = checkpoint;
  // Who asks for a plain type says what a value takes, where the config does not.
  if (wanted && isPlain(wanted) && !quantization && storedType(checkpoint) === undefined) return converted(checkpoint, wanted);
  const own = ownWeights(checkpoint);
  if (!own.ok || wanted === undefined || meets(wanted, own.weights.precision)) return own;
  if (!quantization && isPlain(wanted)) return converted(checkpoint, wanted);
  if (!quantization && wanted === 'fp8') return onLoading(checkpoint);
  return unknown(`The checkpoint is in ${own.weights.precision}: for ${wanted} it takes another checkpoint of the model.`);
}

/** What a checkpoint of the same model would take that is in `precision` as such checkpoints usually are. */
export function usualWeights(checkpoint: Checkpoint, precision: Precision): WeightsAnswer {
  const own = ownWeights(checkpoint);
  if (!own.ok) return own;
  const plain = isPlain(precision) ? precision : plainType(checkpoint);
  const weighing = { ...checkpoint, quantization: usualQuantization(precision), plain };
  const bytes = sumBytes(shapesOf(weighing));
  const note = `Sized as a checkpoint in ${precision} of the usual kind: the one given is in ${own.weights.precision}.`;
  return { ok: true, weights: weigh(weighing, { bytes, basis: 'shapes', notes: [note] }) };
}

function ownWeights(checkpoint: Checkpoint): WeightsAnswer {
  const plain = storedType(checkpoint);
  if (!plain) return unknown('torch_dtype is missing: whether a value takes 2 or 4 bytes is not known.');
  const weighing = { ...checkpoint, plain };
  const shapes = sumBytes(shapesOf(weighing));
  if (!(shapes > 0 && Number.isFinite(shapes))) return unknown('The fields of config.json make no tensors, so there is nothing to weigh.');
  if (checkpoint.exact) return exactly(weighing, checkpoint.exact);
  const believed = believe({ shapes, index: checkpoint.index, files: checkpoint.filesBytes });
  if ('contradiction' in believed) return unknown(believed.contradiction);
  const unsaid = unsaidQuantization(weighing, believed.bytes / shapes);
  return unsaid === undefined ? { ok: true, weights: weigh(weighing, believed) } : unknown(unsaid);
}

function unknown(sentence: string): WeightsAnswer {
  return { ok: false, missing: [sentence] };
}

/** Figures that are far too small for the type that config.json says: ModelOpt's checkpoints say in another file that they are quantised. */
function unsaidQuantization({ quantization, plain }: Weighing, ratio: number): string | undefined {
  if (quantization || ratio > 0.6) return undefined;
  const bytes = (ratio * bytesPerWeight(plain)).toFixed(2);
  return `The checkpoint has ${bytes} bytes a value, but config.json says ${plain} and no quantisation: give hf_quant_config.json where the repository has one.`;
}

function exactly(weighing: Weighing, { bytes, parameters }: { bytes: number; parameters: number }): WeightsAnswer {
  const weights = weigh(weighing, { bytes, basis: 'gguf', notes: [] });
  const ratio = parameters / weights.parameters;
  if (ratio <= 4 && ratio >= 1 / 4) return { ok: true, weights: { ...weights, parameters } };
  return {
    ok: false,
    missing: [
      `The tensors of the GGUF file have ${parameters} values, those of the model that its header describes ${weights.parameters}.`,
    ],
  };
}

/** fp16, bf16 and fp32 are read into one another (`--dtype`). */
function converted(checkpoint: Checkpoint, wanted: Precision): WeightsAnswer {
  const weighing = { ...checkpoint, plain: wanted, keepsSingle: wanted === 'fp32' };
  const weights = weigh(weighing, { bytes: sumBytes(shapesOf(weighing)), basis: 'shapes', notes: [] });
  return { ok: true, weights: { ...weights, precision: wanted } };
}

function onLoading(checkpoint: Checkpoint): WeightsAnswer {
  const weighing = { ...checkpoint, quantization: fp8OnLoading, plain: plainType(checkpoint) };
  const note = 'The 16-bit weights are quantised to FP8 while they are loaded (vLLM: --quantization fp8).';
  return { ok: true, weights: weigh(weighing, { bytes: sumBytes(shapesOf(weighing)), basis: 'shapes', notes: [note] }) };
}

/** In 16 bits whatever the checkpoint has: what engines keep beside quantised weights. */
function plainType(checkpoint: Checkpoint): Precision {
  const stated = statedType(checkpoint);
  return stated === undefined || stated === 'fp32' ? 'bf16' : stated;
}

function statedType({ dtype, quantization }: Checkpoint): Precision | undefined {
  // gpt-oss says neither type nor bits: what is not MXFP4 is bf16. https://huggingface.co/openai/gpt-oss-120b
  if (dtype === undefined) return quantization?.method === 'mxfp4' ? 'bf16' : undefined;
  return dtype === 'fp8' && quantization ? 'bf16' : dtype;
}

/** Many a config says fp32, the default, while its files are in 16 bits. */
function storedType(checkpoint: Checkpoint): Precision | undefined {
  const stated = statedType(checkpoint);
  return stated === undefined || stated === 'fp32' ? (typeByFigures(checkpoint) ?? stated) : stated;
}

/** Without a type the figures tell it, where they are those of 2 or 4 bytes a value within a tenth. */
function typeByFigures(checkpoint: Checkpoint): Precision | undefined {
  const types: Precision[] = ['fp16', 'fp32'];
  return types.find((plain) => {
    const shapes = sumBytes(shapesOf({ ...checkpoint, plain }));
    const believed = believe({ shapes, index: checkpoint.index, files: checkpoint.filesBytes });
    return 'bytes' in believed && believed.basis !== 'shapes' && Math.abs(believed.bytes / shapes - 1) < 0.1;
  });
}
