/** Where tensors stand in a checkpoint, and the smallest pieces a layout is written in. */
import type { Tensor, TensorRole } from '../layout.ts';

/** A module path and, where layers repeat it, which layers do. */
export interface Place {
  readonly path: string;
  /** Undefined: it stands once, in no layer. */
  readonly layers?: readonly number[] | undefined;
}

export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** `linear` where not said. */
  readonly role?: TensorRole | undefined;
  /** One value for each row beside it. */
  readonly bias?: boolean | undefined;
  /** How many equal ones each layer has (its experts); 1 where not said. */
  readonly times?: number | undefined;
}

/** The place of a model without a prefix. */
export const root: Place = { path: '' };

/** Layers `first` to `last - 1` of a stack; none when a number is not known. */
export function layersOf(path: string, last: number, first = 0): Place {
  const length = Number.isFinite(last - first) ? Math.max(0, last - first) : 0;
  return { path: `${path}.*`, layers: Array.from({ length }, (_, index) => first + index) };
}

/** The layers of a place that pass. */
export function layersWhere(place: Place, passes: (layer: number) => boolean): Place {
  return { ...place, layers: place.layers?.filter(passes) };
}

export function inside(place: Place, name: string): Place {
  return { ...place, path: join(place.path, name) };
}

/** A linear map and its bias. */
export function matrix(place: Place, name: string, shape: Matrix): Tensor[] {
  const { rows, columns, role = 'linear', times = 1 } = shape;
  const module = join(place.path, name);
  const copies = (place.layers?.length ?? 1) * times;
  const weights: Tensor = { module, layers: place.layers, rows, columns, copies, role };
  return shape.bias ? [weights, { module, layers: place.layers, rows: 1, columns: rows, copies, role: biasRole(role) }] : [weights];
}

/** A vector: a norm where not said. */
export function vector(place: Place, name: string, width: number, role: TensorRole = 'norm'): Tensor[] {
  return matrix(place, name, { rows: 1, columns: width, role });
}

/** Norms of one width, each with its bias where norms have one. */
export function norms(place: Place, names: readonly string[], shape: { width: number; bias?: boolean | undefined }): Tensor[] {
  return names.flatMap((name) => vector(place, name, shape.width).flatMap((each) => (shape.bias ? [each, each] : [each])));
}

/** A number that the checkpoint keeps in fp32 whatever the rest is stored in. */
export function inSingle(tensors: readonly Tensor[]): Tensor[] {
  return tensors.map((tensor) => ({ ...tensor, fixedBytes: 4 }));
}

/** The tensors as parts of a vision or audio tower, which quantised checkpoints leave as they are. */
export function asVision(tensors: readonly Tensor[]): Tensor[] {
  return tensors.map((tensor) => ({ ...tensor, role: 'vision' }));
}

function biasRole(role: TensorRole): TensorRole {
  return role === 'vision' ? 'vision' : 'bias';
}

function join(path: string, name: string): string {
  return path === '' || name === '' ? path + name : `${path}.${name}`;
}
