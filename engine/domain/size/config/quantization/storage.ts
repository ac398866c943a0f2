/** How one matrix lies in a checkpoint: its values, and what is stored beside them. */
import type { Precision } from '../../../precision.ts';

/** So many rows (outputs) and columns (inputs) share one; Infinity: all of them. */
export interface Block {
  readonly rows: number;
  readonly columns: number;
}

export interface Storage {
  readonly precision: Precision;
  /** Of one value. */
  readonly bits: number;
  /** Values share 32-bit words along this side, so that it is filled up to whole words; undefined: whole bytes. */
  readonly wordsAlong?: 'rows' | 'columns' | undefined;
  readonly scale?: (Block & { readonly bytes: number }) | undefined;
  /** Zero points, packed like the values along the rows. */
  readonly zero?: (Block & { readonly bits: number }) | undefined;
  /** One entry for each column (`g_idx` of GPTQ). */
  readonly bytesPerColumn?: number | undefined;
  readonly bytesPerRow?: number | undefined;
  /** Global scales, shapes. */
  readonly bytesPerMatrix?: number | undefined;
}

export const perTensor: Block = { rows: Number.POSITIVE_INFINITY, columns: Number.POSITIVE_INFINITY };
export const perChannel: Block = { rows: 1, columns: Number.POSITIVE_INFINITY };

/** One scale for so many neighbours of a row; a size that is not positive means the whole row (GPTQ writes -1). */
export function perGroup(size: number): Block {
  return size > 0 ? { rows: 1, columns: size } : perChannel;
}

/** Microscaling: 32 values share one exponent of a byte. https://www.opencompute.org/documents/ocp-microscaling-formats-mx-v1-0-spec-final-pdf */
export function microscaled(precision: 'mxfp4' | 'mxfp8'): Storage {
  return { precision, bits: precision === 'mxfp4' ? 4 : 8, scale: { ...perGroup(32), bytes: 1 } };
}

/** NVFP4: 16 values share one FP8 scale, a matrix has two FP32 scales (of its weights and its inputs). */
export function nvfp4(groupSize = 16): Storage {
  return { precision: 'nvfp4', bits: 4, scale: { ...perGroup(groupSize), bytes: 1 }, bytesPerMatrix: 8 };
}

/** Bytes of one matrix of `rows` outputs and `columns` inputs. */
export function matrixBytes(storage: Storage, rows: number, columns: number): number {
  const { scale, zero } = storage;
  const scales = scale ? parts(rows, scale.rows) * parts(columns, scale.columns) * scale.bytes : 0;
  const zeros = zero ? words(parts(rows, zero.rows), zero.bits) * 4 * parts(columns, zero.columns) : 0;
  const beside = (storage.bytesPerColumn ?? 0) * columns + (storage.bytesPerRow ?? 0) * rows + (storage.bytesPerMatrix ?? 0);
  return valueBytes(storage, rows, columns) + Math.ceil(scales) + zeros + beside;
}

function valueBytes({ bits, wordsAlong }: Storage, rows: number, columns: number): number {
  if (wordsAlong === 'columns') return rows * words(columns, bits) * 4;
  if (wordsAlong === 'rows') return columns * words(rows, bits) * 4;
  return Math.ceil((rows * columns * bits) / 8);
}

/** Into how many blocks of that length a side falls. */
function parts(side: number, length: number): number {
  return Number.isFinite(length) ? Math.ceil(side / length) : 1;
}

/** 32-bit words that hold so many values. */
function words(values: number, bits: number): number {
  return Math.ceil((values * bits) / 32);
}
