/** Which part of a model's weights a step touches: the experts that its tokens chose, and all the rest but the embedding. */
import type { Precision } from '../precision.ts';
import { isPlain } from '../precision.ts';
import { usualQuantization } from '../size/config/quantization/usual.ts';
import type { Layout } from '../size/layout/layout.ts';
import type { ReadModel } from '../size/model.ts';
import { type StoredTensor, storedTensors } from '../size/weights/stored.ts';

/** Shares of the weights' bytes (they add up to at most 1), and parameters. */
export interface Parts {
  /** Read in every step. */
  readonly fixedShare: number;
  readonly expertShare: number;
  readonly fixedParameters: number;
  /** Of all routed experts. */
  readonly expertParameters: number;
  /** Of the residual stream: what ranks exchange for a token. */
  readonly hidden: number;
}

const known = new WeakMap<Layout, Map<Precision, Parts>>();

/** Remembered for each model and format. */
export function partsOf(reading: ReadModel, precision: Precision): Parts {
  const ofModel = known.get(reading.layout) ?? new Map<Precision, Parts>();
  known.set(reading.layout, ofModel);
  const parts = ofModel.get(precision) ?? computeParts(reading, precision);
  ofModel.set(precision, parts);
  return parts;
}

function computeParts(reading: ReadModel, precision: Precision): Parts {
  const { layout, quantization, dtype } = reading;
  const held = quantization?.precision === precision || isPlain(precision) ? quantization : usualQuantization(precision);
  const stored = storedTensors(layout, held, dtype === undefined || dtype === 'fp32' ? 'bf16' : dtype);
  const tied = !layout.tensors.some(({ role }) => role === 'head');
  const isFixed = ({ tensor: { role } }: StoredTensor) => role !== 'expert' && role !== 'vision' && (role !== 'embedding' || tied);
  const isExpert = ({ tensor: { role } }: StoredTensor) => role === 'expert';
  const all = bytes(stored);
  return {
    fixedShare: bytes(stored.filter(isFixed)) / all,
    expertShare: bytes(stored.filter(isExpert)) / all,
    fixedParameters: parameters(stored.filter(isFixed)),
    expertParameters: parameters(stored.filter(isExpert)),
    hidden: layout.tensors.find(({ role }) => role === 'embedding')?.columns ?? 0,
  };
}

function bytes(stored: readonly StoredTensor[]): number {
  return stored.reduce((total, each) => total + each.bytes, 0);
}

function parameters(stored: readonly StoredTensor[]): number {
  return stored.reduce((total, { tensor, copies }) => total + tensor.rows * tensor.columns * copies, 0);
}

/** Of `experts`, how many different ones are expected to be chosen by `tokens` tokens that each choose `chosen` at random. */
export function shareOfExperts(experts: number, chosen: number, tokens: number): number {
  return experts <= chosen ? 1 : 1 - (1 - chosen / experts) ** tokens;
}
