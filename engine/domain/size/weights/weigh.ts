/** From tensors and what they are stored in to the answer: bytes of the checkpoint, of the engine, of a rank. */
import type { Precision } from '../../precision.ts';
import type { ConfigFields } from '../config/fields.ts';
import type { Quantization } from '../config/quantization/quantization.ts';
import type { Layout } from '../layout/layout.ts';
import { loadedTensors } from './loaded.ts';
import { largestRank } from './rank.ts';
import { parametersOf, type StoredTensor, storedTensors, sumBytes } from './stored.ts';
import type { Believed } from './trust.ts';
import type { Split, Weights } from './weights.ts';

export interface Weighing {
  readonly layout: Layout;
  readonly fields: ConfigFields;
  readonly quantization: Quantization | undefined;
  /** Of what is not quantised. */
  readonly plain: Precision;
  /** Single precision was asked for: it is run as it is, and not in half. */
  readonly keepsSingle?: boolean | undefined;
}

export function shapesOf({ layout, quantization, plain }: Weighing): StoredTensor[] {
  return storedTensors(layout, quantization, plain);
}

/** `believed`: the checkpoint's bytes, by which all parts are corrected alike. */
export function weigh(weighing: Weighing, believed: Believed): Weights {
  const { layout, quantization, plain } = weighing;
  const stored = shapesOf(weighing);
  const correction = loadedCorrection(weighing, sumBytes(stored), believed.bytes);
  const { tensors, bytesOnEach } = loadedTensors(stored, weighing);
  const bytesPerRank = remembered((split) => correction.factor * largestRank(tensors, layout, split) + bytesOnEach);
  return {
    bytes: believed.bytes,
    parameters: parametersOf(layout),
    // Single precision is not run: engines load it in half.
    precision: quantization?.precision ?? (plain === 'fp32' ? 'fp16' : plain),
    basis: believed.basis,
    loadedBytes: bytesPerRank({ tensorParallel: 1 }),
    notes: [...believed.notes, ...correction.notes],
    bytesPerRank,
  };
}

interface Correction {
  readonly factor: number;
  readonly notes: readonly string[];
}

/** What a checkpoint has more than its shapes is loaded too, but for two known surpluses. */
function loadedCorrection({ layout, quantization }: Weighing, shapes: number, stated: number): Correction {
  if (!quantization && isAbout(stated / shapes, 2)) {
    return { factor: 1, notes: ['The checkpoint takes twice what its type says (it is in fp32): engines load it in 16 bits.'] };
  }
  if (isAbout((stated - shapes) / embeddingBytes(layout), 1)) {
    return { factor: 1, notes: ['The checkpoint holds the tied embedding a second time as lm_head, which engines do not load.'] };
  }
  return { factor: stated / shapes, notes: [] };
}

/** Of a tied embedding in 16 bits; NaN where head and embedding are two. */
function embeddingBytes({ tensors }: Layout): number {
  if (tensors.some((tensor) => tensor.role === 'head')) return Number.NaN;
  const embedding = tensors.find((tensor) => tensor.role === 'embedding');
  return embedding ? embedding.rows * embedding.columns * 2 : Number.NaN;
}

function isAbout(value: number, wanted: number): boolean {
  return Math.abs(value / wanted - 1) < 0.01;
}

/** The same few splits are asked thousands of times while a person drags a slider. */
function remembered(bytesOf: (split: Split) => number): (split: Split) => number {
  const known = new Map<string, number>();
  return (split) => {
    const key = `${split.tensorParallel} ${split.pipelineParallel ?? 1} ${split.expertParallel ?? false}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const bytes = bytesOf(split);
    known.set(key, bytes);
    return bytes;
  };
}
