/** The tensors of a layout as a checkpoint stores them: which layers of each are quantised, and how many bytes that takes. */
import { bytesPerWeight, type Precision } from '../../precision.ts';
import type { Quantization } from '../config/quantization/quantization.ts';
import { matrixBytes, type Storage } from '../config/quantization/storage.ts';
import type { Layout, Tensor } from '../layout/layout.ts';

/** Equal tensors that are stored alike. */
export interface StoredTensor {
  readonly tensor: Tensor;
  /** Undefined: it stands in no layer. */
  readonly layers: readonly number[] | undefined;
  readonly copies: number;
  readonly bytes: number;
  readonly precision: Precision;
}

/** `plain`: what is not quantised is stored in. */
export function storedTensors(layout: Layout, quantization: Quantization | undefined, plain: Precision): StoredTensor[] {
  return layout.tensors.filter((tensor) => tensor.copies > 0).flatMap((tensor) => storedTensor(tensor, quantization, plain));
}

export function sumBytes(tensors: readonly StoredTensor[]): number {
  return tensors.reduce((total, each) => total + each.bytes, 0);
}

export function parametersOf(layout: Layout): number {
  return layout.tensors.reduce((total, { rows, columns, copies }) => total + rows * columns * copies, 0);
}

function storedTensor(tensor: Tensor, quantization: Quantization | undefined, plain: Precision): StoredTensor[] {
  const { layers } = tensor;
  if (!quantization || tensor.fixedBytes !== undefined || tensor.rows === 1) return [stored(tensor, { layers, storage: undefined, plain })];
  if (!layers?.length) return [stored(tensor, { layers, storage: quantization.storageOf(named(tensor, 0), tensor.role), plain })];
  const byStorage = Map.groupBy(layers, (layer) => quantization.storageOf(named(tensor, layer), tensor.role));
  return [...byStorage].map(([storage, some]) => stored(tensor, { layers: some, storage, plain }));
}

/** The module of one layer, and of its first expert. */
function named({ module }: Tensor, layer: number): string {
  return module.replace('*', String(layer)).replaceAll('*', '0');
}

interface Storing {
  readonly layers: readonly number[] | undefined;
  readonly storage: Storage | undefined;
  readonly plain: Precision;
}

function stored(tensor: Tensor, { layers, storage, plain }: Storing): StoredTensor {
  const { rows, columns, fixedBytes } = tensor;
  const copies = layers && tensor.layers ? (tensor.copies * layers.length) / (tensor.layers.length || 1) : tensor.copies;
  const each = storage ? matrixBytes(storage, rows, columns) : rows * columns * (fixedBytes ?? bytesPerWeight(plain));
  return { tensor, layers, copies, bytes: copies * each, precision: storage?.precision ?? plain };
}
